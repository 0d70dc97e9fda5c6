// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "bus/bus.h"
#include "bus/sessionlinks.h"
#include "chat/attendance.h"
#include "cluster/cluster.h"
#include "relay/rollcall.h"

#include <QObject>
#include <QSet>

namespace conversa {

// Users at other servers, as the members here hear of them: who comes, goes and types there, who was there before a session
// was linked, and who is gone with its server. Lives in the main thread; owned by the relay.
class RemoteUsers : public QObject
{
    Q_OBJECT

public:
    RemoteUsers(Bus &bus, SessionLinks &links, Cluster &cluster, PresenceTable &presence, TypingTable &typing, Hub &hub,
                const Limits &limits, Clock clock, QObject *parent = nullptr);

    // What a server said.
    void hear(const NodeId &from, const TypingChange &change);
    void hear(const NodeId &from, const PresenceChange &change);
    void hear(const NodeId &from, const PresenceQuery &query);
    void hear(const NodeId &from, const PresenceList &list);

private:
    void call(const SessionKey &key);
    Presence presenceHere(const SessionKey &key) const;
    void learn(const SessionKey &key, const NodeId &from, const Presence &presence);
    void onCalled(const SessionKey &key, const QSet<NodeId> &nodes);
    void onNodeLost(const ClusterNode &node);
    void onNodeCame(const ClusterNode &node);
    void drop(const ClusterNode &node);
    bool isHere(const ClusterNode &node) const;

    Bus &m_bus;
    SessionLinks &m_links;
    Cluster &m_cluster;
    PresenceTable &m_presence;
    TypingTable &m_typing;
    Attendance m_attendance;
    RollCall m_rollCall;
    const Limits &m_limits;
    QSet<Uuid> m_lost; // servers
};

} // namespace conversa
