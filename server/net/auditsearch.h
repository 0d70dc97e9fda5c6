// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "admin/auditentry.h"
#include "admin/filter.h"
#include "store/storage.h"

#include <functional>
#include <memory>

namespace conversa {

// Looks for one page of the audit log, the newest first, a piece of the log at a time: a filter is not the store's to apply.
class AuditSearch : public std::enable_shared_from_this<AuditSearch>
{
public:
    static constexpr int pieceRows = 500;
    static constexpr int mostLooked = 10'000; // rows, for a filter that finds few

    struct Found
    {
        std::vector<AuditEntry> rows;
        std::optional<AuditPlace> next = {}; // from where to go on; nothing: there are no more
    };
    using Then = std::function<void(const Result<Found> &)>;

    // query.limit: rows of the page. `then` is called once, on a storage thread.
    static void run(Storage &storage, const AuditQuery &query, const Filter &filter, qint64 nowMs, Then then);

private:
    AuditSearch(Storage &storage, AuditQuery query, Filter filter, qint64 nowMs, Then then);

    void next();
    void step(const Result<MessageStore *> &store);
    // False: the page is full.
    bool take(const AuditRow &row);

    Storage &m_storage;
    AuditQuery m_query;
    const size_t m_wanted;
    const Filter m_filter;
    const qint64 m_nowMs;
    const Then m_then;
    Found m_found;
    int m_looked = 0;
};

} // namespace conversa
