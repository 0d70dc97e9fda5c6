// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"

#include <atomic>
#include <condition_variable>
#include <limits>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace conversa {

// Something that holds deadlines, asked by the DeadlineWatch on its thread.
class Watched
{
public:
    virtual ~Watched() = default;
    // The earliest deadline it holds, monotonic milliseconds; nullopt: none.
    virtual std::optional<qint64> nextDeadline() = 0;
    // Acts on everything due at `nowMs`, so that it is not due any more.
    virtual void expire(qint64 nowMs) = 0;
};

// The thread that keeps deadlines for threads that may hang. It looks at what is due when the earliest deadline it has seen
// has come, or an earlier one is new, and sleeps for good while there is none: a busy queue costs it one wake-up every few
// seconds.
class DeadlineWatch
{
public:
    explicit DeadlineWatch(Clock clock);
    ~DeadlineWatch(); // stops
    Q_DISABLE_COPY_MOVE(DeadlineWatch)

    // `watched` outlives the running watch.
    void start(std::vector<Watched *> watched);
    void stop();
    // There is a new deadline, at monotonic milliseconds. Thread-safe; call it without a lock that nextDeadline() takes.
    void arm(qint64 atMs);

private:
    static constexpr qint64 never = std::numeric_limits<qint64>::max();

    void run();
    std::optional<qint64> earliest();

    Clock m_clock;
    std::vector<Watched *> m_watched;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::atomic<qint64> m_nextLookMs = never;
    bool m_isNew = false; // a deadline is
    bool m_stopped = false;
    std::thread m_thread;
};

} // namespace conversa
