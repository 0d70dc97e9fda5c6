// SPDX-License-Identifier: Apache-2.0
#include "store/jobqueue.h"

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

JobQueue::JobQueue(const StorageSettings &settings, Clock clock, DeadlineWatch &watch)
    : m_settings(settings)
    , m_clock(std::move(clock))
    , m_watch(watch)
{
}

std::optional<Error> JobQueue::refusalLocked() const
{
    // Nobody waits for a store that is known to be away.
    if (m_ended || m_standing.empty())
        return unavailable();
    if (qsizetype(m_waiting.size()) >= m_settings.queueLimit)
        return overloaded();
    return std::nullopt;
}

void JobQueue::add(Job job)
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

bool JobQueue::waitForWork()
{
    std::unique_lock lock(m_mutex);
    while (!m_ended && m_waiting.empty())
        m_sleepers.wait(lock);
    return !m_ended;
}

std::optional<JobQueue::Waiting> JobQueue::take()
{
    const std::lock_guard lock(m_mutex);
    if (m_waiting.empty())
        return std::nullopt;
    std::optional<Waiting> next(std::move(m_waiting.front()));
    m_waiting.pop_front();
    return next;
}

void JobQueue::serve(StoreConnection &connection)
{
    const auto next = take();
    if (!next)
        return;
    const qint64 left = std::max<qint64>(1, next->deadlineMs - m_clock.monotonicMs());
    connection.work(left, [&](MessageStore &store) { next->job(&store); });
}

void JobQueue::onConnected(const StoreConnection &connection)
{
    const std::lock_guard lock(m_mutex);
    m_standing.insert(&connection);
}

void JobQueue::onUnreachable(const StoreConnection &connection)
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

void JobQueue::refuseAll()
{
    std::deque<Waiting> refused;
    {
        const std::lock_guard lock(m_mutex);
        refused.swap(m_waiting);
    }
    for (const Waiting &waiting : refused)
        waiting.job(unavailable());
}

std::optional<qint64> JobQueue::nextDeadline()
{
    const std::lock_guard lock(m_mutex);
    return m_waiting.empty() ? std::nullopt : std::optional(m_waiting.front().deadlineMs);
}

void JobQueue::expire(qint64 nowMs)
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

void JobQueue::end()
{
    {
        const std::lock_guard lock(m_mutex);
        m_ended = true;
    }
    m_sleepers.wakeAll(m_mutex);
    refuseAll();
}

} // namespace conversa
