// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/query.h"
#include "model/rowtable.h"

namespace conversa::console {

// The filter that is wished for; one that is none lets all pass.
inline Filter filterOf(const TableWish &wish, std::span<const Field> fields)
{
    const auto filter = Filter::parse(wish.filter.toUtf8(), fields);
    return filter ? *filter : Filter();
}

// The order that is wished for; by default, and for a field that is none, that of the first field.
inline SortOrder orderOf(const TableWish &wish, std::span<const Field> fields)
{
    const bool isDescending = wish.sort.startsWith(QLatin1Char('-'));
    return { findField(fields, wish.sort.mid(isDescending ? 1 : 0).toUtf8()).value_or(0), isDescending };
}

template <typename Row>
bool passes(const Filter &filter, const Row &row, qint64 nowMs)
{
    return filter.matches([&](size_t field) { return row.value(field); }, nowMs);
}

} // namespace conversa::console
