// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "admin/ipaddress.h"
#include "core/uuid.h"

#include <QByteArrayView>

#include <optional>
#include <span>
#include <string_view>
#include <variant>

namespace conversa {

// What a field of an admin table holds, which decides how it is filtered, sorted and written.
enum class FieldKind : quint8 {
    Id, // a UUID
    Text, // UTF-8 of anybody's making
    Word, // one of a few words
    Count, // a whole number, 0 or more
    Bytes, // a size
    Span, // a duration in milliseconds
    Since, // a moment, Unix milliseconds: filtered and sorted by the time that has passed since, written as the moment
    Address, // an IP address
};

// One column of an admin table. Lives as long as the program.
struct Field
{
    std::string_view name; // in filters and sort orders
    std::string_view key; // in JSON, CSV and field lists
    FieldKind kind = FieldKind::Text;
    bool isSearched = false; // free text looks into it
    std::span<const std::string_view> words = {}; // of a Word: all there are
};

// What stands in a field of one row; nothing: it is not known. A text lives as long as its row.
using FieldValue = std::variant<std::monostate, qint64, QByteArrayView, Uuid, IpAddress>;

QByteArrayView view(std::string_view text);

// The place of the field that is called so, by `name`.
std::optional<size_t> findField(std::span<const Field> fields, QByteArrayView name);
// The sentence `unknown <what> "<mistaken>"`, with the field that may be meant, by whichever of its names `nameOf` is.
QByteArray unknownField(const char *what, QByteArrayView mistaken, std::span<const Field> fields,
    std::string_view Field::*nameOf);

} // namespace conversa
