// SPDX-License-Identifier: Apache-2.0
#include "net/auditsearch.h"

#include "audit/eventjournal.h"

#include <algorithm>

namespace conversa {

void AuditSearch::run(Storage &storage, const AuditQuery &query, const Filter &filter, qint64 nowMs, Then then)
{
    const std::shared_ptr<AuditSearch> search(new AuditSearch(storage, query, filter, nowMs, std::move(then)));
    search->next();
}

AuditSearch::AuditSearch(Storage &storage, AuditQuery query, Filter filter, qint64 nowMs, Then then)
    : m_storage(storage)
    , m_query(std::move(query))
    , m_wanted(size_t(m_query.limit))
    , m_filter(std::move(filter))
    , m_nowMs(nowMs)
    , m_then(std::move(then))
{
    // One more tells whether there are more.
    m_query.limit = m_filter.size() > 0 ? pieceRows : m_query.limit + 1;
}

void AuditSearch::next()
{
    m_storage.read([self = shared_from_this()](const Result<MessageStore *> &store) { self->step(store); });
}

void AuditSearch::step(const Result<MessageStore *> &store)
{
    const auto rows = store ? (*store)->auditPage(m_query) : store.error();
    if (!rows) {
        m_then(rows.error());
        return;
    }
    const bool hasRoom = std::all_of(rows->begin(), rows->end(), [this](const AuditRow &row) { return take(row); });
    const bool isEnd = int(rows->size()) < m_query.limit;
    if (hasRoom && !isEnd && m_looked < mostLooked) {
        next();
        return;
    }
    if (!hasRoom || !isEnd)
        m_found.next = m_query.before;
    m_then(std::move(m_found));
}

bool AuditSearch::take(const AuditRow &row)
{
    if (m_found.rows.size() == m_wanted)
        return false;
    m_query.before = {row.event.atMs, row.chain, row.seq};
    ++m_looked;
    AuditEntry entry = auditEntryOf(row);
    if (m_filter.matches([&](size_t field) { return entry.value(field); }, m_nowMs))
        m_found.rows.push_back(std::move(entry));
    return true;
}

} // namespace conversa
