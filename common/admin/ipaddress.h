// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <array>
#include <compare>
#include <optional>

namespace conversa {

// An IPv6 address, or an IPv4 one as the IPv6 address it is mapped to (RFC 4291 section 2.5.5.2): comparing costs no
// allocation.
struct IpAddress
{
    std::array<quint8, 16> bytes{};

    static constexpr qsizetype mostText = 46;

    static std::optional<IpAddress> parse(QByteArrayView text);
    // Writes up to mostText characters at `out`; returns how many.
    qsizetype write(char *out) const;
    QByteArray toByteArray() const;
    auto operator<=>(const IpAddress &) const = default;
};

// "10.0.0.0/8", "2001:db8::/32", or one address.
struct IpNetwork
{
    IpAddress address;
    int bits = 128; // of the mapped form that count, 0 to 128

    static std::optional<IpNetwork> parse(QByteArrayView text);
    bool contains(const IpAddress &other) const;
};

} // namespace conversa
