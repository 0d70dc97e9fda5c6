// SPDX-License-Identifier: Apache-2.0
#include "loop/timerqueue.h"

#include <QCoreApplication>
#include <QTimerEvent>

#include <algorithm>
#include <chrono>
#include <limits>

namespace conversa {

namespace {

constexpr qint64 kNsPerMs = 1'000'000;
constexpr qint64 kNsPerSecond = 1'000'000'000;

qint64 roundedUp(qint64 value, qint64 unit)
{
    return (value + unit - 1) / unit;
}

int ceilMs(qint64 ns)
{
    return int(std::clamp<qint64>(roundedUp(ns, kNsPerMs), 0, std::numeric_limits<int>::max()));
}

} // namespace

qint64 TimerQueue::now()
{
    return std::chrono::nanoseconds(std::chrono::steady_clock::now().time_since_epoch()).count();
}

void TimerQueue::insert(int id, qint64 interval, Qt::TimerType type, QObject *object)
{
    Timer timer{ object, interval, type, {} };
    timer.key = { dueAfter(timer, now()), m_nextOrder++, id };
    m_queue.insert(timer.key);
    m_timers.insert(id, timer);
}

bool TimerQueue::remove(int id)
{
    const auto it = m_timers.constFind(id);
    if (it == m_timers.cend())
        return false;
    m_queue.erase(it->key);
    m_timers.erase(it);
    return true;
}

bool TimerQueue::removeAll(const QObject *object)
{
    const auto removed = m_timers.removeIf([&](const std::pair<const int &, Timer &> entry) {
        if (entry.second.object != object)
            return false;
        m_queue.erase(entry.second.key);
        return true;
    });
    return removed > 0;
}

QList<TimerQueue::TimerInfo> TimerQueue::timersOf(const QObject *object) const
{
    QList<TimerInfo> found;
    for (auto it = m_timers.cbegin(); it != m_timers.cend(); ++it) {
        if (it->object == object)
            found.append(TimerInfo(it.key(), int(it->interval), it->type));
    }
    return found;
}

int TimerQueue::remaining(int id) const
{
    const auto it = m_timers.constFind(id);
    return it == m_timers.cend() ? -1 : ceilMs(it->key.due - now());
}

int TimerQueue::pollTimeout() const
{
    return m_queue.empty() ? -1 : ceilMs(m_queue.begin()->due - now());
}

int TimerQueue::fireDue()
{
    if (m_queue.empty())
        return 0;
    const qint64 at = now();
    // What a handler starts or repeats sorts behind this pass, so timers of 0 ms cannot keep the loop here.
    const quint64 end = m_nextOrder;
    int fired = 0;
    while (!m_queue.empty() && m_queue.begin()->due <= at && m_queue.begin()->order < end) {
        fire(m_queue.extract(m_queue.begin()), at);
        ++fired;
    }
    return fired;
}

void TimerQueue::fire(Queue::node_type node, qint64 at)
{
    const int id = node.value().id;
    Timer &timer = m_timers[id];
    const Key next{ nextDue(timer, at), m_nextOrder++, id };
    timer.key = next;
    node.value() = next;

    QTimerEvent event(id);
    QCoreApplication::sendEvent(timer.object, &event);

    const auto it = m_timers.constFind(id);
    if (it != m_timers.cend() && it->key == next)
        m_queue.insert(std::move(node));
}

qint64 TimerQueue::dueAfter(const Timer &timer, qint64 start)
{
    const qint64 due = start + timer.interval * kNsPerMs;
    return timer.type == Qt::VeryCoarseTimer ? roundedUp(due, kNsPerSecond) * kNsPerSecond : due;
}

qint64 TimerQueue::nextDue(const Timer &timer, qint64 at)
{
    const qint64 regular = dueAfter(timer, timer.key.due);
    return regular > at ? regular : dueAfter(timer, at);
}

} // namespace conversa
