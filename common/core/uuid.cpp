// SPDX-License-Identifier: Apache-2.0
#include "core/uuid.h"

#include <QRandomGenerator>

#include <bit>

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

// Both digits of every byte, one pair behind the other.
constexpr std::array<char, 512> digitPairs = [] {
    constexpr char digits[] = "0123456789abcdef";
    std::array<char, 512> table{};
    for (size_t i = 0; i < 256; ++i) {
        table[2 * i] = digits[i >> 4];
        table[2 * i + 1] = digits[i & 15];
    }
    return table;
}();

// Where each byte's two digits stand in the text; the dashes are between.
constexpr std::array<quint8, 16> positions{0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34};

// xoshiro256++ (Blackman and Vigna): 32 bytes of state, where Qt's Mersenne Twister walks through 2.5 KiB.
class Generator
{
public:
    Generator() { QRandomGenerator::system()->fillRange(m_state.data(), qsizetype(m_state.size())); }

    quint64 next()
    {
        const quint64 result = std::rotl(m_state[0] + m_state[3], 23) + m_state[0];
        const quint64 shifted = m_state[1] << 17;
        m_state[2] ^= m_state[0];
        m_state[3] ^= m_state[1];
        m_state[1] ^= m_state[2];
        m_state[0] ^= m_state[3];
        m_state[2] ^= shifted;
        m_state[3] = std::rotl(m_state[3], 45);
        return result;
    }

private:
    std::array<quint64, 4> m_state;
};

Generator &generator()
{
    thread_local Generator local;
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
    if (text[8] != '-' || text[13] != '-' || text[18] != '-' || text[23] != '-')
        return std::nullopt;
    Uuid id;
    int seen = 0; // turns negative at the first character that is no digit
    for (size_t i = 0; i < positions.size(); ++i) {
        const int high = hexValues[quint8(text[positions[i]])];
        const int low = hexValues[quint8(text[positions[i] + 1])];
        seen |= high | low;
        id.m_bytes[i] = quint8(high * 16 + low);
    }
    if (seen < 0)
        return std::nullopt;
    if (id.isNull())
        return std::nullopt;
    return id;
}

Uuid Uuid::random()
{
    Uuid id;
    const quint64 halves[2] = {generator().next(), generator().next()};
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
    out[8] = out[13] = out[18] = out[23] = '-';
    for (size_t i = 0; i < positions.size(); ++i)
        std::memcpy(out + positions[i], digitPairs.data() + 2 * m_bytes[i], 2);
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
