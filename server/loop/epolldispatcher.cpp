// SPDX-License-Identifier: Apache-2.0
#include "loop/epolldispatcher.h"

#include <QCoreApplication>

namespace conversa {

EpollDispatcher::EpollDispatcher(QObject *parent)
    : QAbstractEventDispatcher(parent)
{
}

void EpollDispatcher::registerTimer(int id, qint64 interval, Qt::TimerType type, QObject *object)
{
    m_timers.insert(id, interval, type, object);
}

void EpollDispatcher::interrupt()
{
    m_interrupted = true;
    m_waker.wake();
}

bool EpollDispatcher::processEvents(QEventLoop::ProcessEventsFlags flags)
{
    const quint64 turn = ++m_turns;
    const bool woken = m_waker.takeWake();

    Q_EMIT awake();
    QCoreApplication::sendPostedEvents();
    if (m_turnEndHook)
        m_turnEndHook();

    // QEventLoop::exec() asks for its exit through interrupt(), so its wake can only stand for the events just sent.
    // Any other caller may wait for what the wake told of, or for what those events did.
    const bool answersWake = woken && !(flags & QEventLoop::EventLoopExec);
    // A nested loop inside the posted events may have taken the wake or the interrupt meant for this one.
    const bool nested = turn != m_turns;
    const int timeout = answersWake || nested ? 0 : pollTimeout(flags);
    bool handled = woken;
    handled |= flags & QEventLoop::ExcludeSocketNotifiers ? pollWakeUps(timeout) : pollSockets(timeout);
    if (!(flags & QEventLoop::X11ExcludeTimers))
        handled |= m_timers.fireDue() > 0;

    // Swapped, not stored: whoever interrupts now is seen to have set his exit flag when the caller looks at it.
    if (m_interrupted.load(std::memory_order_relaxed))
        m_interrupted.exchange(false);
    return handled;
}

int EpollDispatcher::pollTimeout(QEventLoop::ProcessEventsFlags flags)
{
    if (!(flags & QEventLoop::WaitForMoreEvents) || m_interrupted || m_waker.isWakePending())
        return 0;
    Q_EMIT aboutToBlock();
    return flags & QEventLoop::X11ExcludeTimers ? -1 : m_timers.pollTimeout();
}

bool EpollDispatcher::pollSockets(int timeout)
{
    NotifierSet::Ready ready;
    const bool woken = m_waker.sleep(timeout, [&](int allowed) { m_notifiers.poll(ready, allowed); });
    return m_notifiers.activate(ready) > 0 || woken;
}

bool EpollDispatcher::pollWakeUps(int timeout)
{
    m_waker.drain();
    return m_waker.sleep(timeout, [&](int allowed) { m_waker.wait(allowed); });
}

} // namespace conversa
