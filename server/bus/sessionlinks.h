// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "bus/bus.h"
#include "core/clock.h"

#include <QHash>
#include <QObject>
#include <QTimer>

#include <deque>
#include <functional>
#include <vector>

namespace conversa {

// Which sessions this node wants from the bus: those with members in any network thread. Holds back a join until what
// comes after it is sure to be heard, and who is there is known, but not for long. Lives in the main thread; owned by the
// relay.
class SessionLinks : public QObject
{
    Q_OBJECT

public:
    // `waitMs`: how long a join waits at most.
    SessionLinks(Bus &bus, Clock clock, qint64 waitMs = 500, QObject *parent = nullptr);

    // Network thread `thread` has members of the session, or has none left.
    void enter(const SessionKey &key, int thread);
    void leave(const SessionKey &key, int thread);
    // Somebody here is in the session.
    bool has(const SessionKey &key) const { return m_links.contains(key); }
    // Those that are linked.
    QList<SessionKey> linkedSessions() const;
    // What is to be known of a session that is linked is known.
    void settle(const SessionKey &key);
    // Calls `then` once: now when the session is settled or the bus is not up; else when it is, when the bus goes down, or
    // after the wait.
    void await(const SessionKey &key, std::function<void()> then);

Q_SIGNALS:
    // The session's events are received from now on, and its questions answered.
    void linked(const conversa::SessionKey &key);
    // The session's events are received from now on, and members were let in before: they may have missed something.
    void missed(const conversa::SessionKey &key);
    // Nobody here is in the session any more.
    void unlinked(const conversa::SessionKey &key);

private:
    struct Link
    {
        quint64 threads = 0;
        bool admitted = false; // somebody was let in
        bool settled = false;
        std::vector<std::function<void()>> waiting = {};
    };

    bool isLinked(const SessionKey &key) const { return m_bus.isUp() && m_bus.hasJoined(key); }
    void onJoined(const SessionKey &key);
    void onStateChanged(BusState state);
    void onWaitOver();
    void release(const SessionKey &key);

    Bus &m_bus;
    Clock m_clock;
    const qint64 m_waitMs;
    QHash<SessionKey, Link> m_links;
    std::deque<std::pair<qint64, SessionKey>> m_deadlines; // of waits, in their order
    QTimer m_timer;
};

} // namespace conversa
