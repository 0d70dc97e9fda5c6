// SPDX-License-Identifier: Apache-2.0
#include "app/noderoster.h"

#include <algorithm>

namespace conversa {

namespace {

NodeRow rowOf(const ClusterNode &node, NodeState state)
{
    return {NodeId{node.incarnation}, node.id, state, node.version, node.bus, node.startedMs, node.clients};
}

} // namespace

void NodeRoster::came(const ClusterNode &node)
{
    // A new run of it, or the same whose database was slow.
    std::erase_if(m_silent, [&](const Silent &each) { return each.node.id == node.id; });
}

void NodeRoster::lost(const ClusterNode &node)
{
    came(node);
    if (m_silent.size() == maxSilent)
        m_silent.erase(m_silent.begin());
    m_silent.push_back({node, m_clock.monotonicMs()});
}

std::vector<CalledNode> calledNodes(const std::vector<NodeRow> &rows)
{
    std::vector<CalledNode> nodes;
    for (const NodeRow &row : rows)
        nodes.push_back({row.id, row.name, row.state != NodeState::Silent});
    return nodes;
}

std::vector<NodeRow> NodeRoster::rows(const ClusterNode &self, std::span<const ClusterNode> peers)
{
    std::erase_if(m_silent, [nowMs = m_clock.monotonicMs()](const Silent &each) { return nowMs - each.sinceMs > silentMs; });
    std::vector<NodeRow> rows{rowOf(self, NodeState::Self)};
    for (const ClusterNode &peer : peers)
        rows.push_back(rowOf(peer, NodeState::Up));
    for (const Silent &each : m_silent) {
        rows.push_back(rowOf(each.node, NodeState::Silent));
        rows.back().clients = 0;
    }
    return rows;
}

} // namespace conversa
