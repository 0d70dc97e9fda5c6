// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/limits.h"
#include "hub/sharded.h"
#include "protocol/servermessages.h"

#include <QSet>

#include <optional>
#include <utility>
#include <vector>

namespace conversa {

// Who is to be told of a change: the members here, the other servers.
struct PresenceNews
{
    bool members = false;
    bool servers = false;
};

struct Attendees
{
    std::vector<UserInfo> users;
    qint64 count = 0;
};

// Who is in which session, per user and not per connection: first connection in, last one out, and a grace in between. Of
// users at other servers it knows what those tell. Thread-safe.
class PresenceTable
{
public:
    explicit PresenceTable(const Limits &limits);

    // A connection of `user` joined.
    PresenceNews arrive(const SessionKey &key, const UserInfo &user);
    // A connection of `user` left. True: call expire() once the grace is over.
    bool depart(const SessionKey &key, UserId user, qint64 monotonicMs);
    // A user whose last connection left at least the grace ago is no longer here; nothing when it is, or never was.
    std::optional<std::pair<UserInfo, PresenceNews>> expire(const SessionKey &key, UserId user, qint64 monotonicMs);

    // A user came at another server; true: the members are to be told. Or went; the user, when they are.
    bool comeElsewhere(const SessionKey &key, const NodeId &node, const UserInfo &user);
    std::optional<UserInfo> goElsewhere(const SessionKey &key, const NodeId &node, UserId user);
    struct Changed
    {
        std::vector<UserInfo> came;
        std::vector<UserInfo> gone;
    };
    // These and no others are there; of whom the members are to be told.
    Changed beElsewhere(const SessionKey &key, const NodeId &node, const std::vector<UserInfo> &users);
    // Nobody is at any other server than these; of whom the members are to be told.
    std::vector<UserInfo> keepElsewhere(const SessionKey &key, const QSet<NodeId> &nodes);
    // The server is gone; of whom the members of which session are to be told.
    std::vector<std::pair<SessionKey, UserInfo>> dropNode(const NodeId &node);
    // Of a session those at this server.
    std::vector<UserInfo> usersHere(const SessionKey &key);

    // More users than are told of each other.
    bool isCrowded(const SessionKey &key);
    // At most limits.presenceUsers of those present.
    Attendees attendees(const SessionKey &key);
    // Of each session with at least one connection joined here, how many are in it; the tenant "*" means all.
    struct Attendance
    {
        SessionKey key;
        qint64 users = 0; // wherever they are
        qint64 connections = 0; // here
    };
    std::vector<Attendance> attendances(const QByteArray &tenant) const;
    // Those with at least one connection joined here.
    std::vector<SessionKey> sessions() const;
    // Sessions of a tenant with at least one connection joined here; the tenant "*" means all.
    qint64 sessionCount(const QByteArray &tenant) const;

private:
    struct Attendee
    {
        UserInfo user;
        int connections = 0; // here
        std::optional<qint64> leftMs = {}; // the last of them; until the grace is over
        std::vector<NodeId> nodes = {}; // where it is besides

        bool isHere() const { return connections > 0 || leftMs; }
    };
    using Session = std::vector<Attendee>; // ordered by user id
    static bool isAnyoneIn(const Session &session);
    static Session::iterator place(Session &session, UserId user);
    bool come(Session &session, const NodeId &node, const UserInfo &user) const;
    // Takes users from the servers for which `is(attendee, node)`; returns who is gone, when the members are to be told.
    template <typename Is>
    std::vector<UserInfo> dropIf(const SessionKey &key, Is &&is);

    // That the members of a session are told of each other.
    size_t mostUsers() const { return size_t(m_limits.presenceUsers.get()); }

    const Limits &m_limits;
    Sharded<SessionKey, Session> m_sessions;
};

} // namespace conversa
