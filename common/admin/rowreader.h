// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "admin/field.h"
#include "core/result.h"
#include "protocol/fieldreader.h"
#include "protocol/jsonparser.h"
#include "protocol/message.h"

#include <QByteArray>

#include <span>
#include <vector>

namespace conversa {

// A value as it is shown: nothing for one that is empty.
inline FieldValue known(const QByteArray &text)
{
    return text.isEmpty() ? FieldValue() : FieldValue(QByteArrayView(text));
}
inline FieldValue known(const Uuid &id)
{
    return id.isNull() ? FieldValue() : FieldValue(id);
}

// Reads the members of one row. A member that is not there is empty; one that is there and wrong is the refusal of finish().
class RowReader
{
public:
    explicit RowReader(simdjson::dom::object json);

    template <typename T>
    T id(std::string_view key)
    {
        return m_fields.id<T>(key);
    }
    template <typename T>
    T optionalId(std::string_view key)
    {
        return m_fields.optionalId<T>(key).value_or(T{});
    }
    Uuid uuid(std::string_view key) { return optionalId<ConnectionId>(key).uuid; } // null: none is there
    QByteArray text(std::string_view key);
    // The place of the word among `words`.
    size_t word(std::string_view key, std::span<const std::string_view> words, size_t fallback = 0);
    std::optional<Role> role(std::string_view key);
    IpAddress address(std::string_view key);
    std::optional<IpAddress> optionalAddress(std::string_view key);
    qint64 moment(std::string_view key); // Unix milliseconds
    qint64 count(std::string_view key) { return optionalCount(key).value_or(0); }
    std::optional<qint64> optionalCount(std::string_view key);

    template <typename Row>
    Result<Row> finish(Row row)
    {
        return m_fields.finish<Row>(std::move(row));
    }

private:
    FieldReader m_fields;
};

// A message of the admin socket: views that last as long as the parser keeps it.
struct AdminMessage
{
    simdjson::dom::object envelope;
    simdjson::dom::object payload;
};
// InvalidJson, or InvalidMessage: it is none.
Result<AdminMessage> readAdminMessage(JsonParser &parser, QByteArrayView json);

// The objects of the array `rows`.
template <typename Row>
Result<std::vector<Row>> readRows(FieldReader &fields, Result<Row> (*readRow)(simdjson::dom::object))
{
    std::vector<Row> rows;
    const auto array = fields.array("rows");
    if (!array)
        return rows;
    for (const simdjson::dom::element element : *array) {
        simdjson::dom::object object;
        if (element.get(object) != simdjson::SUCCESS)
            return invalidField("rows", "must be objects");
        auto row = readRow(object);
        if (!row)
            return row.error();
        rows.push_back(*std::move(row));
    }
    return rows;
}

} // namespace conversa
