// SPDX-License-Identifier: Apache-2.0
#include "store/readqueue.h"

#include "store/storeconnection.h"

#include <algorithm>

namespace conversa {

namespace {

constexpr qint64 overloadedRetryMs = 500;

Error unavailable()
{
    return { ErrorCode::Unavailable, QByteArrayLiteral("The message store does not answer.") };
}

Error overloaded()
{
    return { ErrorCode::Overloaded,
        QByteArrayLiteral("Too many requests are waiting for the message store. Try again later."), {},
        overloadedRetryMs };
}

} // namespace

ReadQueue::ReadQueue(const StorageSettings &settings, Clock clock, DeadlineWatch &watch)
    : m_settings(settings)
    , m_clock(std::move(clock))
    , m_watch(watch)
{
}

std::optional<Error> ReadQueue::refusalLocked() const
{
    // Nobody waits for a store that is known to be away.
    if (m_ended || m_standing.empty())
        return unavailable();
    if (qsizetype(m_waiting.size()) >= m_settings.queueLimit)
        return overloaded();
    return std::nullopt;
}

void ReadQueue::add(Job job)
{
    std::optional<Error> refusal;
    int claimed = 0;
    {
        const std::lock_guard lock(m_mutex);
        refusal = refusalLocked();
        if (!refusal) {
            m_waiting.push_back({ std::move(job), m_clock.monotonicMs() + m_settings.deadlineMs });
            claimed = m_sleepers.claim(1);
        }
    }
    if (refusal) {
        job(*std::move(refusal));
        return;
    }
    m_sleepers.wake(claimed);
    m_watch.arm();
}

bool ReadQueue::waitForWork()
{
    std::unique_lock lock(m_mutex);
    while (!m_ended && m_waiting.empty())
        m_sleepers.wait(lock);
    return !m_ended;
}

std::optional<ReadQueue::Waiting> ReadQueue::take()
{
    const std::lock_guard lock(m_mutex);
    if (m_waiting.empty())
        return std::nullopt;
    std::optional<Waiting> next(std::move(m_waiting.front()));
    m_waiting.pop_front();
    return next;
}

void ReadQueue::serve(StoreConnection &connection)
{
    const auto next = take();
    if (!next)
        return;
    const qint64 left = std::max<qint64>(1, next->deadlineMs - m_clock.monotonicMs());
    connection.work(left, [&](MessageStore &store) { next->job(&store); });
}

void ReadQueue::onConnected(const StoreConnection &connection)
{
    const std::lock_guard lock(m_mutex);
    m_standing.insert(&connection);
}

void ReadQueue::onUnreachable(const StoreConnection &connection)
{
    bool noneLeft = false;
    {
        const std::lock_guard lock(m_mutex);
        m_standing.erase(&connection);
        noneLeft = m_standing.empty();
    }
    if (noneLeft)
        refuseAll();
}

void ReadQueue::refuseAll()
{
    std::deque<Waiting> refused;
    {
        const std::lock_guard lock(m_mutex);
        refused.swap(m_waiting);
    }
    for (const Waiting &waiting : refused)
        waiting.job(unavailable());
}

std::optional<qint64> ReadQueue::nextDeadline()
{
    const std::lock_guard lock(m_mutex);
    return m_waiting.empty() ? std::nullopt : std::optional(m_waiting.front().deadlineMs);
}

void ReadQueue::expire(qint64 nowMs)
{
    std::vector<Job> late;
    {
        const std::lock_guard lock(m_mutex);
        while (!m_waiting.empty() && m_waiting.front().deadlineMs <= nowMs) {
            late.push_back(std::move(m_waiting.front().job));
            m_waiting.pop_front();
        }
    }
    for (const Job &job : late)
        job(unavailable());
}

void ReadQueue::end()
{
    {
        const std::lock_guard lock(m_mutex);
        m_ended = true;
    }
    m_sleepers.wakeAll(m_mutex);
    refuseAll();
}

} // namespace conversa
