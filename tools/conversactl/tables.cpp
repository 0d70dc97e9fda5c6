// SPDX-License-Identifier: Apache-2.0
#include "admin/closedrow.h"
#include "admin/connectionrow.h"
#include "admin/noderow.h"
#include "admin/sessionrow.h"
#include "conversactl/actions.h"
#include "conversactl/arguments.h"
#include "conversactl/listing.h"

namespace conversa::ctl {

Result<int> listNodes(Call &call)
{
    return runListing(call, {"nodes", "nodes", nodeFields(), "node,state,version,bus,started_at,clients,id"});
}

Result<int> listConnections(Call &call)
{
    if (call.arguments.has("closed"))
        return runListing(call, {"connections/closed", "connections", closedFields(),
                                 "id,user_name,role,tenant,ip,code,side,reason,closed_at,duration_ms,in,out"});
    return runListing(call, {"connections", "connections", connectionFields(),
                             "id,user_name,role,tenant,ip,node,client,opened_at,active_at,in,out,queue,rtt_ms"});
}

Result<int> listSessions(Call &call)
{
    return runListing(call, {"sessions", "sessions", sessionFields(), "id,tenant,state,last_seq,users,connections,typing,node"});
}

} // namespace conversa::ctl
