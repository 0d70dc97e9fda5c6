// SPDX-License-Identifier: Apache-2.0
#include "core/uuid.h"

#include <QRandomGenerator>

namespace conversa {

namespace {

constexpr std::array<qint8, 256> hexValues = [] {
    std::array<qint8, 256> table{};
    table.fill(-1);
    for (int i = 0; i < 10; ++i)
        table[size_t('0' + i)] = qint8(i);
    for (int i = 0; i < 6; ++i)
        table[size_t('a' + i)] = table[size_t('A' + i)] = qint8(10 + i);
    return table;
}();

constexpr bool isDash(qsizetype position)
{
    return position == 8 || position == 13 || position == 18 || position == 23;
}

QRandomGenerator64 &generator()
{
    thread_local QRandomGenerator64 local = QRandomGenerator64::securelySeeded();
    return local;
}

void setVersion(std::array<quint8, 16> &bytes, int version)
{
    bytes[6] = quint8((bytes[6] & 0x0f) | (version << 4));
    bytes[8] = quint8((bytes[8] & 0x3f) | 0x80);
}

} // namespace

std::optional<Uuid> Uuid::parse(std::string_view text)
{
    if (text.size() != size_t(textSize))
        return std::nullopt;
    Uuid id;
    size_t nibble = 0;
    for (qsizetype i = 0; i < textSize; ++i) {
        const auto c = quint8(text[size_t(i)]);
        if (isDash(i)) {
            if (c != '-')
                return std::nullopt;
            continue;
        }
        const int value = hexValues[c];
        if (value < 0)
            return std::nullopt;
        id.m_bytes[nibble / 2] = quint8(id.m_bytes[nibble / 2] << 4 | value);
        ++nibble;
    }
    if (id.isNull())
        return std::nullopt;
    return id;
}

Uuid Uuid::random()
{
    Uuid id;
    const quint64 halves[2] = {generator().generate64(), generator().generate64()};
    std::memcpy(id.m_bytes.data(), halves, sizeof halves);
    setVersion(id.m_bytes, 4);
    return id;
}

Uuid Uuid::timeOrdered(qint64 unixMs)
{
    Uuid id = random();
    for (size_t i = 0; i < 6; ++i)
        id.m_bytes[i] = quint8(unixMs >> (8 * (5 - i)));
    setVersion(id.m_bytes, 7);
    return id;
}

void Uuid::write(char *out) const
{
    static constexpr char digits[] = "0123456789abcdef";
    size_t byte = 0;
    for (qsizetype i = 0; i < textSize; ++i) {
        if (isDash(i)) {
            out[i] = '-';
            continue;
        }
        out[i] = digits[m_bytes[byte] >> 4];
        out[++i] = digits[m_bytes[byte] & 15];
        ++byte;
    }
}

QByteArray Uuid::toByteArray() const
{
    QByteArray text(textSize, Qt::Uninitialized);
    write(text.data());
    return text;
}

Uuid Uuid::fromBytes(const std::array<quint8, 16> &bytes)
{
    Uuid id;
    id.m_bytes = bytes;
    return id;
}

} // namespace conversa
