// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "admin/connectionindex.h"
#include "admin/tablepage.h"
#include "core/clock.h"

#include <functional>
#include <optional>

namespace conversa {

// One page of an admin table.
// Where a connection lives.
struct LiveConnection
{
    ConnectionId id;
    int thread = 0; // its network thread
};

// Answers queries over the connections of this server. Takes milliseconds where they are many: for the admin thread, never
// for one that serves connections. A tenant sees its own connections; "*" sees all.
class ConnectionTable
{
public:
    // node: this server's name.
    ConnectionTable(ConnectionIndex &index, Clock clock, std::function<QByteArray()> node);

    TablePage<ConnectionRow> open(const TableQuery &query, const QByteArray &tenant);
    TablePage<ClosedRow> closed(const TableQuery &query, const QByteArray &tenant);
    struct Found
    {
        ConnectionRow row;
        int thread = 0;
    };
    std::optional<Found> find(ConnectionId id, const QByteArray &tenant);
    // All that pass the filter.
    std::vector<LiveConnection> matching(const Filter &filter, const QByteArray &tenant);
    // Those of the ids that are there.
    std::vector<LiveConnection> among(const std::vector<ConnectionId> &ids, const QByteArray &tenant);

private:
    CardReader reader();
    template <typename IsWanted>
    std::vector<LiveConnection> select(const QByteArray &tenant, IsWanted &&isWanted);

    ConnectionIndex &m_index;
    const Clock m_clock;
    const std::function<QByteArray()> m_node;
    std::optional<qint64> m_wallOffsetMs;
};

} // namespace conversa
