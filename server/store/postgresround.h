// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/messagestore.h"

#include <QHash>
#include <QSet>

#include <optional>
#include <vector>

namespace conversa {

// The rows of one batch that can go through one statement: none depends on what becomes of another one in it. The rest
// of a session waits for the next round, so that its order holds. Nearly every batch is one round.
class PostgresRound
{
public:
    struct Row
    {
        size_t index = 0; // in the batch
        std::optional<Error> refusal; // why it may not be stored, if it is no repeat
    };
    using States = QHash<SessionKey, SessionState>;

    PostgresRound(const States &states, const QSet<QByteArray> &settled)
        : m_states(states)
        , m_settled(settled)
    {
    }

    // False: the row waits for the next round.
    bool add(size_t index, const AppendRequest &request);
    const std::vector<Row> &rows() const { return m_rows; }

private:
    bool dependsOnEarlier(const AppendRequest &request, const SessionState &state) const;

    const States &m_states;
    const QSet<QByteArray> &m_settled; // repeat keys that earlier rounds have stored
    std::vector<Row> m_rows;
    QSet<SessionKey> m_waiting; // sessions with a row that waits
    QSet<SessionKey> m_started; // sessions without a contact yet, with a row that may set it
    QSet<QByteArray> m_repeatKeys;
    QSet<QByteArray> m_externalKeys;
    QSet<MessageId> m_ids;
};

// What makes two messages the same request: tenant, session, user and client_message_id; empty without the last.
QByteArray repeatKey(const ChatMessage &message);
// The same of an external id: tenant, session and the id.
QByteArray externalKey(const AppendRequest &request);

} // namespace conversa
