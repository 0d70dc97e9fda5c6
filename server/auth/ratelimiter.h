// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "core/limits.h"

#include <QByteArray>
#include <QHash>
#include <QHostAddress>

#include <array>
#include <mutex>
#include <optional>

namespace conversa {

// A token bucket (16 bytes): starts full. Not thread-safe.
class TokenBucket
{
public:
    // Takes one token; else the milliseconds until there is one, 1 or more.
    std::optional<qint64> take(const Rate &rate, qint64 monotonicMs);
    // Whether it is full again, so that forgetting it changes nothing.
    bool isFull(const Rate &rate, qint64 monotonicMs) const;

private:
    void refill(const Rate &rate, qint64 monotonicMs);

    double m_tokens = -1; // below 0: never used, full
    qint64 m_atMs = 0;
};

// Token buckets by key, all of one rate. Full buckets are forgotten, so memory is bounded by what was active lately.
// Thread-safe.
class RateLimiter
{
public:
    // `rate` outlives it, and may change.
    RateLimiter(const Rate &rate, Clock clock);
    RateLimiter(Rate &&rate, Clock clock) = delete;

    // Takes one token of `key`; else the milliseconds until there is one.
    std::optional<qint64> check(const QByteArray &key);
    // Whether `key` has no token now; takes none. The milliseconds until there is one.
    std::optional<qint64> peek(const QByteArray &key);
    qsizetype size() const; // buckets kept

private:
    struct Shard
    {
        std::mutex mutex;
        QHash<QByteArray, TokenBucket> buckets;
        qsizetype sweepAt = 1'024;
    };
    Shard &shard(const QByteArray &key);
    void sweep(Shard &shard, qint64 nowMs) const;

    const Rate &m_rate;
    Clock m_clock;
    mutable std::array<Shard, 16> m_shards;
};

// Counts offences by key within a minute. Thread-safe.
class StrikeCounter
{
public:
    explicit StrikeCounter(Clock clock);

    // Notes one; true: it is the third within 60 s, and the count starts anew.
    bool strike(const QByteArray &key);

private:
    struct Strikes
    {
        qint64 lastMs = 0;
        std::optional<qint64> beforeMs; // the one before
    };
    Clock m_clock;
    std::mutex m_mutex;
    QHash<QByteArray, Strikes> m_strikes;
};

// What limits per address count by: an IPv4 address, or the /64 of an IPv6 one; a mapped IPv4 address counts as itself.
QByteArray addressKey(const QHostAddress &address);

} // namespace conversa
