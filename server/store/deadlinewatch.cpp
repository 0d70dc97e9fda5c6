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

void DeadlineWatch::arm()
{
    if (m_armed.exchange(true))
        return;
    // Taken so that the notice cannot fall between the watch's look at its deadlines and its sleep.
    const std::lock_guard lock(m_mutex);
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
        // Lowered before the look: whatever is added after it arms again.
        m_armed = false;
        const auto due = earliest();
        if (!due) {
            m_changed.wait(lock, [this] { return m_stopped || m_armed; });
            continue;
        }
        m_armed = true;
        const qint64 wait = *due - m_clock.monotonicMs();
        if (wait > 0) {
            m_changed.wait_for(lock, std::chrono::milliseconds(wait), [this] { return m_stopped; });
            continue;
        }
        lock.unlock();
        for (Watched *watched : m_watched)
            watched->expire(m_clock.monotonicMs());
        lock.lock();
    }
}

} // namespace conversa
