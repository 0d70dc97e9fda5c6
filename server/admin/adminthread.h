// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <thread>

namespace conversa {

// The one thread in which administrators' questions are answered, after those that serve clients: it sleeps while nobody asks.
// Jobs may be posted from any thread. Owned by the composition root.
class AdminThread
{
public:
    static constexpr size_t maxJobs = 256;

    AdminThread();
    ~AdminThread();

    // False: too much waits already, or it has ended.
    bool post(std::function<void()> job);
    // Runs the job after a while, whatever waits.
    void postLater(std::chrono::milliseconds delay, std::function<void()> job);
    // Ends the thread after the job it is at; what waits is dropped.
    void stop();

private:
    using Time = std::chrono::steady_clock::time_point;

    void run();
    // The next job that is due; nothing: the thread is to end.
    std::function<void()> take();

    std::mutex m_mutex;
    std::condition_variable m_wanted;
    std::deque<std::function<void()>> m_jobs;
    std::multimap<Time, std::function<void()>> m_later;
    bool m_isEnding = false;
    std::thread m_thread;
};

} // namespace conversa
