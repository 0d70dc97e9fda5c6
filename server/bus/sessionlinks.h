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
// comes after it is sure to be heard, but not for long. Lives in the main thread; owned by the composition root.
class SessionLinks : public QObject
{
    Q_OBJECT

public:
    // `waitMs`: how long a join waits at most.
    SessionLinks(Bus &bus, Clock clock, qint64 waitMs = 500, QObject *parent = nullptr);

    // Network thread `thread` has members of the session, or has none left.
    void enter(const SessionKey &key, int thread);
    void leave(const SessionKey &key, int thread);
    // Calls `then` once: now when the session's events are received or the bus is not up; else when they are, when the bus
    // goes down, or after the wait.
    void await(const SessionKey &key, std::function<void()> then);

Q_SIGNALS:
    // The session's events are received from now on.
    void linked(const conversa::SessionKey &key);
    // The same, and members were let in before: they may have missed something.
    void missed(const conversa::SessionKey &key);
    // Nobody here is in the session any more.
    void unlinked(const conversa::SessionKey &key);

private:
    struct Link
    {
        quint64 threads = 0;
        bool admitted = false; // somebody was let in
        std::vector<std::function<void()>> waiting = {};
    };

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
