// SPDX-License-Identifier: Apache-2.0
// The half of PresenceTable that knows of users at other servers.
#include "chat/presencetable.h"

#include <algorithm>

namespace conversa {

bool PresenceTable::comeElsewhere(const SessionKey &key, const NodeId &node, const UserInfo &user)
{
    return m_sessions.with(key, [&](auto &table) { return come(table[key], node, user); });
}

bool PresenceTable::come(Session &session, const NodeId &node, const UserInfo &user) const
{
    auto attendee = place(session, user.user);
    const bool known = attendee != session.end() && attendee->user.user == user.user;
    if (!known)
        attendee = session.insert(attendee, Attendee{user});
    if (std::find(attendee->nodes.begin(), attendee->nodes.end(), node) == attendee->nodes.end())
        attendee->nodes.push_back(node);
    return !known && session.size() <= mostUsers();
}

std::optional<UserInfo> PresenceTable::goElsewhere(const SessionKey &key, const NodeId &node, UserId user)
{
    auto gone = dropIf(key, [&](const Attendee &attendee, const NodeId &at) { return at == node && attendee.user.user == user; });
    return gone.empty() ? std::nullopt : std::optional(std::move(gone.front()));
}

PresenceTable::Changed PresenceTable::beElsewhere(const SessionKey &key, const NodeId &node, const std::vector<UserInfo> &users)
{
    Changed changed;
    for (const UserInfo &user : users) {
        if (comeElsewhere(key, node, user))
            changed.came.push_back(user);
    }
    changed.gone = dropIf(key, [&](const Attendee &attendee, const NodeId &at) {
        return at == node
            && std::none_of(users.begin(), users.end(), [&](const UserInfo &user) { return user.user == attendee.user.user; });
    });
    return changed;
}

std::vector<UserInfo> PresenceTable::keepElsewhere(const SessionKey &key, const QSet<NodeId> &nodes)
{
    return dropIf(key, [&](const Attendee &, const NodeId &at) { return !nodes.contains(at); });
}

std::vector<std::pair<SessionKey, UserInfo>> PresenceTable::dropNode(const NodeId &node)
{
    std::vector<SessionKey> touched;
    m_sessions.forEach([&](const auto &table) {
        for (auto session = table.begin(); session != table.end(); ++session) {
            const bool isAmong = std::any_of(session->begin(), session->end(), [&](const Attendee &attendee) {
                return std::find(attendee.nodes.begin(), attendee.nodes.end(), node) != attendee.nodes.end();
            });
            if (isAmong)
                touched.push_back(session.key());
        }
    });
    std::vector<std::pair<SessionKey, UserInfo>> gone;
    for (const SessionKey &key : touched) {
        for (UserInfo &user : dropIf(key, [&](const Attendee &, const NodeId &at) { return at == node; }))
            gone.emplace_back(key, std::move(user));
    }
    return gone;
}

std::vector<UserInfo> PresenceTable::usersHere(const SessionKey &key)
{
    return m_sessions.with(key, [&](auto &table) {
        std::vector<UserInfo> here;
        for (const Attendee &attendee : table.value(key)) {
            if (attendee.isHere())
                here.push_back(attendee.user);
        }
        return here;
    });
}

template <typename Is>
std::vector<UserInfo> PresenceTable::dropIf(const SessionKey &key, Is &&is)
{
    return m_sessions.with(key, [&](auto &table) {
        std::vector<UserInfo> gone;
        const auto session = table.find(key);
        if (session == table.end())
            return gone;
        const bool announce = session->size() <= mostUsers();
        for (Attendee &attendee : *session)
            std::erase_if(attendee.nodes, [&](const NodeId &at) { return is(std::as_const(attendee), at); });
        std::erase_if(*session, [&](const Attendee &attendee) {
            const bool isGone = !attendee.isHere() && attendee.nodes.empty();
            if (isGone && announce)
                gone.push_back(attendee.user);
            return isGone;
        });
        if (session->empty())
            table.erase(session);
        return gone;
    });
}

} // namespace conversa
