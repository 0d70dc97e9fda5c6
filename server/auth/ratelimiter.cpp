// SPDX-License-Identifier: Apache-2.0
#include "auth/ratelimiter.h"

#include <algorithm>
#include <cmath>

namespace conversa {

namespace {

constexpr qint64 strikeWindowMs = 60'000;
constexpr qsizetype strikesKept = 10'000;

} // namespace

void TokenBucket::refill(const Rate &rate, qint64 monotonicMs)
{
    if (m_tokens < 0)
        m_tokens = rate.burst;
    else
        m_tokens = std::min(rate.burst.get(), m_tokens + double(monotonicMs - m_atMs) * rate.perSecond / 1000);
    m_atMs = monotonicMs;
}

std::optional<qint64> TokenBucket::take(const Rate &rate, qint64 monotonicMs)
{
    refill(rate, monotonicMs);
    if (m_tokens >= 1) {
        m_tokens -= 1;
        return std::nullopt;
    }
    return std::max<qint64>(1, qint64(std::ceil((1 - m_tokens) * 1000 / rate.perSecond)));
}

bool TokenBucket::isFull(const Rate &rate, qint64 monotonicMs) const
{
    TokenBucket now = *this;
    now.refill(rate, monotonicMs);
    return now.m_tokens >= rate.burst;
}

RateLimiter::RateLimiter(const Rate &rate, Clock clock)
    : m_rate(rate)
    , m_clock(std::move(clock))
{
}

RateLimiter::Shard &RateLimiter::shard(const QByteArray &key)
{
    return m_shards[qHash(key, 0x5eed) % m_shards.size()];
}

std::optional<qint64> RateLimiter::check(const QByteArray &key)
{
    const qint64 now = m_clock.monotonicMs();
    Shard &own = shard(key);
    const std::lock_guard lock(own.mutex);
    if (own.buckets.size() >= own.sweepAt)
        sweep(own, now);
    return own.buckets[key].take(m_rate, now);
}

std::optional<qint64> RateLimiter::peek(const QByteArray &key)
{
    Shard &own = shard(key);
    const std::lock_guard lock(own.mutex);
    return TokenBucket(own.buckets.value(key)).take(m_rate, m_clock.monotonicMs());
}

qsizetype RateLimiter::size() const
{
    qsizetype sum = 0;
    for (Shard &each : m_shards) {
        const std::lock_guard lock(each.mutex);
        sum += each.buckets.size();
    }
    return sum;
}

void RateLimiter::sweep(Shard &shard, qint64 nowMs) const
{
    shard.buckets.removeIf([&](const auto &entry) { return entry.value().isFull(m_rate, nowMs); });
    shard.sweepAt = std::max<qsizetype>(1'024, shard.buckets.size() * 2);
}

StrikeCounter::StrikeCounter(Clock clock)
    : m_clock(std::move(clock))
{
}

bool StrikeCounter::strike(const QByteArray &key)
{
    const qint64 now = m_clock.monotonicMs();
    const std::lock_guard lock(m_mutex);
    if (m_strikes.size() > strikesKept)
        m_strikes.removeIf([&](const auto &entry) { return now - entry.value().lastMs > strikeWindowMs; });
    const auto known = m_strikes.constFind(key);
    if (known == m_strikes.constEnd()) {
        m_strikes.insert(key, {now, std::nullopt});
        return false;
    }
    const Strikes strikes = *known;
    if (strikes.beforeMs && now - *strikes.beforeMs <= strikeWindowMs) {
        m_strikes.remove(key);
        return true;
    }
    m_strikes.insert(key, {now, strikes.lastMs});
    return false;
}

QByteArray addressKey(const QHostAddress &address)
{
    bool isIpv4 = false;
    const quint32 ipv4 = address.toIPv4Address(&isIpv4);
    if (isIpv4)
        return QByteArray(reinterpret_cast<const char *>(&ipv4), sizeof ipv4);
    const Q_IPV6ADDR ipv6 = address.toIPv6Address();
    return QByteArray(reinterpret_cast<const char *>(&ipv6), 8);
}

} // namespace conversa
