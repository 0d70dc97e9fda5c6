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

// The first page of all rows of `pages`, which are each the first of a server's own for the same query.
template <typename Row>
TablePage<Row> merged(const std::vector<TablePage<Row>> &pages, std::span<const Field> fields, const TableQuery &query)
{
    TablePage<Row> all;
    PageBuilder<const Row *> builder(query);
    bool hasMore = false;
    for (const TablePage<Row> &page : pages) {
        all.total += page.total;
        hasMore |= !page.cursor.isEmpty();
        for (const Row &row : page.rows)
            builder.offer(placeOf(fields[query.order.field], row.value(query.order.field), row.placeId()), &row);
    }
    const auto taken = builder.takeRows();
    for (const auto &[place, row] : taken)
        all.rows.push_back(*row);
    if (!taken.empty() && (hasMore || builder.hasMore()))
        all.cursor = Cursor(taken.back().first).toByteArray();
    return all;
}

// One page of a table that is small enough to be made whole for it.
template <typename Row>
TablePage<Row> pageOf(const std::vector<Row> &rows, std::span<const Field> fields, const TableQuery &query, qint64 nowMs)
{
    PageBuilder<const Row *> builder(query);
    const Field &key = fields[query.order.field];
    for (const Row &row : rows) {
        if (query.filter.matches([&](size_t field) { return row.value(field); }, nowMs))
            builder.offer(placeOf(key, row.value(query.order.field), row.placeId()), &row);
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
