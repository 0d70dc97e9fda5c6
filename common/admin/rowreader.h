// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "admin/field.h"
#include "core/result.h"
#include "protocol/fieldreader.h"

#include <QByteArray>

#include <span>

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
    QByteArray text(std::string_view key);
    // The place of the word among `words`.
    size_t word(std::string_view key, std::span<const std::string_view> words, size_t fallback = 0);
    IpAddress address(std::string_view key);
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

} // namespace conversa
