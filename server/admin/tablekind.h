// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "admin/admindesk.h"
#include "admin/tablewriter.h"
#include "protocol/jsonparser.h"

namespace conversa {

// A table that servers ask each other for: by which question, of which columns, and where this server has its own page.
template <typename Row>
struct TableKind;

template <>
struct TableKind<ConnectionRow>
{
    static constexpr const char *question = "connections";
    static constexpr auto fields = connectionFields;
    static constexpr auto readRow = readConnectionRow;
    static TablePage<ConnectionRow> page(AdminDesk::Tables &tables, const TableQuery &query, const QByteArray &tenant, qint64)
    {
        return tables.connections.open(query, tenant);
    }
};

template <>
struct TableKind<ClosedRow>
{
    static constexpr const char *question = "closed";
    static constexpr auto fields = closedFields;
    static constexpr auto readRow = readClosedRow;
    static TablePage<ClosedRow> page(AdminDesk::Tables &tables, const TableQuery &query, const QByteArray &tenant, qint64)
    {
        return tables.connections.closed(query, tenant);
    }
};

template <>
struct TableKind<SessionRow>
{
    static constexpr const char *question = "sessions";
    static constexpr auto fields = sessionFields;
    static constexpr auto readRow = readSessionRow;
    static TablePage<SessionRow> page(AdminDesk::Tables &tables, const TableQuery &query, const QByteArray &tenant, qint64 nowMs)
    {
        return tables.sessions.page(query, tenant, nowMs);
    }
};

// A page as it goes between servers: the members of an open object.
template <typename Row>
void writePage(JsonWriter &json, const TablePage<Row> &page)
{
    const auto fields = TableKind<Row>::fields();
    const Columns columns = allColumns(fields);
    json.beginArray("rows");
    for (const Row &row : page.rows)
        writeRow(json, {}, fields, columns, [&](size_t field) { return row.value(field); });
    json.endArray();
    json.number("total", page.total);
    json.string("cursor", page.cursor);
}

template <typename Row>
Result<TablePage<Row>> readPage(simdjson::dom::object json)
{
    static const Limits limits;
    FieldReader fields(json, limits);
    TablePage<Row> page;
    page.total = fields.number("total", 0, maxSequence).value_or(0);
    const auto cursor = stringIn(json, "cursor");
    page.cursor = QByteArray(cursor.data(), qsizetype(cursor.size()));
    const auto rows = fields.array("rows");
    if (!rows)
        return invalidField("rows", "is missing");
    for (const simdjson::dom::element element : *rows) {
        simdjson::dom::object object;
        if (element.get(object) != simdjson::SUCCESS)
            return invalidField("rows", "must be objects");
        auto row = TableKind<Row>::readRow(object);
        if (!row)
            return row.error();
        page.rows.push_back(*std::move(row));
    }
    return fields.finish<TablePage<Row>>(std::move(page));
}

} // namespace conversa
