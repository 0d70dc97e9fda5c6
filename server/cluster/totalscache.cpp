// SPDX-License-Identifier: Apache-2.0
#include "cluster/totalscache.h"

#include <algorithm>
#include <iterator>
#include <limits>

namespace conversa {

namespace {

constexpr qint64 freshMs = 1'000;
constexpr qint64 patienceMs = 1'000;

} // namespace

TotalsCache::TotalsCache(Clock clock, std::function<void(const QByteArray &tenant)> fetch)
    : m_clock(std::move(clock))
    , m_fetch(std::move(fetch))
{
}

void TotalsCache::ask(const QByteArray &tenant, Then then)
{
    const qint64 now = m_clock.monotonicMs();
    std::optional<ClusterTotals> known;
    bool mustFetch = false;
    {
        const std::lock_guard lock(m_mutex);
        Entry &entry = m_entries[tenant];
        if (entry.readMs && now - *entry.readMs < freshMs) {
            known = entry.totals;
        } else {
            mustFetch = entry.waiting.empty();
            entry.waiting.emplace_back(now, std::move(then));
        }
    }
    if (known)
        then(known);
    else if (mustFetch)
        m_fetch(tenant);
}

void TotalsCache::put(const QByteArray &tenant, const std::optional<ClusterTotals> &totals)
{
    std::vector<std::pair<qint64, Then>> waiting;
    {
        const std::lock_guard lock(m_mutex);
        Entry &entry = m_entries[tenant];
        if (totals) {
            entry.totals = *totals;
            entry.readMs = m_clock.monotonicMs();
        }
        waiting.swap(entry.waiting);
    }
    for (const auto &[since, then] : waiting)
        then(totals);
}

void TotalsCache::expire()
{
    answerOlderThan(m_clock.monotonicMs() - patienceMs);
}

void TotalsCache::giveUp()
{
    answerOlderThan(std::numeric_limits<qint64>::max());
}

void TotalsCache::answerOlderThan(qint64 monotonicMs)
{
    std::vector<std::pair<qint64, Then>> late;
    {
        const std::lock_guard lock(m_mutex);
        for (Entry &entry : m_entries) {
            const auto first = std::partition(entry.waiting.begin(), entry.waiting.end(),
                                              [&](const auto &each) { return each.first > monotonicMs; });
            std::move(first, entry.waiting.end(), std::back_inserter(late));
            entry.waiting.erase(first, entry.waiting.end());
        }
        // A tenant nobody asks for again is not kept.
        m_entries.removeIf([&](auto entry) {
            return entry->waiting.empty() && (!entry->readMs || m_clock.monotonicMs() - *entry->readMs >= freshMs);
        });
    }
    for (const auto &[since, then] : late)
        then(std::nullopt);
}

} // namespace conversa
