// SPDX-License-Identifier: Apache-2.0
#include "auth/originpolicy.h"

namespace conversa {

OriginPolicy::OriginPolicy(const QByteArrayList &allowed, bool allowMissing)
    : m_allowMissing(allowMissing)
{
    // A serialised origin has nothing in which case matters but scheme and host, which do not care.
    for (const QByteArray &origin : allowed)
        m_allowed.append(origin.toLower());
}

bool OriginPolicy::isListed(const QByteArray &origin) const
{
    return m_allowed.contains(origin.toLower());
}

bool OriginPolicy::mayUpgrade(const std::optional<QByteArray> &origin, Token token) const
{
    if (origin)
        return isListed(*origin);
    return token != Token::Elsewhere || m_allowMissing;
}

} // namespace conversa
