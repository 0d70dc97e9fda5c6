// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QHashFunctions>

#include <array>
#include <compare>
#include <cstring>
#include <optional>
#include <string_view>

namespace conversa {

// 128 bits of identity (RFC 9562), held as bytes: comparing, hashing and copying cost no allocation.
class Uuid
{
public:
    static constexpr qsizetype textSize = 36;

    // All zero.
    constexpr Uuid() = default;

    // Reads the 36-character form, hexadecimal digits in either case; nothing else (no braces, no nil: faults.md B089).
    static std::optional<Uuid> parse(std::string_view text);
    // A new random UUID, version 4. Not for secrets: drawn from a per-thread generator seeded by the system.
    static Uuid random();
    // A new UUID of version 7: the given wall-clock milliseconds in front, so that database indexes grow at their end.
    static Uuid timeOrdered(qint64 unixMs);

    bool isNull() const { return m_bytes == std::array<quint8, 16>{}; }
    // Writes exactly textSize lower-case characters at `out`.
    void write(char *out) const;
    QByteArray toByteArray() const;
    const std::array<quint8, 16> &bytes() const { return m_bytes; }
    static Uuid fromBytes(const std::array<quint8, 16> &bytes);

    auto operator<=>(const Uuid &) const = default;

    friend size_t qHash(const Uuid &id, size_t seed = 0) noexcept
    {
        quint64 halves[2];
        std::memcpy(halves, id.m_bytes.data(), sizeof halves);
        return ::qHash(halves[0] ^ (halves[1] * 0x9E3779B97F4A7C15ull), seed);
    }

private:
    std::array<quint8, 16> m_bytes{};
};

} // namespace conversa
