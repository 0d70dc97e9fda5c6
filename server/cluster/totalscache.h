// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "store/clusterstore.h"

#include <QHash>

#include <functional>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace conversa {

// What the cluster counts, a second old at most, so that whoever polls the figures does not load the database. Thread-safe.
class TotalsCache
{
public:
    // Nothing: the database did not say so in time.
    using Then = std::function<void(std::optional<ClusterTotals>)>;
    // `fetch` has a tenant's totals read; they come back by put().
    TotalsCache(Clock clock, std::function<void(const QByteArray &tenant)> fetch);

    void ask(const QByteArray &tenant, Then then);
    void put(const QByteArray &tenant, const std::optional<ClusterTotals> &totals);
    // Answers whoever waits for more than a second.
    void expire();
    // Answers all who wait.
    void giveUp();

private:
    struct Entry
    {
        ClusterTotals totals;
        std::optional<qint64> readMs; // monotonic
        std::vector<std::pair<qint64, Then>> waiting;
    };
    void answerOlderThan(qint64 monotonicMs);

    Clock m_clock;
    std::function<void(const QByteArray &tenant)> m_fetch;
    std::mutex m_mutex;
    QHash<QByteArray, Entry> m_entries;
};

} // namespace conversa
