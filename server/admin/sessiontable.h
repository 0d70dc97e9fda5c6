// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "admin/connectiontable.h"
#include "admin/sessiondetails.h"
#include "chat/presencetable.h"
#include "chat/typingtable.h"
#include "hub/registry.h"

namespace conversa {

// Answers queries over the sessions that somebody has joined at this server. For the admin thread. A tenant sees its own
// sessions; "*" sees all.
class SessionTable
{
public:
    SessionTable(PresenceTable &presence, TypingTable &typing, Registry &registry, std::function<QByteArray()> node);

    TablePage<SessionRow> page(const TableQuery &query, const QByteArray &tenant, qint64 nowMs);
    // The first of that id whom the tenant may see.
    std::optional<SessionDetails> find(SessionId session, const QByteArray &tenant);

private:
    SessionRow rowOf(const PresenceTable::Attendance &attendance, const QByteArray &node);

    PresenceTable &m_presence;
    TypingTable &m_typing;
    Registry &m_registry;
    const std::function<QByteArray()> m_node;
};

} // namespace conversa
