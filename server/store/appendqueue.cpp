// SPDX-License-Identifier: Apache-2.0
#include "store/appendqueue.h"

#include "store/storeconnection.h"

#include <QSet>

#include <algorithm>
#include <chrono>

namespace conversa {

namespace {

constexpr qint64 overloadedRetryMs = 500;

Error tooLate()
{
    return { ErrorCode::SendFailed,
        QByteArrayLiteral("The message could not be stored in time. Send it again with the same "
                          "client_message_id.") };
}

Error notStored()
{
    return { ErrorCode::SendFailed,
        QByteArrayLiteral("The message could not be stored. Send it again with the same client_message_id.") };
}

Error overloaded()
{
    return { ErrorCode::Overloaded,
        QByteArrayLiteral("Too many messages are waiting to be stored. Send it again later."), {}, overloadedRetryMs };
}

Error stopping()
{
    return { ErrorCode::Unavailable, QByteArrayLiteral("The server is shutting down.") };
}

std::vector<SessionKey> sessionsOf(const std::vector<AppendRequest> &requests)
{
    QSet<SessionKey> keys;
    for (const AppendRequest &request : requests)
        keys.insert(request.message.key);
    return { keys.begin(), keys.end() };
}

} // namespace

AppendQueue::AppendQueue(const StorageSettings &settings, Clock clock, DeadlineWatch &watch)
    : m_settings(settings)
    , m_clock(std::move(clock))
    , m_watch(watch)
    , m_lanes(size_t(std::max(1, settings.writers)))
{
}

void AppendQueue::add(std::vector<std::pair<AppendRequest, AppendTicket>> batch)
{
    std::vector<AppendOutcome> refused;
    const qint64 deadline = m_clock.monotonicMs() + m_settings.deadlineMs;
    int claimed = 0;
    {
        const std::lock_guard lock(m_mutex);
        for (auto &[request, ticket] : batch) {
            if (m_draining || m_waiting >= m_settings.queueLimit) {
                refused.push_back({ std::move(ticket), m_draining ? stopping() : overloaded() });
                continue;
            }
            Lane &lane = m_lanes[qHash(request.message.key) % m_lanes.size()];
            claimed += lane.waiting.empty() && !lane.busy ? m_sleepers.claim(1) : 0;
            lane.waiting.push_back({ std::move(request), std::move(ticket), deadline });
            ++m_waiting;
        }
    }
    m_sleepers.wake(claimed);
    m_watch.arm(deadline);
    report(std::move(refused));
}

void AppendQueue::report(std::vector<AppendOutcome> outcomes) const
{
    if (!outcomes.empty())
        m_onAppended(outcomes);
}

AppendQueue::Lane *AppendQueue::freeLane()
{
    // The one whose first message waits longest, so that no lane starves when threads are few.
    Lane *found = nullptr;
    for (Lane &lane : m_lanes) {
        if (lane.busy || lane.waiting.empty())
            continue;
        if (!found || lane.waiting.front().deadlineMs < found->waiting.front().deadlineMs)
            found = &lane;
    }
    return found;
}

bool AppendQueue::waitForWork()
{
    std::unique_lock lock(m_mutex);
    while (!m_ended && !freeLane())
        m_sleepers.wait(lock);
    return !m_ended;
}

void AppendQueue::serve(StoreConnection &connection)
{
    std::vector<AppendRequest> requests;
    Lane *lane = takeBatch(requests);
    if (!lane)
        return;
    std::optional<Results> results;
    connection.work(m_settings.deadlineMs, [&](MessageStore &store) { results = store.append(requests); });
    if (!*results && results->error().code == ErrorCode::SendFailed) {
        // Closed, because a new connection is what tells when the outcome can be read.
        connection.close();
        const std::lock_guard lock(m_mutex);
        m_uncertain[&connection] = sessionsOf(requests);
    }
    answer(land(*lane), *std::move(results));
    release(*lane);
}

AppendQueue::Lane *AppendQueue::takeBatch(std::vector<AppendRequest> &requests)
{
    const std::lock_guard lock(m_mutex);
    Lane *lane = freeLane();
    if (!lane)
        return nullptr;
    const auto count = std::min(qsizetype(lane->waiting.size()), qsizetype(m_settings.batchLimit));
    const auto begin = lane->waiting.begin();
    requests.reserve(size_t(count));
    lane->flight.reserve(size_t(count));
    std::for_each(begin, begin + count, [&](Waiting &next) {
        requests.push_back(std::move(next.request));
        lane->flight.push_back({ std::move(next.ticket), next.deadlineMs });
    });
    lane->waiting.erase(begin, begin + count);
    m_waiting -= count;
    lane->busy = true;
    return lane;
}

std::vector<AppendQueue::Waiter> AppendQueue::land(Lane &lane)
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(lane.flight, {});
}

void AppendQueue::answer(std::vector<Waiter> waiters, Results results)
{
    std::vector<AppendOutcome> outcomes;
    outcomes.reserve(waiters.size());
    for (size_t i = 0; i < waiters.size(); ++i) {
        AppendResult result = results ? std::move(results.value()[i]) : AppendResult(notStored());
        // Who was told of a failure already is told nothing more, unless the message is there after all.
        if (result || !waiters[i].answered)
            outcomes.push_back({ std::move(waiters[i].ticket), std::move(result), !waiters[i].answered });
    }
    report(std::move(outcomes));
}

void AppendQueue::release(Lane &lane)
{
    const std::lock_guard lock(m_mutex);
    lane.busy = false;
    if (m_draining && sizeLocked() == 0)
        m_emptied.notify_all();
}

void AppendQueue::onConnected(const StoreConnection &connection)
{
    std::vector<SessionKey> uncertain;
    {
        const std::lock_guard lock(m_mutex);
        if (const auto found = m_uncertain.extract(&connection))
            uncertain = std::move(found.mapped());
    }
    if (!uncertain.empty() && m_onUncertain)
        m_onUncertain(std::move(uncertain));
}

std::optional<qint64> AppendQueue::nextDeadline()
{
    const std::lock_guard lock(m_mutex);
    std::optional<qint64> first;
    const auto note = [&](qint64 deadline) { first = std::min(first.value_or(deadline), deadline); };
    for (const Lane &lane : m_lanes) {
        if (!lane.waiting.empty())
            note(lane.waiting.front().deadlineMs);
        for (const Waiter &waiter : lane.flight) {
            if (!waiter.answered)
                note(waiter.deadlineMs);
        }
    }
    return first;
}

void AppendQueue::expire(qint64 nowMs)
{
    std::vector<AppendOutcome> late;
    {
        const std::lock_guard lock(m_mutex);
        for (Lane &lane : m_lanes) {
            for (Waiter &waiter : lane.flight) {
                if (waiter.answered || waiter.deadlineMs > nowMs)
                    continue;
                waiter.answered = true;
                late.push_back({ waiter.ticket, tooLate() });
            }
            const auto begin = lane.waiting.begin();
            const auto inTime = std::find_if(
                begin, lane.waiting.end(), [nowMs](const Waiting &waiting) { return waiting.deadlineMs > nowMs; });
            std::for_each(begin, inTime, [&](Waiting &each) { late.push_back({ std::move(each.ticket), tooLate() }); });
            m_waiting -= inTime - begin;
            lane.waiting.erase(begin, inTime);
        }
    }
    report(std::move(late));
}

void AppendQueue::drain(qint64 untilMs)
{
    std::unique_lock lock(m_mutex);
    m_draining = true;
    const auto time = std::chrono::milliseconds(std::max<qint64>(0, untilMs - m_clock.monotonicMs()));
    m_emptied.wait_for(lock, time, [this] { return sizeLocked() == 0; });
}

void AppendQueue::end()
{
    std::vector<AppendOutcome> left;
    {
        const std::lock_guard lock(m_mutex);
        m_draining = m_ended = true;
        for (Lane &lane : m_lanes) {
            for (Waiting &waiting : lane.waiting)
                left.push_back({ std::move(waiting.ticket), notStored() });
            lane.waiting.clear();
        }
        m_waiting = 0;
    }
    m_sleepers.wakeAll(m_mutex);
    report(std::move(left));
}

qsizetype AppendQueue::sizeLocked() const
{
    qsizetype size = m_waiting;
    for (const Lane &lane : m_lanes)
        size += qsizetype(lane.flight.size());
    return size;
}

qsizetype AppendQueue::size() const
{
    const std::lock_guard lock(m_mutex);
    return sizeLocked();
}

} // namespace conversa
