// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "audit/auditlog.h"
#include "auth/originpolicy.h"
#include "auth/ratelimiter.h"
#include "auth/restrictions.h"
#include "auth/token.h"
#include "auth/tokenverifier.h"
#include "auth/trustedproxies.h"
#include "core/limits.h"
#include "http/refusal.h"
#include "http/requesthead.h"
#include "http/upgrade.h"
#include "measure/memorywatch.h"
#include "net/admission.h"
#include "net/population.h"

#include <QHostAddress>

#include <atomic>
#include <memory>
#include <optional>

namespace conversa {

// Whom the door believes: which pages, and which proxies.
struct DoorPolicy
{
    OriginPolicy origins;
    TrustedProxies proxies;
};

// Who may come in: the checks of docs/protocol.md, "The door", in its order. Thread-safe; owned by the composition root.
class Door
{
public:
    struct Environment
    {
        const Limits &limits;
        Clock clock;
        TokenVerifier &verifier;
        Population &population;
        Admission &admission;
        const AuditLog &audit;
        const Restrictions &restrictions;
        const MemoryWatch &memory;
    };

    Door(Environment environment, std::shared_ptr<const DoorPolicy> policy);

    // From the next request on.
    void adopt(std::shared_ptr<const DoorPolicy> policy) { m_policy = std::move(policy); }

    QHostAddress clientAddress(const QHostAddress &peer, const RequestHead &head) const;
    // An upgrade's token: header, query or subprotocol.
    static TokenFinding tokenOf(const RequestHead &head, const QByteArrayList &subprotocols);
    // A REST request's: the header only.
    static TokenFinding headerToken(const RequestHead &head);
    // Everything an upgrade must pass before its token is looked up. waitedMs: how long its connection stood in line;
    // `upgradeRefusal`: what is wrong with the handshake itself, if anything.
    std::optional<Refusal> checkUpgrade(const RequestHead &head, const QHostAddress &client, qint64 waitedMs,
                                        const TokenFinding &token, const std::optional<Refusal> &upgradeRefusal);
    // Before the token of any request is looked up: nobody may from there, too many bad ones came, or there is none.
    std::optional<Refusal> checkToken(const QHostAddress &client, const TokenFinding &token);
    // After it was looked up.
    std::optional<Refusal> checkVerdict(const QHostAddress &client, Verification::Verdict verdict);
    // Whether this one may be here at all.
    std::optional<Refusal> checkBan(const Principal &principal, const QHostAddress &client) const;
    // The rate of REST requests of one key.
    std::optional<Refusal> checkRest(const Principal &principal);
    // Counts the connection in; the owner counts it out. A refusal: the user has as many as it may.
    std::optional<Refusal> enter(const Principal &principal);
    bool isListedOrigin(const QByteArray &origin) const { return m_policy.load()->origins.isListed(origin); }
    bool isDraining() const { return m_env.population.isDraining(); }
    TokenVerifier &verifier() const { return m_env.verifier; }

private:
    Refusal comeBackLater(const QByteArray &error, const QByteArray &message);

    Environment m_env;
    std::atomic<std::shared_ptr<const DoorPolicy>> m_policy;
    RateLimiter m_connects;
    RateLimiter m_badTokens;
    RateLimiter m_rest;
};

} // namespace conversa
