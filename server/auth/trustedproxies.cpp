// SPDX-License-Identifier: Apache-2.0
#include "auth/trustedproxies.h"

#include <algorithm>

namespace conversa {

QHostAddress unmapped(const QHostAddress &address)
{
    bool isIpv4 = false;
    const quint32 ipv4 = address.toIPv4Address(&isIpv4);
    return isIpv4 ? QHostAddress(ipv4) : address;
}

Result<TrustedProxies> TrustedProxies::parse(const QByteArrayList &networks)
{
    TrustedProxies proxies;
    for (const QByteArray &network : networks) {
        const auto subnet = QHostAddress::parseSubnet(QString::fromLatin1(network));
        if (subnet.first.isNull() || subnet.second < 0)
            return invalidField("proxy.trusted", "must hold IP addresses or CIDR blocks, not \"" + network.toStdString() + "\".");
        proxies.m_networks.push_back(subnet);
    }
    return proxies;
}

bool TrustedProxies::isTrusted(const QHostAddress &address) const
{
    return std::any_of(m_networks.begin(), m_networks.end(),
                       [&](const auto &network) { return address.isInSubnet(network.first, network.second); });
}

QHostAddress TrustedProxies::clientAddress(const QHostAddress &peer, const QByteArrayList &forwardedFor) const
{
    QHostAddress client = unmapped(peer);
    if (!isTrusted(client))
        return client;
    const QByteArrayList hops = forwardedFor.join(',').split(',');
    for (auto hop = hops.rbegin(); hop != hops.rend(); ++hop) {
        const QHostAddress address(QString::fromLatin1(hop->trimmed()));
        // A zone (RFC 4007 section 11.2) names an interface of the machine that wrote it, in text of its choice.
        if (address.isNull() || !address.scopeId().isEmpty())
            return client;
        client = unmapped(address);
        if (!isTrusted(client))
            return client;
    }
    return client;
}

} // namespace conversa
