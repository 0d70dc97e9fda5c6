// SPDX-License-Identifier: Apache-2.0
#include "admin/quantity.h"

#include <algorithm>
#include <utility>

namespace conversa {

namespace {

using Unit = std::pair<QByteArrayView, qint64>;

constexpr qint64 kibi = 1'024;
constexpr Unit sizes[] = {{"", 1}, {"b", 1}, {"k", kibi}, {"kib", kibi}, {"kb", 1'000}, {"m", kibi * kibi},
    {"mib", kibi * kibi}, {"mb", 1'000'000}, {"g", kibi * kibi * kibi}, {"gib", kibi * kibi * kibi}, {"gb", 1'000'000'000}};
constexpr Unit durations[] = {{"ms", 1}, {"s", 1'000}, {"m", 60'000}, {"h", 3'600'000}, {"d", 86'400'000}};
constexpr Unit plain[] = {{"", 1}};

std::span<const Unit> unitsOf(FieldKind kind)
{
    switch (kind) {
    case FieldKind::Bytes:
        return sizes;
    case FieldKind::Span:
    case FieldKind::Since:
        return durations;
    default:
        return plain;
    }
}

} // namespace

std::optional<qint64> parseQuantity(FieldKind kind, QByteArrayView text)
{
    qint64 number = 0;
    qsizetype at = 0;
    for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at) {
        number = number * 10 + (text[at] - '0');
        if (number > maxQuantity)
            return std::nullopt;
    }
    const QByteArray unit = text.sliced(at).toByteArray().toLower();
    const auto units = unitsOf(kind);
    const auto found = std::find_if(units.begin(), units.end(), [&](const Unit &each) { return each.first == unit; });
    if (at == 0 || found == units.end() || number > maxQuantity / found->second)
        return std::nullopt;
    return number * found->second;
}

const char *quantityHelp(FieldKind kind)
{
    switch (kind) {
    case FieldKind::Bytes:
        return "a size, as 512, 64k or 1m";
    case FieldKind::Span:
    case FieldKind::Since:
        return "a duration, as 500ms, 30s, 5m, 1h or 2d";
    default:
        return "a whole number";
    }
}

} // namespace conversa
