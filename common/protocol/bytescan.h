// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayView>
#include <QtEndian>

#include <bit>

namespace conversa {

// Finds the first byte at or after `from` that is below 0x20 or one of Special; text.size() if there is none. Eight
// bytes a step: nearly all texts have nothing to find, and this scan is all they cost.
template <quint8... Special>
qsizetype findSpecial(QByteArrayView text, qsizetype from)
{
    constexpr quint64 ones = 0x0101010101010101ull;
    constexpr quint64 highs = ones * 0x80;
    const auto zeroBytes = [](quint64 word) { return (word - ones) & ~word & highs; };
    qsizetype at = from;
    for (; at + 8 <= text.size(); at += 8) {
        const auto word = qFromLittleEndian<quint64>(text.data() + at);
        // A borrow can only mark bytes behind a true hit, so the lowest mark is always one.
        const quint64 hits = ((word - ones * 0x20) & ~word & highs) | (zeroBytes(word ^ (ones * Special)) | ...);
        if (hits != 0)
            return at + std::countr_zero(hits) / 8;
    }
    for (; at < text.size(); ++at) {
        const auto byte = quint8(text[at]);
        if (byte < 0x20 || ((byte == Special) || ...))
            return at;
    }
    return text.size();
}

} // namespace conversa
