// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QByteArrayList>

#include <optional>

namespace conversa {

// Which web pages may open a socket or read a REST answer (CSWSH: CWE-1385). Immutable.
class OriginPolicy
{
public:
    // How the request carries its token.
    enum class Token { None, Header, Elsewhere };

    // allowed: serialised origins (RFC 6454 section 6.2), compared exactly but for the case of scheme and host.
    // allowMissing: a request without Origin may carry its token in the query or the subprotocol.
    OriginPolicy(const QByteArrayList &allowed, bool allowMissing);

    bool isListed(const QByteArray &origin) const;
    // The rule for an upgrade; without any token the answer is for the token check to give.
    bool mayUpgrade(const std::optional<QByteArray> &origin, Token token) const;

private:
    QByteArrayList m_allowed;
    bool m_allowMissing;
};

} // namespace conversa
