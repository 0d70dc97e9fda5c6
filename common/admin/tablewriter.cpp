// SPDX-License-Identifier: Apache-2.0
#include "admin/tablewriter.h"

#include "core/timestamp.h"

#include <numeric>

namespace conversa {

namespace {

bool isFormula(const QByteArray &text)
{
    return !text.isEmpty() && QByteArrayView("=+-@\t\r").contains(text.front());
}

bool needsQuotes(const QByteArray &text)
{
    return text.contains(',') || text.contains('"') || text.contains('\r') || text.contains('\n');
}

} // namespace

QByteArray plainText(const Field &field, const FieldValue &value)
{
    if (const auto *number = std::get_if<qint64>(&value))
        return field.kind == FieldKind::Since ? timestampText(*number) : QByteArray::number(*number);
    if (const auto *text = std::get_if<QByteArrayView>(&value))
        return text->toByteArray();
    if (const auto *id = std::get_if<Uuid>(&value))
        return id->toByteArray();
    if (const auto *address = std::get_if<IpAddress>(&value))
        return address->toByteArray();
    return {};
}

void writeField(JsonWriter &json, const Field &field, const FieldValue &value)
{
    if (const auto *number = std::get_if<qint64>(&value)) {
        if (field.kind == FieldKind::Since)
            json.time(field.key, *number);
        else
            json.number(field.key, *number);
    } else if (const auto *text = std::get_if<QByteArrayView>(&value)) {
        json.string(field.key, *text);
    } else if (const auto *id = std::get_if<Uuid>(&value)) {
        json.id(field.key, *id);
    } else if (const auto *address = std::get_if<IpAddress>(&value)) {
        json.string(field.key, address->toByteArray());
    }
}

void appendHeader(QByteArray &csv, std::span<const Field> fields, const Columns &columns)
{
    for (size_t i = 0; i < columns.size(); ++i) {
        if (i > 0)
            csv += ',';
        csv += view(fields[columns[i]].key);
    }
    csv += "\r\n";
}

void appendCell(QByteArray &csv, const Field &field, const FieldValue &value)
{
    QByteArray text = plainText(field, value);
    if (isFormula(text))
        text.prepend('\'');
    if (needsQuotes(text))
        text = '"' + text.replace('"', "\"\"") + '"';
    csv += text;
}

Columns allColumns(std::span<const Field> fields)
{
    Columns all(fields.size());
    std::iota(all.begin(), all.end(), size_t(0));
    return all;
}

} // namespace conversa
