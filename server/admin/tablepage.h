// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "admin/rowpage.h"

#include <vector>

namespace conversa {

template <typename Row>
struct TablePage
{
    std::vector<Row> rows;
    qint64 total = 0; // that pass the filter
    QByteArray cursor = {}; // of the next page; empty: this is the last
};

// One page of a table that is small enough to be made whole for it.
template <typename Row>
TablePage<Row> pageOf(const std::vector<Row> &rows, std::span<const Field> fields, const TableQuery &query, qint64 nowMs)
{
    PageBuilder<const Row *> builder(query);
    const Field &key = fields[query.order.field];
    for (const Row &row : rows) {
        if (query.filter.matches([&](size_t field) { return row.value(field); }, nowMs))
            builder.offer(placeOf(key, row.value(query.order.field), row.id.uuid), &row);
    }
    TablePage<Row> page;
    const auto taken = builder.takeRows();
    for (const auto &[place, row] : taken)
        page.rows.push_back(*row);
    page.total = builder.total();
    if (builder.hasMore())
        page.cursor = Cursor(taken.back().first).toByteArray();
    return page;
}

} // namespace conversa
