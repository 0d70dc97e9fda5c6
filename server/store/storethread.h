// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/storeconnection.h"
#include "store/workqueue.h"

#include <condition_variable>
#include <functional>
#include <future>
#include <mutex>
#include <thread>

namespace conversa {

// One storage thread: keeps its connection open, again and again with backoff, and serves its queue with it. Owned by
// Storage.
class StoreThread
{
public:
    // `mayOpen` is asked on the thread before each attempt to open the store, which takes up to openLimitMs but for the first.
    StoreThread(StoreFactory factory, Clock clock, DeadlineWatch &watch, qint64 openLimitMs, WorkQueue &queue,
        std::function<bool()> mayOpen);
    ~StoreThread(); // stops
    Q_DISABLE_COPY_MOVE(StoreThread)

    // Starts the thread; the result says how the first attempt to open the store ended, Unavailable if it was not its turn.
    std::future<Result<void>> start();
    // Breaks off what the thread is doing and joins it. The queue was ended before.
    void stop();
    StoreConnection &connection() { return m_connection; }
    const StoreConnection &connection() const { return m_connection; }

private:
    void run(std::promise<Result<void>> first);
    Result<void> openFirst();
    void serve();
    bool keepOpen();
    void backOff();
    bool isStopped();

    StoreConnection m_connection;
    WorkQueue &m_queue;
    const std::function<bool()> m_mayOpen;
    std::mutex m_mutex;
    std::condition_variable m_stopping;
    bool m_stopped = false;
    int m_failures = 0; // attempts to open since the last that went well
    std::thread m_thread;
};

} // namespace conversa
