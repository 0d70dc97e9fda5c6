// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "admin/adminmessages.h"
#include "admin/clusterdesk.h"

namespace conversa {

// How a topic that is no stream stands at all servers together.
struct TopicLook
{
    TableView<EncodedRow> view = {}; // of a table
    QByteArray nodes = {}; // JSON: who was asked, and who is silent
    std::optional<ClusterDesk::Gathered<NodeStats>> stats = {}; // of Stats alone
};

// What an admin socket looks at: a topic, a query as it came and as it was read, and one server or all.
struct TopicQuestion
{
    AdminTopic topic = AdminTopic::Stats;
    TableQueryText text = {};
    TableQuery query = {};
};

// `then` runs in the admin thread. Of a session that is joined at several servers a view has one row.
void lookAt(ClusterDesk &cluster, const ClusterDesk::Scope &scope, const TopicQuestion &question,
    const std::function<void(Result<TopicLook>)> &then);

} // namespace conversa
