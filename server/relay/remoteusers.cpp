// SPDX-License-Identifier: Apache-2.0
#include "relay/remoteusers.h"

#include <QTimer>

#include <algorithm>
#include <chrono>

namespace conversa {

namespace {

constexpr size_t maxListed = 1'000; // users of a session that one server tells another of

} // namespace

RemoteUsers::RemoteUsers(Bus &bus, SessionLinks &links, Cluster &cluster, PresenceTable &presence, TypingTable &typing, Hub &hub,
                         const Limits &limits, Clock clock, QObject *parent)
    : QObject(parent)
    , m_bus(bus)
    , m_links(links)
    , m_cluster(cluster)
    , m_presence(presence)
    , m_typing(typing)
    , m_attendance(presence, typing, hub, nullptr, limits, std::move(clock),
                   [this](qint64 delayMs, Task task) { QTimer::singleShot(std::chrono::milliseconds(delayMs), this, std::move(task)); })
    , m_rollCall(bus)
    , m_limits(limits)
{
    connect(&m_links, &SessionLinks::linked, this, &RemoteUsers::call);
    connect(&m_links, &SessionLinks::unlinked, this, [this](const SessionKey &key) { m_presence.keepElsewhere(key, {}); });
    connect(&m_rollCall, &RollCall::done, this, &RemoteUsers::onCalled);
    connect(&m_cluster, &Cluster::nodeLost, this, &RemoteUsers::onNodeLost);
    connect(&m_cluster, &Cluster::nodeCame, this, &RemoteUsers::onNodeCame);
}

void RemoteUsers::call(const SessionKey &key)
{
    m_rollCall.call({key, presenceHere(key)}, qint64(m_cluster.peers().size()));
}

void RemoteUsers::onCalled(const SessionKey &key, const QSet<NodeId> &nodes)
{
    for (const UserInfo &user : m_presence.keepElsewhere(key, nodes))
        m_attendance.announce(key, user, false);
    m_links.settle(key);
}

void RemoteUsers::hear(const NodeId &, const TypingChange &change)
{
    if (m_links.has(change.key))
        m_attendance.hearTyping(change.key, change.typing);
}

void RemoteUsers::hear(const NodeId &from, const PresenceChange &change)
{
    if (!m_links.has(change.key))
        return;
    m_rollCall.heard(change.key, from);
    const bool isNews = change.joined ? m_presence.comeElsewhere(change.key, from, change.user)
                                      : m_presence.goElsewhere(change.key, from, change.user.user).has_value();
    if (isNews)
        m_attendance.announce(change.key, change.user, change.joined);
}

// Whoever asks has just come, or was away: what it says of itself is news as well.
void RemoteUsers::hear(const NodeId &from, const PresenceQuery &query)
{
    learn(query.key, from, query.presence);
    m_bus.publish(PresenceList{from, query.key, presenceHere(query.key)});
}

void RemoteUsers::hear(const NodeId &from, const PresenceList &list)
{
    learn(list.key, from, list.presence);
    m_rollCall.answered(list.key, from);
}

Presence RemoteUsers::presenceHere(const SessionKey &key) const
{
    Presence presence{m_presence.usersHere(key), m_typing.notices(key)};
    presence.users.resize(std::min(presence.users.size(), maxListed));
    presence.typing.resize(std::min(presence.typing.size(), maxListed));
    return presence;
}

void RemoteUsers::learn(const SessionKey &key, const NodeId &from, const Presence &presence)
{
    if (!m_links.has(key))
        return;
    m_rollCall.heard(key, from);
    const auto changed = m_presence.beElsewhere(key, from, presence.users);
    for (const UserInfo &user : changed.came)
        m_attendance.announce(key, user, true);
    for (const UserInfo &user : changed.gone)
        m_attendance.announce(key, user, false);
    for (const UserTyping &typing : presence.typing)
        m_attendance.hearTyping(key, typing);
}

void RemoteUsers::onNodeLost(const ClusterNode &node)
{
    m_lost.insert(node.incarnation);
    // Its lease ran out before it was missed: that is part of the grace.
    const qint64 graceMs = std::max<qint64>(0, m_limits.presenceGrace - m_cluster.leaseMs());
    QTimer::singleShot(std::chrono::milliseconds(graceMs), this, [this, node] { drop(node); });
}

void RemoteUsers::drop(const ClusterNode &node)
{
    if (isHere(node))
        return;
    for (const auto &[key, user] : m_presence.dropNode(NodeId{node.incarnation}))
        m_attendance.announce(key, user, false);
}

void RemoteUsers::onNodeCame(const ClusterNode &node)
{
    // One that was frozen, and is back with those it still has.
    if (!m_lost.remove(node.incarnation))
        return;
    for (const SessionKey &key : m_links.linkedSessions())
        call(key);
}

bool RemoteUsers::isHere(const ClusterNode &node) const
{
    const auto &peers = m_cluster.peers();
    return std::any_of(peers.begin(), peers.end(), [&](const ClusterNode &peer) { return peer.incarnation == node.incarnation; });
}

} // namespace conversa
