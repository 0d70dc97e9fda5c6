// SPDX-License-Identifier: Apache-2.0
// MemoryStore's half about the audit log: of the latest rows only, because they go with the process.
#include "store/memorystore.h"

#include <algorithm>
#include <tuple>

namespace conversa {

namespace {

constexpr size_t mostRows = 100'000;

auto placeOf(const AuditRow &row)
{
    return std::tuple(row.event.atMs, row.chain, row.seq);
}

bool isWanted(const AuditRow &row, const AuditQuery &query)
{
    const AuditEvent &event = row.event;
    return event.atMs >= query.fromMs && event.atMs < query.toMs
        && placeOf(row) < std::tuple(query.before.atMs, query.before.chain, query.before.seq)
        && (query.tenant.isEmpty() || event.tenant == query.tenant) && (query.action.isEmpty() || event.action == query.action)
        && (query.actor.isEmpty() || event.keyId == query.actor || event.userId == query.actor);
}

// Takes the first `count` rows off, and the chains' records on.
void forget(MemoryData &data, size_t count)
{
    for (size_t i = 0; i < count; ++i) {
        AuditChain &chain = data.auditChains[data.auditRows[i].chain];
        chain.firstSeq = data.auditRows[i].seq + 1;
        chain.link = data.auditRows[i].hash;
    }
    data.auditRows.erase(data.auditRows.begin(), data.auditRows.begin() + std::ptrdiff_t(count));
}

} // namespace

Result<void> MemoryStore::appendAudit(const AuditChain &chain, std::span<const AuditRow> rows)
{
    const std::lock_guard lock(m_data->mutex);
    const auto known = m_data->auditChains.try_emplace(chain.id, chain).first;
    known->second.lastSeq = chain.lastSeq;
    known->second.head = chain.head;
    m_data->auditRows.insert(m_data->auditRows.end(), rows.begin(), rows.end());
    if (m_data->auditRows.size() > mostRows)
        forget(*m_data, m_data->auditRows.size() - mostRows);
    return {};
}

Result<std::vector<AuditChain>> MemoryStore::auditChains()
{
    const std::lock_guard lock(m_data->mutex);
    std::vector<AuditChain> chains;
    for (const auto &[id, chain] : m_data->auditChains)
        chains.push_back(chain);
    return chains;
}

Result<std::vector<AuditRow>> MemoryStore::auditRows(const Uuid &chain, qint64 afterSeq, int most)
{
    const std::lock_guard lock(m_data->mutex);
    std::vector<AuditRow> found;
    for (const AuditRow &row : m_data->auditRows) {
        if (row.chain == chain && row.seq > afterSeq && int(found.size()) < most)
            found.push_back(row);
    }
    return found;
}

Result<std::vector<AuditRow>> MemoryStore::auditPage(const AuditQuery &query)
{
    const std::lock_guard lock(m_data->mutex);
    std::vector<AuditRow> found;
    std::copy_if(m_data->auditRows.begin(), m_data->auditRows.end(), std::back_inserter(found),
        [&](const AuditRow &row) { return isWanted(row, query); });
    std::sort(found.begin(), found.end(), [](const AuditRow &a, const AuditRow &b) { return placeOf(b) < placeOf(a); });
    found.resize(std::min(found.size(), size_t(query.limit)));
    return found;
}

Result<void> MemoryStore::forgetAudit(qint64 beforeMs)
{
    const std::lock_guard lock(m_data->mutex);
    const auto kept = std::find_if(m_data->auditRows.begin(), m_data->auditRows.end(),
        [&](const AuditRow &row) { return row.event.atMs >= beforeMs; });
    forget(*m_data, size_t(kept - m_data->auditRows.begin()));
    return {};
}

} // namespace conversa
