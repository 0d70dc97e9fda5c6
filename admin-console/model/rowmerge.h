// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/uuid.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <utility>
#include <vector>

namespace conversa::console {

template <typename Row>
QSet<Uuid> idSetOf(const std::vector<Row> &rows)
{
    QSet<Uuid> ids;
    for (const Row &row : rows)
        ids.insert(idOf(row));
    return ids;
}

// Where the rows with these ids lie in [first, end), as ranges [begin, end) from the last to the first: whoever removes them in this
// order finds the others where they were.
template <typename Row>
std::vector<std::pair<int, int>> runsOf(const std::vector<Row> &rows, const QSet<Uuid> &ids, int first, int end)
{
    std::vector<std::pair<int, int>> runs;
    for (int last = end; last > first; --last) {
        if (!ids.contains(idOf(rows[size_t(last - 1)])))
            continue;
        int begin = last - 1;
        while (begin > first && ids.contains(idOf(rows[size_t(begin - 1)])))
            --begin;
        runs.emplace_back(begin, last);
        last = begin + 1;
    }
    return runs;
}

// The rows of a view that come behind those that are here, at most `most`. isNextPage: the view has none of these in it.
template <typename Row>
std::vector<Row> rowsBehind(const std::vector<Row> &here, const std::vector<Row> &view, bool isNextPage, size_t most)
{
    if (view.empty() || (!here.empty() && idOf(view.back()) == idOf(here.back())))
        return {};
    const QSet<Uuid> known = idSetOf(here);
    std::vector<Row> behind;
    for (const Row &row : view) {
        if (!known.contains(idOf(row)))
            behind.push_back(row);
        else if (!isNextPage)
            behind.clear();
    }
    behind.resize(std::min(behind.size(), most));
    return behind;
}

// Where each of `ids` stands in `order`, which is the same ids.
inline std::vector<int> placesIn(const std::vector<Uuid> &order, const std::vector<Uuid> &ids)
{
    QHash<Uuid, int> places;
    for (size_t i = 0; i < order.size(); ++i)
        places.insert(order[i], int(i));
    std::vector<int> found;
    found.reserve(ids.size());
    for (const Uuid &id : ids)
        found.push_back(places.value(id));
    return found;
}

} // namespace conversa::console
