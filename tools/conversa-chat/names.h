// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "protocol/serverevents.h"

#include <QHash>

namespace conversa {

// Who is who in a session, as far as the server told: a message carries no names. Owned by the ChatProgram.
class Names
{
public:
    void setSelf(UserId user) { m_self = user; }
    void learn(const UserInfo &user);

    bool isOwn(const ReceivedMessage &message) const;
    // Who wrote it; "agent" or "contact" when no name is known.
    QByteArray authorOf(const ReceivedMessage &message) const;
    // The name, or the id when none is known.
    QByteArray nameOf(UserId user) const;

private:
    std::optional<UserId> m_self;
    QHash<UserId, UserInfo> m_users;
    QByteArray m_contact; // of the session's one contact
};

} // namespace conversa
