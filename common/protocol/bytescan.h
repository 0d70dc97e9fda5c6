// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayView>
#include <QtEndian>

#include <array>
#include <bit>
#include <cstring>

namespace conversa {

// Finds the first byte at or after `from` that is below 0x20 or one of Special; text.size() if there is none. A vector
// register a step: nearly all texts have nothing to find, and this scan is all they cost.
template <quint8... Special>
qsizetype findSpecial(QByteArrayView text, qsizetype from)
{
    using Block [[gnu::vector_size(16)]] = quint8;
    constexpr auto step = qsizetype(sizeof(Block));
    const qsizetype last = text.size() - step; // where the last whole block begins
    for (qsizetype at = from; at <= last; at = at + step > last && at < last ? last : at + step) {
        Block block;
        std::memcpy(&block, text.data() + at, sizeof block);
        const auto hits = (block < quint8(0x20)) | ((block == Special) | ...);
        std::array<quint64, 2> halves;
        std::memcpy(halves.data(), &hits, sizeof halves);
        if (const quint64 low = qFromLittleEndian(halves[0]))
            return at + std::countr_zero(low) / 8;
        if (const quint64 high = qFromLittleEndian(halves[1]))
            return at + 8 + std::countr_zero(high) / 8;
    }
    for (qsizetype at = from > last ? from : text.size(); at < text.size(); ++at) {
        const auto byte = quint8(text[at]);
        if (byte < 0x20 || ((byte == Special) || ...))
            return at;
    }
    return text.size();
}

} // namespace conversa
