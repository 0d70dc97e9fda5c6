// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "admin/field.h"
#include "protocol/jsonwriter.h"

#include <QByteArray>

#include <span>
#include <vector>

namespace conversa {

// The places of the fields that are asked for, in the order asked for.
using Columns = std::vector<size_t>;

// A value as text: a whole id, a moment in UTC, a number to the byte; nothing where it is not known.
QByteArray plainText(const Field &field, const FieldValue &value);
// One member of an open object; nothing where the value is not known.
void writeField(JsonWriter &json, const Field &field, const FieldValue &value);
// The keys, comma between them, with CRLF (RFC 4180).
void appendHeader(QByteArray &csv, std::span<const Field> fields, const Columns &columns);
// One cell as it stands between its commas. What a spreadsheet would take for a formula gets an apostrophe in front.
void appendCell(QByteArray &csv, const Field &field, const FieldValue &value);

// One object, of the row of which `valueOf(place of the field)` gives the values.
template <typename ValueOf>
void writeRow(JsonWriter &json, std::string_view name, std::span<const Field> fields, const Columns &columns,
    const ValueOf &valueOf)
{
    json.beginObject(name);
    for (const size_t column : columns)
        writeField(json, fields[column], valueOf(column));
    json.endObject();
}

template <typename ValueOf>
void appendRow(QByteArray &csv, std::span<const Field> fields, const Columns &columns, const ValueOf &valueOf)
{
    for (size_t i = 0; i < columns.size(); ++i) {
        if (i > 0)
            csv += ',';
        appendCell(csv, fields[columns[i]], valueOf(columns[i]));
    }
    csv += "\r\n";
}

// All fields, in their order.
Columns allColumns(std::span<const Field> fields);

} // namespace conversa
