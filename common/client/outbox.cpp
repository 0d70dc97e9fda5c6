// SPDX-License-Identifier: Apache-2.0
#include "client/outbox.h"

#include <algorithm>
#include <cmath>

namespace conversa {

Outbox::Bucket::Bucket(Rate rate)
    : m_rate(rate)
    , m_tokens(rate.burst)
{
}

bool Outbox::Bucket::has(qint64 now)
{
    if (m_rate.perSecond <= 0)
        return true;
    m_tokens = std::min<double>(m_rate.burst, m_tokens + double(now - m_filledMs) * m_rate.perSecond / 1000);
    m_filledMs = now;
    return m_tokens >= 1;
}

qint64 Outbox::Bucket::nextMs() const
{
    if (m_rate.perSecond <= 0 || m_tokens >= 1)
        return m_filledMs;
    return m_filledMs + qint64(std::ceil((1 - m_tokens) * 1000 / m_rate.perSecond));
}

Outbox::Outbox(Limits limits, Backoff backoff)
    : m_limits(limits)
    , m_backoff(backoff)
    , m_bucket(limits.pace)
{
}

Result<void> Outbox::add(SendMessage message)
{
    if (message.text.size() > m_limits.text) {
        return Error{ ErrorCode::MessageTooLarge,
            "text must not be longer than " + QByteArray::number(m_limits.text) + " bytes", "text" };
    }
    if (size() >= m_limits.messages)
        return Error{ ErrorCode::LimitExceeded, "too many messages wait to be sent" };
    m_entries.push_back({ std::move(message) });
    return {};
}

std::optional<qint64> Outbox::dueMs(const Entry &entry) const
{
    if (entry.sentMs)
        return *entry.sentMs + patienceMs;
    if (m_unanswered >= m_limits.unanswered)
        return std::nullopt;
    return 0;
}

const SendMessage *Outbox::next(qint64 now, const Ready &ready)
{
    if (now < m_pausedUntilMs || !m_bucket.has(now))
        return nullptr;
    const auto entry = std::find_if(m_entries.begin(), m_entries.end(), [&](const Entry &waiting) {
        const auto due = dueMs(waiting);
        return due && *due <= now && ready(waiting.message.session);
    });
    if (entry == m_entries.end())
        return nullptr;
    m_unanswered += !entry->sentMs;
    entry->sentMs = now;
    m_bucket.take();
    return &entry->message;
}

std::deque<Outbox::Entry>::iterator Outbox::find(const QByteArray &clientMessageId)
{
    return std::find_if(m_entries.begin(), m_entries.end(),
        [&](const Entry &entry) { return entry.message.clientMessageId == clientMessageId; });
}

bool Outbox::confirm(const QByteArray &clientMessageId)
{
    const auto entry = find(clientMessageId);
    if (entry == m_entries.end())
        return false;
    m_unanswered -= entry->sentMs.has_value();
    m_entries.erase(entry);
    m_backoff.reset();
    return true;
}

Outbox::Refusal Outbox::refuse(const QByteArray &clientMessageId, const ErrorReply &reply, qint64 now)
{
    const auto entry = find(clientMessageId);
    if (entry == m_entries.end())
        return Refusal::Unknown;
    m_unanswered -= entry->sentMs.has_value();
    if (!reply.retryable) {
        m_entries.erase(entry);
        return Refusal::GivenUp;
    }
    entry->sentMs.reset();
    // What stands behind it waits too, so that the order of sending is kept.
    const qint64 wait = reply.error.retryAfterMs ? *reply.error.retryAfterMs : m_backoff.next().count();
    m_pausedUntilMs = std::max(m_pausedUntilMs, now + wait);
    if (reply.error.code == ErrorCode::RateLimited)
        m_bucket.empty();
    return Refusal::Retried;
}

void Outbox::onConnectionLost()
{
    for (Entry &entry : m_entries)
        entry.sentMs.reset();
    m_unanswered = 0;
}

std::optional<qint64> Outbox::dueMs(const Ready &ready) const
{
    std::optional<qint64> first;
    for (const Entry &entry : m_entries) {
        const auto due = dueMs(entry);
        if (!due || !ready(entry.message.session))
            continue;
        first = std::min(first.value_or(*due), *due);
        if (*due == 0)
            break;
    }
    if (!first)
        return first;
    return std::max({ *first, m_pausedUntilMs, m_bucket.nextMs() });
}

} // namespace conversa
