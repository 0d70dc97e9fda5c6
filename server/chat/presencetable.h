// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hub/sharded.h"
#include "protocol/servermessages.h"

#include <optional>
#include <vector>

namespace conversa {

struct Attendees
{
    std::vector<UserInfo> users;
    qint64 count = 0;
};

// Who is in which session on this node, per user and not per connection: first connection in, last one out, and a grace
// in between. Thread-safe.
class PresenceTable
{
public:
    PresenceTable(qint64 graceMs, int maxUsers);

    // A connection of `user` joined. True: the others are to be told.
    bool arrive(const SessionKey &key, const UserInfo &user);
    // A connection of `user` left. True: call expire() once the grace is over.
    bool depart(const SessionKey &key, UserId user, qint64 monotonicMs);
    // Forgets a user whose last connection left at least the grace ago; returns it when the others are to be told.
    std::optional<UserInfo> expire(const SessionKey &key, UserId user, qint64 monotonicMs);
    // More users than are told of each other.
    bool isCrowded(const SessionKey &key);
    // At most maxUsers of those present.
    Attendees attendees(const SessionKey &key);
    // Those with at least one joined connection.
    std::vector<SessionKey> sessions() const;
    // Sessions of a tenant with at least one joined connection; the tenant "*" means all.
    qint64 sessionCount(const QByteArray &tenant) const;

private:
    struct Attendee
    {
        UserInfo user;
        int connections = 0;
        qint64 leftMs = 0;
    };
    using Session = std::vector<Attendee>; // ordered by user id
    static bool isAnyoneIn(const Session &session);
    static Session::iterator place(Session &session, UserId user);

    qint64 m_graceMs;
    size_t m_maxUsers;
    Sharded<SessionKey, Session> m_sessions;
};

} // namespace conversa
