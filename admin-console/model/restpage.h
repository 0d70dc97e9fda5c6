// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/tableview.h"
#include "core/result.h"
#include "protocol/jsonparser.h"

#include <QString>
#include <QStringList>

#include <functional>
#include <optional>

namespace conversa::console {

// What a page of a table over REST says beside its rows.
struct PageEnd
{
    std::optional<qint64> total = {}; // rows that the filter finds; not every table says it
    QString nextCursor = {}; // empty: it was the last
    QStringList silentNodes = {}; // servers whose rows are missing
};

// Visits the objects of the array `member`. Errors: there is no such array, it holds something else, or what visit() refused.
Result<PageEnd> visitRows(QByteArrayView body, const QByteArray &member, const std::function<Result<void>(simdjson::dom::object)> &visit);

// One page of a table over REST.
template <typename Row>
struct RestPage
{
    TableView<Row> view;
    QString nextCursor = {}; // empty: it was the last
};

template <typename Row>
Result<RestPage<Row>> readRestPage(QByteArrayView body, const char *member, Result<Row> (*readRow)(simdjson::dom::object))
{
    RestPage<Row> page;
    const auto end = visitRows(body, member, [&](simdjson::dom::object object) -> Result<void> {
        auto row = readRow(object);
        if (!row)
            return row.error();
        page.view.rows.push_back(*std::move(row));
        return {};
    });
    if (!end)
        return end.error();
    page.view.total = end->total.value_or(qint64(page.view.rows.size()));
    page.nextCursor = end->nextCursor;
    return page;
}

} // namespace conversa::console
