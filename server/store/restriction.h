// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ids.h"
#include "core/result.h"

#include <QByteArray>

#include <optional>
#include <vector>

namespace conversa {

// What an administrator has forbidden.
struct Restriction
{
    enum class Kind : quint8 {
        User,    // may not connect, nor ask anything
        Address, // nobody may from there
        Member,  // a user may not be in a session
        Writes,  // nothing is stored for a tenant
    };

    Uuid id;
    Kind kind = Kind::User;
    QByteArray tenant; // whose users, sessions and messages; "*": of all
    UserId user = {}; // of User and Member
    SessionId session = {}; // of Member
    QByteArray network = {}; // of Address: an address or a CIDR block
    QByteArray reason = {}; // for people; may be empty
    QByteArray by = {}; // who said so
    qint64 createdMs = 0; // Unix time
    std::optional<qint64> endsMs = {}; // Unix time; nullopt: when it is taken back

    bool operator==(const Restriction &) const = default;
};

// Restrictions as a store keeps them. What MessageStore says of all its functions goes for these.
class RestrictionStore
{
public:
    static constexpr int mostRestrictions = 10'000;

    virtual ~RestrictionStore() = default;

    // Forgets what has ended by its creation. LimitExceeded: there are mostRestrictions.
    virtual Result<void> addRestriction(const Restriction &restriction) = 0;
    // Takes one of this tenant back, "*" any; false: there is none.
    virtual Result<bool> removeRestriction(const Uuid &id, const QByteArray &tenant) = 0;
    // The oldest first.
    virtual Result<std::vector<Restriction>> restrictions() = 0;
};

} // namespace conversa
