// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractEventDispatcher>
#include <QHash>

#include <set>
#include <utility>

namespace conversa {

// The Qt timers of one thread, ordered by when they are due. All times are CLOCK_MONOTONIC nanoseconds.
// Precise and coarse timers are due to the nanosecond, very coarse ones at whole seconds; none is ever early.
// Owned by EpollDispatcher.
class TimerQueue
{
public:
    using TimerInfo = QAbstractEventDispatcher::TimerInfo;

    static qint64 now();

    // interval in milliseconds, 0 or more; id must not be registered.
    void insert(int id, qint64 interval, Qt::TimerType type, QObject *object);
    bool remove(int id);
    // Linear in the number of timers of the thread.
    bool removeAll(const QObject *object);

    QList<TimerInfo> timersOf(const QObject *object) const;
    // Milliseconds, 0 when overdue, -1 for an unknown id.
    int remaining(int id) const;
    // A poll timeout: milliseconds rounded up, 0 when one is due, -1 when nothing waits.
    int pollTimeout() const;

    // Sends a QTimerEvent for each timer due now, each at most once, and returns how many it sent. A timer whose
    // handler still runs (in a nested loop) waits outside the queue, so it neither re-enters itself nor spins the loop.
    int fireDue();

private:
    // The order is unique: it keeps timers of one due time first come, first served, and tells one start from another.
    struct Key
    {
        qint64 due = 0;
        quint64 order = 0;
        int id = 0;

        auto operator<=>(const Key &) const = default;
    };
    struct Timer
    {
        QObject *object = nullptr;
        qint64 interval = 0; // milliseconds
        Qt::TimerType type = Qt::CoarseTimer;
        Key key;
    };
    using Queue = std::set<Key>;

    static qint64 dueAfter(const Timer &timer, qint64 start);
    static qint64 nextDue(const Timer &timer, qint64 at);
    void fire(Queue::node_type node, qint64 at);

    QHash<int, Timer> m_timers;
    Queue m_queue;
    quint64 m_nextOrder = 0;
};

} // namespace conversa
