// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ids.h"
#include "protocol/message.h"

#include <QByteArray>

#include <algorithm>
#include <optional>
#include <vector>

namespace conversa {

// Who a token speaks for, as far as the server trusts it. Immutable once made; shared by everything that acts for it.
struct Principal
{
    KeyId key;
    QByteArray tenant; // "*": an operator of the whole cluster
    Role role = Role::Contact;
    UserId user;
    QByteArray userName;
    ContactId contact = {};               // of role contact: its own
    std::vector<SessionId> scope = {};    // empty: every session the role reaches
    std::optional<qint64> expiresMs = {}; // Unix time

    bool isOperator() const { return tenant == "*"; }
    // Whether what an administrator does may concern this tenant.
    bool governs(const QByteArray &other) const { return isOperator() || tenant == other; }
    // Whether a session that belongs to `contactOfSession` may be reached.
    bool mayReach(SessionId session, ContactId contactOfSession) const
    {
        if (!scope.empty() && std::find(scope.begin(), scope.end(), session) == scope.end())
            return false;
        return isBusinessSide(role) || (!contact.isNull() && contact == contactOfSession);
    }

    // What limits per user count by, not to be read: the same user id in two tenants is two users.
    QByteArray rateKey() const
    {
        const auto &id = user.uuid.bytes();
        return tenant + QByteArray::fromRawData(reinterpret_cast<const char *>(id.data()), qsizetype(id.size()));
    }
};

} // namespace conversa
