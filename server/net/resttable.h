// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "admin/query.h"
#include "net/restio.h"

namespace conversa {

// A page of a table as it is asked for, as JSON or as CSV.
struct TableForm
{
    std::string_view name; // of the array
    std::span<const Field> fields;
    TableQueryText text;
    TableQuery query;
    bool isCsv = false;
};
Result<TableForm> formOf(const RestRequest &request, std::string_view name, std::span<const Field> fields);

// Rows as CSV; `cursor`: of the next page, empty: this is the last.
template <typename Rows>
Response csvOf(const TableForm &form, const Rows &rows, const QByteArray &cursor)
{
    Response response{200, {}, "text/csv; charset=utf-8"};
    appendHeader(response.body, form.fields, form.query.columns);
    for (const auto &row : rows)
        appendRow(response.body, form.fields, form.query.columns, [&](size_t field) { return row.value(field); });
    if (!cursor.isEmpty())
        response.headers.append("Next-Cursor: " + cursor);
    return response;
}

// The same as an array in an open object, with the cursor behind it.
template <typename Rows>
void writeTable(JsonWriter &json, const TableForm &form, const Rows &rows, const QByteArray &cursor)
{
    json.beginArray(form.name);
    for (const auto &row : rows)
        writeRow(json, {}, form.fields, form.query.columns, [&](size_t field) { return row.value(field); });
    json.endArray();
    if (!cursor.isEmpty())
        json.string("next_cursor", cursor);
}

} // namespace conversa
