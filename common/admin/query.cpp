// SPDX-License-Identifier: Apache-2.0
#include "admin/query.h"

#include <QList>

#include <algorithm>

namespace conversa {

namespace {

constexpr QByteArray::Base64Options cursorCode = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
constexpr char unknownMark = '-';
constexpr char knownMark = '+';

Result<SortOrder> readSort(QByteArrayView text, std::span<const Field> fields)
{
    SortOrder order;
    order.isDescending = text.startsWith('-');
    const QByteArrayView name = text.sliced(order.isDescending);
    if (text.isEmpty())
        return order;
    const auto found = findField(fields, name);
    if (!found)
        return Error{ErrorCode::InvalidField, unknownField("field", name, fields, &Field::name), QByteArrayLiteral("sort")};
    order.field = *found;
    return order;
}

Result<Columns> readColumns(const QByteArray &text, std::span<const Field> fields)
{
    if (text.isEmpty())
        return allColumns(fields);
    Columns chosen;
    for (const QByteArray &key : text.split(',')) {
        const auto found = std::find_if(
            fields.begin(), fields.end(), [&](const Field &field) { return view(field.key) == key; });
        if (found == fields.end())
            return Error{ErrorCode::InvalidField, unknownField("field", key, fields, &Field::key), QByteArrayLiteral("fields")};
        const auto column = size_t(found - fields.begin());
        if (std::find(chosen.begin(), chosen.end(), column) == chosen.end())
            chosen.push_back(column);
    }
    return chosen;
}

Result<int> readLimit(const QByteArray &text)
{
    if (text.isEmpty())
        return TableQuery::defaultRows;
    const bool isNumber = std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    const int limit = text.toInt(); // 0 for what is too large
    if (!isNumber || limit < 1 || limit > TableQuery::maxRows)
        return invalidField("limit", "must be a whole number from 1 to 500.");
    return limit;
}

Error noCursor()
{
    return invalidField("cursor", "must be the next_cursor of a page in the same order.");
}

QByteArray textOf(const FieldValue &key)
{
    if (const auto *number = std::get_if<qint64>(&key))
        return QByteArray::number(*number);
    if (const auto *id = std::get_if<Uuid>(&key))
        return id->toByteArray();
    if (const auto *address = std::get_if<IpAddress>(&key))
        return address->toByteArray();
    return {};
}

// Nothing: no value of the kind. Not for texts.
FieldValue keyIn(FieldKind kind, const QByteArray &text)
{
    if (kind == FieldKind::Id) {
        const auto id = Uuid::parse({text.constData(), size_t(text.size())});
        return id ? FieldValue(*id) : FieldValue();
    }
    if (kind == FieldKind::Address) {
        const auto address = IpAddress::parse(text);
        return address ? FieldValue(*address) : FieldValue();
    }
    bool isNumber = false;
    const qint64 number = text.toLongLong(&isNumber);
    return isNumber ? FieldValue(number) : FieldValue();
}

} // namespace

RowPlace placeOf(const Field &field, FieldValue value, const Uuid &id)
{
    if (auto *moment = std::get_if<qint64>(&value); moment && field.kind == FieldKind::Since)
        *moment = -*moment;
    return {value, id};
}

Cursor::Cursor(const RowPlace &place)
    : m_key(place.key)
    , m_id(place.id)
{
    if (const auto *text = std::get_if<QByteArrayView>(&place.key))
        m_text = text->toByteArray();
}

RowPlace Cursor::place() const
{
    return {m_text ? FieldValue(QByteArrayView(*m_text)) : m_key, m_id};
}

QByteArray Cursor::toByteArray() const
{
    const bool isKnown = m_text || !std::holds_alternative<std::monostate>(m_key);
    const QByteArray key = (isKnown ? knownMark : unknownMark) + m_text.value_or(textOf(m_key));
    return key.toBase64(cursorCode) + '.' + m_id.toByteArray();
}

Result<Cursor> Cursor::parse(QByteArrayView text, const Field &field)
{
    const qsizetype dot = text.lastIndexOf('.');
    const auto decoded = QByteArray::fromBase64Encoding(
        text.first(std::max<qsizetype>(dot, 0)).toByteArray(), cursorCode | QByteArray::AbortOnBase64DecodingErrors);
    const QByteArrayView idText = text.sliced(dot + 1);
    const auto id = Uuid::parse({idText.data(), size_t(idText.size())});
    if (!id || !decoded || (*decoded).isEmpty())
        return noCursor();
    const QByteArray key = (*decoded).mid(1);
    if ((*decoded).front() == unknownMark)
        return key.isEmpty() ? Result<Cursor>(Cursor(RowPlace{{}, *id})) : noCursor();
    if (field.kind == FieldKind::Text || field.kind == FieldKind::Word)
        return Cursor(RowPlace{QByteArrayView(key), *id});
    const FieldValue value = keyIn(field.kind, key);
    if (std::holds_alternative<std::monostate>(value))
        return noCursor();
    return Cursor(RowPlace{value, *id});
}

Result<TableQuery> readTableQuery(const TableQueryText &text, std::span<const Field> fields)
{
    auto filter = Filter::parse(text.filter, fields);
    if (!filter)
        return filter.error();
    const auto order = readSort(text.sort, fields);
    if (!order)
        return order.error();
    auto chosen = readColumns(text.fields, fields);
    if (!chosen)
        return chosen.error();
    const auto limit = readLimit(text.limit);
    if (!limit)
        return limit.error();
    TableQuery query{*std::move(filter), *order, *std::move(chosen), {}, *limit};
    if (text.cursor.isEmpty())
        return query;
    auto cursor = Cursor::parse(text.cursor, fields[order->field]);
    if (!cursor)
        return cursor.error();
    query.after = *std::move(cursor);
    return query;
}

} // namespace conversa
