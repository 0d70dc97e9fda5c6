// SPDX-License-Identifier: Apache-2.0
#include "net/door.h"

namespace conversa {

namespace {

Refusal tooMany(const char *limit, const char *message, qint64 retryMs)
{
    Refusal refusal{429, "rate_limited", message, {}, {}, retryMs};
    refusal.limit = limit;
    return refusal;
}

Refusal banned(const Error &error)
{
    return {403, "banned", error.message};
}

Refusal unauthorized()
{
    return {401, "unauthorized", "Authentication required",
            "Send a valid token as Authorization: Bearer <token> or, for a WebSocket, as ?token=<token>; "
            "conversa-server key create makes one.",
            {"WWW-Authenticate: Bearer"}};
}

QByteArrayList toList(const RequestHead::Views &views)
{
    QByteArrayList list;
    for (const QByteArrayView view : views)
        list.append(view.toByteArray());
    return list;
}

} // namespace

Door::Door(Environment environment, std::shared_ptr<const DoorPolicy> policy)
    : m_env(std::move(environment))
    , m_policy(std::move(policy))
    , m_connects(m_env.limits.connects, m_env.clock)
    , m_badTokens(m_env.limits.badTokens, m_env.clock)
    , m_rest(m_env.limits.rest, m_env.clock)
{
}

QHostAddress Door::clientAddress(const QHostAddress &peer, const RequestHead &head) const
{
    return m_policy.load()->proxies.clientAddress(peer, toList(head.headers("X-Forwarded-For")));
}

TokenFinding Door::tokenOf(const RequestHead &head, const QByteArrayList &subprotocols)
{
    return findToken({toList(head.headers("Authorization")), toList(head.query("token")), subprotocols});
}

TokenFinding Door::headerToken(const RequestHead &head)
{
    return findToken({toList(head.headers("Authorization")), {}, {}});
}

Refusal Door::comeBackLater(const QByteArray &error, const QByteArray &message)
{
    return {503, error, message, {}, {}, m_env.admission.returnAfterMs()};
}

std::optional<Refusal> Door::checkUpgrade(const RequestHead &head, const QHostAddress &client, qint64 waitedMs,
                                          const TokenFinding &token, const std::optional<Refusal> &upgradeRefusal)
{
    if (upgradeRefusal && upgradeRefusal->status == 400)
        return upgradeRefusal;
    if (token.kind == TokenFinding::Kind::Contradiction)
        return badRequest("The request carries two different tokens; send one.");
    if (!m_env.population.mayUpgrade() || m_env.memory.isTight() || !m_env.admission.mayEnter(waitedMs))
        return comeBackLater("overloaded", "The server takes no new connections at the moment; try again.");
    if (!m_env.audit.mayAdmit())
        return comeBackLater("audit_unavailable", "Connections cannot be recorded at the moment; try again.");
    if (m_env.limits.ratesEnabled) {
        if (const auto wait = m_connects.check(addressKey(client)))
            return tooMany("limits.connects_per_ip", "Too many connections from this address; wait before the next one.", *wait);
    }
    if (upgradeRefusal)
        return upgradeRefusal;
    const auto origin = head.header("Origin");
    const auto carried = token.kind == TokenFinding::Kind::None ? OriginPolicy::Token::None
        : token.fromHeader                                      ? OriginPolicy::Token::Header
                                                                : OriginPolicy::Token::Elsewhere;
    if (!m_policy.load()->origins.mayUpgrade(origin ? std::optional(origin->toByteArray()) : std::nullopt, carried))
        return Refusal{403, "forbidden_origin", "Origin not allowed",
                       "Add the page's origin to origin.allowed in the server's configuration."};
    return std::nullopt;
}

std::optional<Refusal> Door::checkToken(const QHostAddress &client, const TokenFinding &token)
{
    if (token.kind == TokenFinding::Kind::Contradiction)
        return badRequest("The request carries two different tokens; send one.");
    if (const auto allowed = m_env.restrictions.mayKnock(client); !allowed)
        return banned(allowed.error());
    if (token.kind == TokenFinding::Kind::None)
        return unauthorized();
    if (m_env.limits.ratesEnabled) {
        if (const auto wait = m_badTokens.peek(addressKey(client)))
            return tooMany("limits.bad_tokens_per_ip", "Too many wrong tokens from this address; wait before the next try.", *wait);
    }
    if (token.kind == TokenFinding::Kind::Unusable)
        return checkVerdict(client, Verification::Verdict::Rejected);
    return std::nullopt;
}

std::optional<Refusal> Door::checkVerdict(const QHostAddress &client, Verification::Verdict verdict)
{
    switch (verdict) {
    case Verification::Verdict::Accepted:
        return std::nullopt;
    case Verification::Verdict::Rejected:
        if (m_env.limits.ratesEnabled)
            m_badTokens.check(addressKey(client));
        return unauthorized();
    case Verification::Verdict::Unavailable:
        break;
    }
    return comeBackLater("unavailable", "Tokens cannot be checked at the moment; try again.");
}

std::optional<Refusal> Door::checkBan(const Principal &principal, const QHostAddress &client) const
{
    const auto allowed = m_env.restrictions.mayEnter(principal, client);
    return allowed ? std::nullopt : std::optional(banned(allowed.error()));
}

std::optional<Refusal> Door::checkRest(const Principal &principal)
{
    if (!m_env.limits.ratesEnabled)
        return std::nullopt;
    if (const auto wait = m_rest.check(principal.key.toByteArray()))
        return tooMany("limits.rest_per_key", "Too many requests with this key; wait before the next one.", *wait);
    return std::nullopt;
}

std::optional<Refusal> Door::enter(const Principal &principal)
{
    // The end may have begun while the token was looked up.
    if (isDraining())
        return comeBackLater("overloaded", "The server takes no new connections at the moment; try again.");
    if (m_env.population.enter(principal))
        return std::nullopt;
    Refusal refusal{429, "too_many_connections", "This user has as many connections as it may; close one first.",
                    "limits.user_connections sets how many.", {}, 1'000};
    refusal.limit = "limits.user_connections";
    return refusal;
}

} // namespace conversa
