// SPDX-License-Identifier: Apache-2.0
#include "store/deadlinewatch.h"

#include <algorithm>
#include <chrono>

namespace conversa {

DeadlineWatch::DeadlineWatch(Clock clock)
    : m_clock(std::move(clock))
{
}

DeadlineWatch::~DeadlineWatch()
{
    stop();
}

void DeadlineWatch::start(std::vector<Watched *> watched)
{
    m_watched = std::move(watched);
    m_thread = std::thread([this] { run(); });
}

void DeadlineWatch::stop()
{
    if (!m_thread.joinable())
        return;
    {
        const std::lock_guard lock(m_mutex);
        m_stopped = true;
    }
    m_changed.notify_all();
    m_thread.join();
}

void DeadlineWatch::arm(qint64 atMs)
{
    if (atMs >= m_nextLookMs)
        return;
    {
        // Taken so that the notice cannot fall between the watch's look at its deadlines and its sleep.
        const std::lock_guard lock(m_mutex);
        m_isNew = true;
        m_nextLookMs = atMs;
    }
    m_changed.notify_all();
}

std::optional<qint64> DeadlineWatch::earliest()
{
    std::optional<qint64> first;
    for (Watched *watched : m_watched) {
        if (const auto next = watched->nextDeadline())
            first = std::min(first.value_or(*next), *next);
    }
    return first;
}

void DeadlineWatch::run()
{
    std::unique_lock lock(m_mutex);
    while (!m_stopped) {
        // Before the look: whatever is added after it arms.
        m_nextLookMs = never;
        m_isNew = false;
        const auto due = earliest();
        const auto isOver = [this] { return m_stopped || m_isNew; };
        if (!due) {
            m_changed.wait(lock, isOver);
            continue;
        }
        m_nextLookMs = *due;
        const qint64 wait = *due - m_clock.monotonicMs();
        if (wait > 0) {
            m_changed.wait_for(lock, std::chrono::milliseconds(wait), isOver);
            continue;
        }
        lock.unlock();
        for (Watched *watched : m_watched)
            watched->expire(m_clock.monotonicMs());
        lock.lock();
    }
}

} // namespace conversa
