// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/uuid.h"

namespace conversa {

// A UUID that knows what it names, so that a contact's id can never be passed where a session's is wanted.
template <typename Tag>
struct Id
{
    Uuid uuid;

    static std::optional<Id> parse(std::string_view text)
    {
        if (const auto parsed = Uuid::parse(text))
            return Id{*parsed};
        return std::nullopt;
    }
    bool isNull() const { return uuid.isNull(); }
    QByteArray toByteArray() const { return uuid.toByteArray(); }
    auto operator<=>(const Id &) const = default;
    friend size_t qHash(const Id &id, size_t seed = 0) noexcept { return qHash(id.uuid, seed); }
};

using SessionId = Id<struct SessionTag>;
using ContactId = Id<struct ContactTag>;
using MessageId = Id<struct MessageTag>;
using UserId = Id<struct UserTag>;
using ConnectionId = Id<struct ConnectionTag>;
using KeyId = Id<struct KeyTag>;
using NodeId = Id<struct NodeTag>; // one run of one server
using Epoch = Id<struct EpochTag>; // identifies one store's lifetime of sequence numbers

// A session is known by tenant and id together, everywhere: the same UUID in two tenants is two sessions.
struct SessionKey
{
    QByteArray tenant;
    SessionId session;

    bool operator==(const SessionKey &) const = default;
    friend size_t qHash(const SessionKey &key, size_t seed = 0) noexcept
    {
        return qHash(key.session, seed) ^ ::qHash(key.tenant, seed);
    }
};

} // namespace conversa
