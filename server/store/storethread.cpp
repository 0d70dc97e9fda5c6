// SPDX-License-Identifier: Apache-2.0
#include "store/storethread.h"

#include "core/log.h"

#include <QRandomGenerator>

#include <algorithm>
#include <chrono>

namespace conversa {

namespace {

// Full jitter, so that the servers of a cluster do not come back in step.
std::chrono::milliseconds backoff(int failures)
{
    constexpr int firstMs = 100;
    constexpr int mostMs = 1'000;
    const int ceiling = std::min(mostMs, firstMs << std::min(failures, 8));
    return std::chrono::milliseconds(QRandomGenerator::global()->bounded(firstMs / 2, ceiling));
}

} // namespace

StoreThread::StoreThread(
    StoreFactory factory, Clock clock, DeadlineWatch &watch, qint64 openLimitMs, WorkQueue &queue, std::function<bool()> mayOpen)
    : m_connection(std::move(factory), std::move(clock), watch, openLimitMs)
    , m_queue(queue)
    , m_mayOpen(std::move(mayOpen))
{
}

StoreThread::~StoreThread()
{
    stop();
}

std::future<Result<void>> StoreThread::start()
{
    std::promise<Result<void>> first;
    auto opened = first.get_future();
    m_thread = std::thread([this, promise = std::move(first)]() mutable { run(std::move(promise)); });
    return opened;
}

void StoreThread::stop()
{
    if (!m_thread.joinable())
        return;
    {
        const std::lock_guard lock(m_mutex);
        m_stopped = true;
    }
    m_stopping.notify_all();
    m_connection.interrupt();
    m_thread.join();
}

void StoreThread::run(std::promise<Result<void>> first)
{
    auto opened = openFirst();
    if (opened)
        m_queue.onConnected(m_connection);
    else
        m_queue.onUnreachable(m_connection);
    m_failures = opened ? 0 : 1;
    first.set_value(std::move(opened));
    serve();
    // Destroyed where it lived.
    m_connection.close();
}

Result<void> StoreThread::openFirst()
{
    if (m_mayOpen())
        return m_connection.openFirst();
    return Error{ ErrorCode::Unavailable, QByteArrayLiteral("Other connections to the message store come first.") };
}

void StoreThread::serve()
{
    if (m_failures > 0)
        backOff();
    while (!isStopped()) {
        if (!keepOpen())
            backOff();
        else if (!m_queue.waitForWork())
            return;
        else if (m_connection.isOpen())
            m_queue.serve(m_connection);
    }
}

bool StoreThread::keepOpen()
{
    if (m_connection.isOpen())
        return true;
    m_queue.onLost();
    if (!m_mayOpen()) {
        ++m_failures;
        m_queue.onUnreachable(m_connection);
        return false;
    }
    const auto opened = m_connection.ensureOpen();
    if (!opened) {
        if (m_failures++ == 0)
            logEvent(logStore(), "store_unreachable", { { "reason", opened.error().message } });
        m_queue.onUnreachable(m_connection);
        return false;
    }
    m_failures = 0;
    logEvent(logStore(), "store_connected", {});
    m_queue.onConnected(m_connection);
    return true;
}

void StoreThread::backOff()
{
    std::unique_lock lock(m_mutex);
    m_stopping.wait_for(lock, backoff(m_failures), [this] { return m_stopped; });
}

bool StoreThread::isStopped()
{
    const std::lock_guard lock(m_mutex);
    return m_stopped;
}

} // namespace conversa
