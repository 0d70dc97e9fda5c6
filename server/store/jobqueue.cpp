// SPDX-License-Identifier: Apache-2.0
#include "store/jobqueue.h"

#include "store/storeconnection.h"

#include <algorithm>

namespace conversa {

namespace {

constexpr qint64 leastReturnMs = 500;

Error unavailable()
{
    return { ErrorCode::Unavailable, QByteArrayLiteral("The message store does not answer.") };
}

Error overloaded(qint64 retryAfterMs)
{
    return { ErrorCode::Overloaded,
        QByteArrayLiteral("Too many requests are waiting for the message store. Try again later."), {}, retryAfterMs };
}

} // namespace

JobQueue::JobQueue(const StorageSettings &settings, Clock clock, DeadlineWatch &watch)
    : m_settings(settings)
    , m_clock(std::move(clock))
    , m_watch(watch)
{
}

qint64 JobQueue::waitMsLocked(qint64 nowMs) const
{
    return m_waiting.empty() ? 0 : nowMs - (m_waiting.front().deadlineMs - m_settings.deadlineMs);
}

qint64 JobQueue::waitMs() const
{
    const std::lock_guard lock(m_mutex);
    return waitMsLocked(m_clock.monotonicMs());
}

std::optional<Error> JobQueue::refusalLocked()
{
    // Nobody waits for a store that is known to be away.
    if (m_ended || m_standing.empty())
        return unavailable();
    const qint64 now = m_clock.monotonicMs();
    if (qsizetype(m_waiting.size()) >= m_settings.queueLimit || waitMsLocked(now) > patienceMs())
        return overloaded(m_returns.next(now, leastReturnMs));
    return std::nullopt;
}

void JobQueue::add(Job job)
{
    std::optional<Error> refusal;
    const qint64 deadline = m_clock.monotonicMs() + m_settings.deadlineMs;
    int claimed = 0;
    {
        const std::lock_guard lock(m_mutex);
        refusal = refusalLocked();
        if (!refusal) {
            m_waiting.push_back({ std::move(job), deadline });
            claimed = m_sleepers.claim(1);
        }
    }
    if (refusal) {
        job(*std::move(refusal));
        return;
    }
    m_sleepers.wake(claimed);
    m_watch.arm(deadline);
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
    return m_waiting.empty() ? std::nullopt : std::optional(m_waiting.front().deadlineMs - patienceMs());
}

void JobQueue::expire(qint64 nowMs)
{
    std::vector<Job> late;
    {
        const std::lock_guard lock(m_mutex);
        while (!m_waiting.empty() && m_waiting.front().deadlineMs - patienceMs() <= nowMs) {
            late.push_back(std::move(m_waiting.front().job));
            m_waiting.pop_front();
        }
    }
    for (const Job &job : late)
        job(overloaded(m_returns.next(nowMs, leastReturnMs)));
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
