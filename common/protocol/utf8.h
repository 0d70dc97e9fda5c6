// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayView>

namespace conversa {

struct CodePoint
{
    char32_t value;
    qsizetype size; // bytes it takes, 1 to 4
};

// The character at `at`, an index inside `text`. Anything malformed reads as U+FFFD of one byte, so a walk always ends.
inline CodePoint codePointAt(QByteArrayView text, qsizetype at)
{
    const auto lead = quint8(text[at]);
    if (lead < 0x80)
        return { lead, 1 };
    const qsizetype size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || at + size > text.size())
        return { 0xFFFD, 1 };
    auto value = char32_t(lead & (0x7F >> size));
    for (qsizetype i = 1; i < size; ++i) {
        const auto next = quint8(text[at + i]);
        if ((next & 0xC0) != 0x80)
            return { 0xFFFD, 1 };
        value = (value << 6) | (next & 0x3Fu);
    }
    return { value, size };
}

} // namespace conversa
