// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/messagestore.h"
#include "store/sqlconnection.h"

namespace conversa {

Role roleOf(const QVariant &value);

// The columns that every query for messages returns, from `first` on: message_id, seq, contact_id, user_id, role, text,
// reply_to, client_message_id, accepted_at. NULL seq leaves it 0.
ChatMessage messageOf(const SqlRows &row, const SessionKey &key, int first = 0);

// The columns that every query for an inbox returns, from `first` on: session_id, contact_id, contact_name, last_seq, closed,
// created and changed in microseconds.
InboxSession sessionOf(const SqlRows &row, const QByteArray &tenant, int first = 0);

// The columns that every query for keys returns: key_id, sha256, name, tenant, role, user_id, user_name, contact_id,
// session_ids, created_at, expires_at, revoked_at.
ApiKey apiKeyOf(const SqlRows &row);
// session_ids of a key: comma-separated, empty for none.
QByteArray sessionList(const std::vector<SessionId> &sessions);

} // namespace conversa
