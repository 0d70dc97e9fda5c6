// SPDX-License-Identifier: Apache-2.0
#include "auth/tokenverifier.h"

#include "auth/developmentkeys.h"
#include "auth/token.h"

namespace conversa {

namespace {

constexpr qint64 cacheMs = 5'000;
constexpr qsizetype cacheSize = 10'000;

std::shared_ptr<const Principal> principalOf(const ApiKey &key)
{
    Principal principal;
    principal.key = key.id;
    principal.tenant = key.tenant;
    principal.role = key.role;
    principal.user = key.user;
    principal.userName = key.userName;
    principal.contact = key.contact;
    principal.scope = key.sessions;
    principal.expiresMs = key.expiresMs;
    return std::make_shared<const Principal>(std::move(principal));
}

} // namespace

TokenVerifier::TokenVerifier(Storage &storage, Clock clock, bool developmentKeysEnabled)
    : m_storage(storage)
    , m_clock(std::move(clock))
{
    if (!developmentKeysEnabled)
        return;
    for (const DevelopmentKey &key : developmentKeys())
        m_fixed.insert(tokenHash(key.token), key.principal);
}

std::optional<Verification> TokenVerifier::verifyCached(const QByteArray &sha256)
{
    if (const auto fixed = m_fixed.constFind(sha256); fixed != m_fixed.constEnd())
        return Verification{Verification::Verdict::Accepted, *fixed};
    const std::lock_guard lock(m_mutex);
    const auto cached = m_cache.constFind(sha256);
    if (cached == m_cache.constEnd() || cached->untilMs < m_clock.monotonicMs())
        return std::nullopt;
    if (isExpired(cached->principal->expiresMs))
        return Verification{};
    return Verification{Verification::Verdict::Accepted, cached->principal};
}

void TokenVerifier::verify(const QByteArray &sha256, std::function<void(Verification)> then)
{
    m_storage.read([this, sha256, then = std::move(then)](const Result<MessageStore *> &store) {
        const auto key = store ? (*store)->keyByHash(sha256) : store.error();
        if (!key) {
            then({Verification::Verdict::Unavailable});
            return;
        }
        const Verification verification = judge(*key);
        if (verification.principal)
            remember(sha256, verification.principal);
        then(verification);
    });
}

void TokenVerifier::redeem(const QByteArray &sha256, std::function<void(Verification)> then)
{
    m_storage.writeAside([this, sha256, then = std::move(then)](const Result<MessageStore *> &store) {
        const auto verification = store ? judgeTicket(**store, sha256) : store.error();
        then(verification ? *verification : Verification{Verification::Verdict::Unavailable});
    });
}

Result<Verification> TokenVerifier::judgeTicket(MessageStore &store, const QByteArray &sha256)
{
    const auto ticket = store.takeTicket(sha256);
    if (!ticket)
        return ticket.error();
    if (!*ticket || (*ticket)->endsMs < m_clock.wallMs())
        return Verification{};
    // The key it was made with may have ended since; a development key is not in the store.
    const auto key = store.keyById((*ticket)->holder.id);
    if (!key)
        return key.error();
    return *key && (*key)->revokedMs ? Verification{} : judge((*ticket)->holder);
}

void TokenVerifier::forget(KeyId key)
{
    const std::lock_guard lock(m_mutex);
    m_cache.removeIf([&](const auto &entry) { return entry.value().principal->key == key; });
}

Verification TokenVerifier::judge(const std::optional<ApiKey> &key)
{
    if (!key || key->revokedMs || isExpired(key->expiresMs))
        return {};
    return {Verification::Verdict::Accepted, principalOf(*key)};
}

void TokenVerifier::remember(const QByteArray &sha256, const std::shared_ptr<const Principal> &principal)
{
    const qint64 now = m_clock.monotonicMs();
    const std::lock_guard lock(m_mutex);
    if (m_cache.size() >= cacheSize)
        m_cache.removeIf([&](const auto &entry) { return entry.value().untilMs < now; });
    if (m_cache.size() < cacheSize)
        m_cache.insert(sha256, {principal, now + cacheMs});
}

bool TokenVerifier::isExpired(const std::optional<qint64> &expiresMs) const
{
    return expiresMs && m_clock.wallMs() > *expiresMs + tokenSkewMs;
}

} // namespace conversa
