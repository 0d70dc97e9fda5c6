// SPDX-License-Identifier: Apache-2.0
#include "auth/keyservice.h"

#include "auth/token.h"

#include <algorithm>

namespace conversa {

namespace {

// A key of the asking one's tenant; of another it looks as if there were none.
Result<ApiKey> findKey(MessageStore &store, const Principal &principal, KeyId id)
{
    const auto key = store.keyById(id);
    if (!key)
        return key.error();
    if (*key && principal.governs((*key)->tenant))
        return **key;
    return Error{ErrorCode::NotFound, QByteArrayLiteral("There is no key with this id.")};
}

Error foreignTenant()
{
    return {ErrorCode::Forbidden, QByteArrayLiteral("Only a key of the tenant * may do this for another tenant."),
            QByteArrayLiteral("tenant")};
}

IssuedKey issue(ApiKey key)
{
    IssuedKey issued{std::move(key), generateToken()};
    issued.key.id = KeyId{Uuid::random()};
    issued.key.sha256 = tokenHash(issued.token);
    return issued;
}

} // namespace

KeyService::KeyService(Storage &storage, Clock clock, std::function<void(KeyId)> onChanged)
    : m_storage(storage)
    , m_clock(std::move(clock))
    , m_onChanged(std::move(onChanged))
{
}

void KeyService::create(const Asking &principal, const KeyBody &body, Then<IssuedKey> then)
{
    ApiKey key;
    key.name = body.name;
    key.tenant = body.tenant.isEmpty() ? principal->tenant : body.tenant;
    key.role = body.role;
    key.user = body.user.value_or(UserId{Uuid::random()});
    key.userName = body.userName.isEmpty() ? body.name : body.userName;
    key.contact = body.contact.value_or(ContactId{});
    key.sessions = body.sessions;
    key.createdMs = m_clock.wallMs();
    key.expiresMs = body.expiresMs;
    if (!principal->governs(key.tenant)) {
        then(foreignTenant());
        return;
    }
    if (key.expiresMs && *key.expiresMs <= key.createdMs) {
        then(invalidField("expires_at", "must be in the future."));
        return;
    }
    m_storage.writeAside([issued = issue(std::move(key)), then = std::move(then)](const Result<MessageStore *> &store) {
        const auto added = store ? (*store)->addKey(issued.key) : store.error();
        then(added ? Result<IssuedKey>(issued) : added.error());
    });
}

void KeyService::list(const Asking &principal, KeyQuery query, Then<std::vector<ApiKey>> then)
{
    if (query.tenant.isEmpty() && !principal->isOperator())
        query.tenant = principal->tenant;
    if (!query.tenant.isEmpty() && !principal->governs(query.tenant)) {
        then(foreignTenant());
        return;
    }
    m_storage.read([query = std::move(query), then = std::move(then)](const Result<MessageStore *> &store) {
        then(store ? (*store)->keys(query) : store.error());
    });
}

void KeyService::rotate(const Asking &principal, KeyId id, qint64 overlapMs, Then<RotatedKey> then)
{
    m_storage.writeAside([this, principal, id, overlapMs, then = std::move(then)](const Result<MessageStore *> &store) {
        const auto key = store ? findKey(**store, *principal, id) : store.error();
        then(key ? replace(**store, *key, overlapMs) : key.error());
    });
}

Result<RotatedKey> KeyService::replace(MessageStore &store, const ApiKey &key, qint64 overlapMs) const
{
    ApiKey successor = key;
    successor.createdMs = m_clock.wallMs();
    const qint64 endsMs = std::min(successor.createdMs + overlapMs, key.expiresMs.value_or(successor.createdMs + overlapMs));
    const IssuedKey issued = issue(std::move(successor));
    const auto replaced = store.replaceKey(key.id, issued.key, endsMs);
    if (!replaced)
        return replaced.error();
    if (!*replaced)
        return Error{ErrorCode::Conflict, QByteArrayLiteral("The key is not good any more; create another.")};
    m_onChanged(key.id);
    return RotatedKey{issued, endsMs};
}

void KeyService::revoke(const Asking &principal, KeyId id, Then<ApiKey> then)
{
    m_storage.writeAside([this, principal, id, then = std::move(then)](const Result<MessageStore *> &store) {
        const auto key = store ? findKey(**store, *principal, id) : store.error();
        then(key ? end(**store, *key) : key.error());
    });
}

Result<ApiKey> KeyService::end(MessageStore &store, ApiKey key) const
{
    const qint64 nowMs = m_clock.wallMs();
    if (const auto revoked = store.revokeKey(key.id, nowMs); !revoked)
        return revoked.error();
    key.revokedMs = key.revokedMs.value_or(nowMs);
    m_onChanged(key.id);
    return key;
}

} // namespace conversa
