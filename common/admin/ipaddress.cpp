// SPDX-License-Identifier: Apache-2.0
#include "admin/ipaddress.h"

#include <algorithm>
#include <charconv>
#include <cstring>

#include <arpa/inet.h>

namespace conversa {

namespace {

static_assert(IpAddress::mostText == INET6_ADDRSTRLEN);

constexpr std::array<quint8, 12> mappedPrefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
constexpr int mappedBits = 96;

bool isMapped(const IpAddress &address)
{
    return std::equal(mappedPrefix.begin(), mappedPrefix.end(), address.bytes.begin());
}

} // namespace

std::optional<IpAddress> IpAddress::parse(QByteArrayView text)
{
    const QByteArray terminated = text.toByteArray();
    if (terminated.contains('\0'))
        return std::nullopt;
    IpAddress address;
    if (::inet_pton(AF_INET6, terminated.constData(), address.bytes.data()) == 1)
        return address;
    std::copy(mappedPrefix.begin(), mappedPrefix.end(), address.bytes.begin());
    if (::inet_pton(AF_INET, terminated.constData(), address.bytes.data() + mappedPrefix.size()) == 1)
        return address;
    return std::nullopt;
}

qsizetype IpAddress::write(char *out) const
{
    if (!isMapped(*this)) {
        ::inet_ntop(AF_INET6, bytes.data(), out, mostText);
        return qsizetype(std::strlen(out));
    }
    char *at = out;
    for (size_t i = mappedPrefix.size(); i < bytes.size(); ++i) {
        if (at != out)
            *at++ = '.';
        at = std::to_chars(at, out + mostText, bytes[i]).ptr;
    }
    return at - out;
}

QByteArray IpAddress::toByteArray() const
{
    char text[mostText];
    return QByteArray(text, write(text));
}

std::optional<IpNetwork> IpNetwork::parse(QByteArrayView text)
{
    const qsizetype slash = text.indexOf('/');
    const auto address = IpAddress::parse(slash < 0 ? text : text.first(slash));
    if (!address)
        return std::nullopt;
    if (slash < 0)
        return IpNetwork{*address};
    const QByteArray digits = text.sliced(slash + 1).toByteArray();
    const bool isNumber = !digits.isEmpty() && digits.size() <= 3
        && std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
    const int bits = digits.toInt() + (isMapped(*address) && !text.contains(':') ? mappedBits : 0);
    if (!isNumber || bits > 128)
        return std::nullopt;
    return IpNetwork{*address, bits};
}

bool IpNetwork::contains(const IpAddress &other) const
{
    const auto whole = bits / 8;
    if (!std::equal(address.bytes.begin(), address.bytes.begin() + whole, other.bytes.begin()))
        return false;
    const int rest = bits % 8;
    return rest == 0 || (address.bytes[size_t(whole)] ^ other.bytes[size_t(whole)]) >> (8 - rest) == 0;
}

} // namespace conversa
