// SPDX-License-Identifier: Apache-2.0
#include "store/storeconnection.h"

#include "core/log.h"

namespace conversa {

StoreConnection::StoreConnection(StoreFactory factory, Clock clock, DeadlineWatch &watch, qint64 openLimitMs)
    : m_factory(std::move(factory))
    , m_clock(std::move(clock))
    , m_watch(watch)
    , m_openLimitMs(openLimitMs)
{
}

Result<void> StoreConnection::openFirst()
{
    {
        auto store = m_factory();
        const std::lock_guard lock(m_mutex);
        m_store = std::move(store);
    }
    return open();
}

Result<void> StoreConnection::ensureOpen()
{
    if (!m_store)
        return openFirst();
    if (isOpen())
        return {};
    setLimit(m_clock.monotonicMs() + m_openLimitMs);
    auto opened = open();
    setLimit(std::nullopt);
    return opened;
}

Result<void> StoreConnection::open()
{
    m_store->close();
    auto opened = m_store->open();
    if (opened) {
        const std::lock_guard lock(m_mutex);
        m_epoch = m_store->epoch();
    }
    m_up = bool(opened);
    return opened;
}

bool StoreConnection::isOpen()
{
    m_up = m_store && m_store->isOpen();
    return m_up;
}

void StoreConnection::close()
{
    m_up = false;
    if (m_store)
        m_store->close();
}

void StoreConnection::work(qint64 limitMs, const std::function<void(MessageStore &)> &job)
{
    setLimit(m_clock.monotonicMs() + limitMs);
    job(*m_store);
    setLimit(std::nullopt);
}

void StoreConnection::setLimit(std::optional<qint64> atMs)
{
    {
        const std::lock_guard lock(m_mutex);
        m_limitMs = atMs;
    }
    if (atMs)
        m_watch.arm(*atMs);
}

Epoch StoreConnection::epoch() const
{
    const std::lock_guard lock(m_mutex);
    return m_epoch;
}

void StoreConnection::interrupt()
{
    const std::lock_guard lock(m_mutex);
    if (m_store)
        m_store->interrupt();
}

std::optional<qint64> StoreConnection::nextDeadline()
{
    const std::lock_guard lock(m_mutex);
    return m_limitMs;
}

void StoreConnection::expire(qint64 nowMs)
{
    const std::lock_guard lock(m_mutex);
    if (!m_limitMs || *m_limitMs > nowMs)
        return;
    m_limitMs.reset();
    logEvent(logStore(), "store_interrupted", {});
    m_store->interrupt();
}

} // namespace conversa
