// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "admin/admindesk.h"
#include "admin/sessiondetails.h"
#include "relay/nodecalls.h"

namespace conversa {

struct ConnectionDetails
{
    ConnectionRow row;
    std::vector<SessionId> joined = {};
};

struct Closing
{
    qint64 matched = 0;
    qint64 disconnected = 0;
};

// What each server says of its figures, in the order of the nodes; nothing for those that are silent.
struct NodeStats
{
    QByteArray node; // who has asked
    qint64 atMs = 0; // Unix time
    std::vector<std::optional<StatsNow>> all = {};
};

// What administrators ask of all servers together: each answers for itself, this one in the same way as the others, and
// what they say is made one. Thread-safe; owned by the composition root.
class ClusterDesk
{
public:
    // For whom is asked, and whom: `node` is the name or the id of one server; empty: all of them.
    struct Scope
    {
        QByteArray tenant;
        QByteArray node = {};
    };
    // The servers that were asked, this one first where it is among them; without bytes: it is silent.
    using Answers = std::vector<NodeAnswer>;
    template <typename T>
    struct Gathered
    {
        T all;
        Answers nodes;
    };
    // Called in the admin thread. InvalidField: no server is called so; Overloaded: ask again later.
    template <typename T>
    using Then = std::function<void(Result<Gathered<T>>)>;

    ClusterDesk(AdminDesk &desk, NodeCalls &calls, const Limits &limits);

    // `query` is what readTableQuery() makes of `text`, whose columns are not asked for.
    template <typename Row>
    void page(const Scope &scope, const TableQueryText &text, const TableQuery &query, const Then<TablePage<Row>> &then);
    void stats(const Scope &scope, const Then<NodeStats> &then);
    // JSON of the samples of a resolution by its name; empty: the server is silent.
    void history(const Scope &scope, const QByteArray &resolution, const Then<QByteArray> &then);
    // Nothing: no server that answers has it.
    void connection(const Scope &scope, ConnectionId id, const Then<std::optional<ConnectionDetails>> &then);
    void session(const Scope &scope, SessionId id, const Then<std::optional<SessionDetails>> &then);
    // `body`: of the request, which readCloseBody() takes.
    void disconnect(const Scope &scope, const QByteArray &body, const Then<Closing> &then);

private:
    // Asks with the members that `write` appends to the argument, and has `gather(answers)` make one of them.
    template <typename T, typename Write, typename Gather>
    void ask(const char *question, const Scope &scope, Write &&write, Gather gather, const Then<T> &then);

    AdminDesk &m_desk;
    NodeCalls &m_calls;
};

// An array of {node, id, state}.
void writeNodes(JsonWriter &json, std::string_view name, const ClusterDesk::Answers &nodes);
// The members of the answer to GET /api/v1/admin/stats: the sums, and each server's own.
void writeStats(JsonWriter &json, const NodeStats &stats, const ClusterDesk::Answers &nodes);

extern template void ClusterDesk::page(const Scope &, const TableQueryText &, const TableQuery &, const Then<TablePage<ConnectionRow>> &);
extern template void ClusterDesk::page(const Scope &, const TableQueryText &, const TableQuery &, const Then<TablePage<ClosedRow>> &);
extern template void ClusterDesk::page(const Scope &, const TableQueryText &, const TableQuery &, const Then<TablePage<SessionRow>> &);

} // namespace conversa
