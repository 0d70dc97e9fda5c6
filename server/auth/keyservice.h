// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "auth/principal.h"
#include "core/clock.h"
#include "protocol/restreader.h"
#include "store/storage.h"

#include <functional>
#include <memory>
#include <vector>

namespace conversa {

// A key and the token that was made for it: there is no other moment at which anybody has it.
struct IssuedKey
{
    ApiKey key;
    QByteArray token;
};

struct RotatedKey
{
    IssuedKey successor;
    qint64 predecessorEndsMs = 0; // Unix time
};

// API keys as administrators make, replace and end them: those of their own tenant; an operator those of all. Answers come on
// a storage thread. Thread-safe; owned by the composition root.
class KeyService
{
public:
    template <typename T>
    using Then = std::function<void(Result<T>)>;
    using Asking = std::shared_ptr<const Principal>;

    // `onChanged` is called on a storage thread once a key has been revoked or shortened.
    KeyService(Storage &storage, Clock clock, std::function<void(KeyId)> onChanged);

    // InvalidField: it would be over already. Forbidden: another tenant.
    void create(const Asking &principal, const KeyBody &body, Then<IssuedKey> then);
    // A page; an empty tenant is the asking one's own, or all for an operator. Forbidden: another tenant.
    void list(const Asking &principal, KeyQuery query, Then<std::vector<ApiKey>> then);
    // A new token for what the key is for; the old one is good for so much longer, and no longer than it was. NotFound: there
    // is no such key. Conflict: it is not good any more.
    void rotate(const Asking &principal, KeyId id, qint64 overlapMs, Then<RotatedKey> then);
    // The key, revoked now or before. NotFound.
    void revoke(const Asking &principal, KeyId id, Then<ApiKey> then);

private:
    Result<RotatedKey> replace(MessageStore &store, const ApiKey &key, qint64 overlapMs) const;
    Result<ApiKey> end(MessageStore &store, ApiKey key) const;

    Storage &m_storage;
    const Clock m_clock;
    const std::function<void(KeyId)> m_onChanged;
};

} // namespace conversa
