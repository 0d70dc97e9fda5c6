// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"

#include <QByteArrayList>
#include <QHostAddress>

#include <utility>
#include <vector>

namespace conversa {

// Whose X-Forwarded-For is believed. Immutable.
class TrustedProxies
{
public:
    TrustedProxies() = default;
    // networks: addresses or CIDR blocks. InvalidField names the first that is neither.
    static Result<TrustedProxies> parse(const QByteArrayList &networks);

    bool isTrusted(const QHostAddress &address) const;
    // The client behind `peer`: from the right of the header, the first address that is no trusted proxy. The header of
    // any other peer is ignored, and what cannot be read ends the walk.
    QHostAddress clientAddress(const QHostAddress &peer, const QByteArrayList &forwardedFor) const;

private:
    std::vector<std::pair<QHostAddress, int>> m_networks;
};

// A mapped IPv4 address (::ffff:a.b.c.d) as the IPv4 address it is.
QHostAddress unmapped(const QHostAddress &address);

} // namespace conversa
