// SPDX-License-Identifier: Apache-2.0
#include "admin/field.h"

#include "core/nearest.h"

#include <algorithm>

namespace conversa {

namespace {

constexpr qsizetype shownBytes = 40; // of what was mistaken

} // namespace

QByteArrayView view(std::string_view text)
{
    return {text.data(), qsizetype(text.size())};
}

std::optional<size_t> findField(std::span<const Field> fields, QByteArrayView name)
{
    const auto found = std::find_if(fields.begin(), fields.end(), [&](const Field &field) { return view(field.name) == name; });
    return found == fields.end() ? std::nullopt : std::optional(size_t(found - fields.begin()));
}

QByteArray unknownField(const char *what, QByteArrayView mistaken, std::span<const Field> fields,
    std::string_view Field::*nameOf)
{
    QByteArrayList names;
    for (const Field &field : fields)
        names.append(view(field.*nameOf).toByteArray());
    const QByteArray sentence = unknownName(what, mistaken.first(std::min(mistaken.size(), shownBytes)).toByteArray(), names);
    return sentence.endsWith('?') ? sentence : sentence + '.';
}

} // namespace conversa
