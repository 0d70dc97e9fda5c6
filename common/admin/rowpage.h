// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "admin/query.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace conversa {

// Takes rows in any order and keeps those of one page: the first ones behind the cursor. Costs one comparison for most rows,
// whatever their number. `Row` is copied, so it is a pointer or as small.
template <typename Row>
class PageBuilder
{
public:
    // `query` outlives it.
    explicit PageBuilder(const TableQuery &query)
        : m_isDescending(query.order.isDescending)
        , m_limit(size_t(query.limit))
    {
        if (query.after)
            m_after = query.after->place();
    }

    void offer(const RowPlace &place, Row row)
    {
        ++m_total;
        if (m_after && !comesBefore(*m_after, place))
            return;
        // One more than the page holds, to know whether there is another page.
        if (m_rows.size() <= m_limit) {
            m_rows.emplace_back(place, std::move(row));
            std::push_heap(m_rows.begin(), m_rows.end(), order());
        } else if (comesBefore(place, m_rows.front().first)) {
            std::pop_heap(m_rows.begin(), m_rows.end(), order());
            m_rows.back() = {place, std::move(row)};
            std::push_heap(m_rows.begin(), m_rows.end(), order());
        }
    }

    // The page in its order. Called once, at the end.
    std::vector<std::pair<RowPlace, Row>> takeRows()
    {
        std::sort_heap(m_rows.begin(), m_rows.end(), order());
        m_hasMore = m_rows.size() > m_limit;
        if (m_hasMore)
            m_rows.pop_back();
        return std::move(m_rows);
    }
    // After takeRows(): rows come behind the page.
    bool hasMore() const { return m_hasMore; }
    // All that were offered.
    qint64 total() const { return m_total; }

private:
    bool comesBefore(const RowPlace &a, const RowPlace &b) const { return m_isDescending ? b < a : a < b; }
    auto order() const
    {
        return [this](const auto &a, const auto &b) { return comesBefore(a.first, b.first); };
    }

    const bool m_isDescending;
    const size_t m_limit;
    std::optional<RowPlace> m_after;
    std::vector<std::pair<RowPlace, Row>> m_rows; // a heap, the last row of the page on top
    qint64 m_total = 0;
    bool m_hasMore = false;
};

} // namespace conversa
