// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "admin/noderow.h"
#include "core/clock.h"
#include "relay/nodecalls.h"
#include "store/clusterstore.h"

#include <span>
#include <vector>

namespace conversa {

// The servers of the cluster for administrators: those whose leases hold, and by name those that have fallen silent. Lives in
// the main thread; owned by the composition root.
class NodeRoster
{
public:
    static constexpr qint64 silentMs = 600'000; // so long a server that is gone is named
    static constexpr size_t maxSilent = 100;

    explicit NodeRoster(Clock clock)
        : m_clock(std::move(clock))
    {
    }

    void came(const ClusterNode &node);
    void lost(const ClusterNode &node);
    std::vector<NodeRow> rows(const ClusterNode &self, std::span<const ClusterNode> peers);

private:
    struct Silent
    {
        ClusterNode node;
        qint64 sinceMs = 0; // monotonic
    };
    const Clock m_clock;
    std::vector<Silent> m_silent; // the longest silent first
};

// The same as a call finds them.
std::vector<CalledNode> calledNodes(const std::vector<NodeRow> &rows);

} // namespace conversa
