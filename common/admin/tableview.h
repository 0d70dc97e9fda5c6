// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/uuid.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <optional>
#include <vector>

namespace conversa {

// The rows of an admin table that somebody looks at, in their order. `idOf(row)` names a row, once in a view.
template <typename Row>
struct TableView
{
    std::vector<Row> rows = {};
    qint64 total = 0; // that pass the filter, seen or not

    bool operator==(const TableView &) const = default;
};

// What turns one view into the next.
template <typename Row>
struct TableDelta
{
    std::vector<Uuid> removed = {};
    std::vector<Row> rows = {}; // changed ones in their places, new ones behind all others
    std::optional<std::vector<Uuid>> order = {}; // of all rows, where that is not their order yet
    qint64 total = 0;

    bool operator==(const TableDelta &) const = default;
};

template <typename Row>
std::vector<Uuid> idsOf(const std::vector<Row> &rows)
{
    std::vector<Uuid> ids;
    ids.reserve(rows.size());
    for (const Row &row : rows)
        ids.push_back(idOf(row));
    return ids;
}

// The view after the delta. An id in an order that is no row's is passed over.
template <typename Row>
TableView<Row> apply(TableView<Row> view, const TableDelta<Row> &delta)
{
    const QSet<Uuid> removed(delta.removed.begin(), delta.removed.end());
    std::erase_if(view.rows, [&](const Row &row) { return removed.contains(idOf(row)); });
    QHash<Uuid, size_t> places;
    for (size_t i = 0; i < view.rows.size(); ++i)
        places.insert(idOf(view.rows[i]), i);
    for (const Row &row : delta.rows) {
        const auto place = places.constFind(idOf(row));
        if (place != places.constEnd()) {
            view.rows[*place] = row;
            continue;
        }
        places.insert(idOf(row), view.rows.size());
        view.rows.push_back(row);
    }
    if (delta.order) {
        std::vector<Row> ordered;
        for (const Uuid &id : *delta.order) {
            if (const auto place = places.constFind(id); place != places.constEnd())
                ordered.push_back(view.rows[*place]);
        }
        view.rows = std::move(ordered);
    }
    view.total = delta.total;
    return view;
}

// apply(from, difference(from, to)) == to. Nothing: they are the same.
template <typename Row>
std::optional<TableDelta<Row>> difference(const TableView<Row> &from, const TableView<Row> &to)
{
    if (from == to)
        return std::nullopt;
    TableDelta<Row> delta;
    delta.total = to.total;
    QHash<Uuid, const Row *> before;
    for (const Row &row : from.rows)
        before.insert(idOf(row), &row);
    QSet<Uuid> after;
    for (const Row &row : to.rows) {
        after.insert(idOf(row));
        const Row *known = before.value(idOf(row));
        if (!known || !(*known == row))
            delta.rows.push_back(row);
    }
    for (const Row &row : from.rows) {
        if (!after.contains(idOf(row)))
            delta.removed.push_back(idOf(row));
    }
    auto order = idsOf(to.rows);
    if (idsOf(apply(from, delta).rows) != order)
        delta.order = std::move(order);
    return delta;
}

// A view that follows what the server says of it. Deltas count on from the snapshot; one that is missing makes the view stale,
// and it stays as it was until the next snapshot.
template <typename Row>
class TableFollower
{
public:
    void start(qint64 sequence, TableView<Row> view)
    {
        m_sequence = sequence;
        m_view = std::move(view);
    }
    // False: the delta does not follow; ask for a new snapshot.
    bool follow(qint64 sequence, const TableDelta<Row> &delta)
    {
        if (!m_sequence || sequence != *m_sequence + 1) {
            m_sequence.reset();
            return false;
        }
        m_sequence = sequence;
        m_view = apply(std::move(m_view), delta);
        return true;
    }
    const TableView<Row> &view() const { return m_view; }
    // There was a snapshot, and nothing is missing since.
    bool isCurrent() const { return m_sequence.has_value(); }

private:
    TableView<Row> m_view;
    std::optional<qint64> m_sequence;
};

} // namespace conversa
