// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "bus/bus.h"

#include <QHash>
#include <QObject>
#include <QSet>

#include <optional>

namespace conversa {

// Asks the other servers who is in a session, and knows when all that were asked have answered. A server that does not is
// waited for no longer than a join waits. Lives in the main thread; owned by the relay.
class RollCall : public QObject
{
    Q_OBJECT

public:
    static constexpr int patienceMs = 500;

    explicit RollCall(Bus &bus, QObject *parent = nullptr);

    // Asks. At most `servers` are expected to answer: others than servers may listen to a channel.
    void call(const PresenceQuery &query, qint64 servers);
    void answered(const SessionKey &key, const NodeId &node);
    // A server that may not have been asked has said something of the session.
    void heard(const SessionKey &key, const NodeId &node);

Q_SIGNALS:
    // All that were asked have answered, or will not; these have been heard since the question.
    void done(const conversa::SessionKey &key, const QSet<conversa::NodeId> &nodes);

private:
    struct Call
    {
        quint64 number = 0;
        std::optional<qint64> expected = {}; // once the bus has said how many heard the question
        QSet<NodeId> answered = {};
        QSet<NodeId> heard = {};
    };
    void finish(const SessionKey &key, quint64 number, bool patient);

    Bus &m_bus;
    QHash<SessionKey, Call> m_calls;
    quint64 m_number = 0;
};

} // namespace conversa
