// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

#include <algorithm>
#include <mutex>

#include <semaphore.h>

namespace conversa {

// The threads that wait for work beside a mutex of the queue they serve. A wait and its wake are two system calls, where a
// condition variable makes three: the one that wakes from it always takes the mutex for contended.
class Sleepers
{
public:
    Sleepers() { ::sem_init(&m_wakes, 0, 0); }
    ~Sleepers() { ::sem_destroy(&m_wakes); }
    Q_DISABLE_COPY_MOVE(Sleepers)

    // Waits, with `lock` released meanwhile. It may return for work that another thread has taken already.
    void wait(std::unique_lock<std::mutex> &lock)
    {
        ++m_count;
        lock.unlock();
        while (::sem_wait(&m_wakes) != 0) { } // a signal broke it off
        lock.lock();
    }
    // With the mutex held: how many of `threads` there are to wake. What it returns goes to wake() once the mutex is free, so
    // that the woken do not wait for it at once.
    [[nodiscard]] int claim(int threads)
    {
        const int claimed = std::min(threads, m_count);
        m_count -= claimed;
        return claimed;
    }
    void wake(int claimed)
    {
        for (; claimed > 0; --claimed)
            ::sem_post(&m_wakes);
    }
    void wakeAll(std::mutex &mutex)
    {
        int claimed = 0;
        {
            const std::lock_guard lock(mutex);
            claimed = claim(m_count);
        }
        wake(claimed);
    }

private:
    int m_count = 0; // of those that wait and are not claimed
    sem_t m_wakes;
};

} // namespace conversa
