// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "loop/notifierset.h"
#include "loop/timerqueue.h"
#include "loop/waker.h"

#include <QAbstractEventDispatcher>

#include <functional>

namespace conversa {

// The event loop of a server thread, on epoll: its cost per turn does not grow with the number of sockets.
// Belongs to the thread it is installed in (QThread::setEventDispatcher, QCoreApplication::setEventDispatcher), which
// owns it; only wakeUp() and interrupt() may be called from others.
class EpollDispatcher final : public QAbstractEventDispatcher
{
    Q_OBJECT

public:
    explicit EpollDispatcher(QObject *parent = nullptr);

    // The hook runs once per turn, in this thread: after posted events, and what notifiers and timers did before them,
    // just before the loop blocks or polls again. What it posts or starts is not slept past. It must not run an event
    // loop; after the last turn of a loop it is not called. Set it in this thread or before that starts.
    void setTurnEndHook(std::function<void()> hook) { m_turnEndHook = std::move(hook); }

    bool processEvents(QEventLoop::ProcessEventsFlags flags) override;

    void registerSocketNotifier(QSocketNotifier *notifier) override { m_notifiers.insert(notifier); }
    void unregisterSocketNotifier(QSocketNotifier *notifier) override { m_notifiers.remove(notifier); }

    void registerTimer(int id, qint64 interval, Qt::TimerType type, QObject *object) override;
    bool unregisterTimer(int id) override { return m_timers.remove(id); }
    bool unregisterTimers(QObject *object) override { return m_timers.removeAll(object); }
    QList<TimerInfo> registeredTimers(QObject *object) const override { return m_timers.timersOf(object); }
    int remainingTime(int id) override { return m_timers.remaining(id); }

    // Any thread.
    void wakeUp() override { m_waker.wake(); }
    void interrupt() override;

private:
    int pollTimeout(QEventLoop::ProcessEventsFlags flags);
    bool pollSockets(int timeout);
    bool pollWakeUps(int timeout);

    Waker m_waker;
    NotifierSet m_notifiers{ m_waker.fd() };
    TimerQueue m_timers;
    std::function<void()> m_turnEndHook;
    quint64 m_turns = 0;
    std::atomic<bool> m_interrupted = false;
};

} // namespace conversa
