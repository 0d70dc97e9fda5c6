// SPDX-License-Identifier: Apache-2.0
#include "command/refreshtoken.h"

namespace conversa {

namespace {

// What a connection has joined and may do is its first token's: another one must not change it.
Result<void> checkSuccessor(const Principal &now, const Verification &verification)
{
    if (verification.verdict == Verification::Verdict::Unavailable)
        return Error{ErrorCode::Unavailable, QByteArrayLiteral("Tokens cannot be checked at the moment; try again.")};
    if (!verification.principal)
        return invalidField("token", "is not good.");
    const Principal &next = *verification.principal;
    if (next.tenant != now.tenant || next.user != now.user || next.role != now.role || next.contact != now.contact
        || next.scope != now.scope)
        return Error{ErrorCode::Forbidden, QByteArrayLiteral("The token is not for the same user, role and sessions."),
                     QByteArrayLiteral("token")};
    return {};
}

} // namespace

RefreshHandler::RefreshHandler(Environment environment, Clock clock)
    : m_env(std::move(environment))
    , m_clock(std::move(clock))
{
}

Result<void> RefreshHandler::handle(Client &client, const RefreshToken &refresh, const Request &request)
{
    m_env.verify(refresh.token, [this, connection = client.sink.id(), request](const Verification &verification) {
        onVerified(connection, request, verification);
    });
    return {};
}

void RefreshHandler::onVerified(ConnectionId connection, const Request &request, const Verification &verification)
{
    const Client *client = m_env.find(connection);
    if (!client)
        return;
    if (const auto checked = checkSuccessor(*client->principal, verification); !checked) {
        replyError(*client, request, m_clock.wallMs(), checked.error());
        return;
    }
    m_env.adopt(connection, verification.principal);
    reply(*client, request.id, m_clock.wallMs(), [&](QByteArray &json, const EnvelopeInfo &envelope) {
        encodeTokenRefreshed(json, envelope, verification.principal->expiresMs);
    });
}

} // namespace conversa
