// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ids.h"
#include "store/postgresconnector.h"

#include <QHash>
#include <QSet>

#include <span>
#include <vector>

namespace conversa {

// One server of a cluster as the others see it.
struct ClusterNode
{
    QByteArray id; // 1 to 64 characters of A-Z a-z 0-9 . _ -
    Uuid incarnation; // of the process: another one with the same id is another node
    QByteArray version;
    qint64 startedMs = 0; // Unix time
    QByteArray bus; // state of its message bus: "up", "degraded", "off"
    qint64 clients = 0; // WebSocket connections
};

// How many are on all live nodes together.
struct ClusterTotals
{
    qint64 clients = 0;
    qint64 sessions = 0; // each once
};

// A session and how it is known to be; the rest is the store's word alone.
struct SessionHead
{
    SessionKey key;
    qint64 head = 0;
    bool closed = false;
    ContactId contact = {};
    qint64 changedUs = 0; // the last message, closing or reopening, by the store's clock
};

// A session that is not what it was.
struct ChangedSession
{
    SessionKey key;
    bool opened = false; // it was not there before
};

// What the servers at one PostgreSQL database tell each other through it: leases by the database's clock, counts, and
// notices. A connection of its own, so that a lease never waits behind messages; all functions block, and Unavailable means
// that the database could not be reached. Lives in its thread, but for interrupt().
class ClusterStore
{
public:
    explicit ClusterStore(PostgresAddress address);
    ~ClusterStore();

    Result<void> open();
    bool isOpen() const { return m_connector.isOpen(); }
    void close() { m_connector.close(); }
    // Breaks off what the owner's thread is blocked in.
    void interrupt() { m_connector.interrupt(); }
    QSqlDriver *driver() const { return m_connection.driver(); }

    // Takes the lease of node.id for so many milliseconds; false: another process holds it.
    Result<bool> takeLease(const ClusterNode &node, qint64 leaseMs);
    // False: the lease was over.
    Result<bool> renewLease(const ClusterNode &node, qint64 leaseMs);
    Result<void> giveUpLease(const ClusterNode &node);
    // All with a lease that holds, ordered by id.
    Result<std::vector<ClusterNode>> nodes();
    Result<void> dropDeadNodes(qint64 leaseMs);

    // Forgets the clients and the sessions of a node.
    Result<void> clear(const QByteArray &node);
    Result<void> putClients(const QByteArray &node, const QHash<QByteArray, qint64> &byTenant);
    Result<void> addSessions(const QByteArray &node, const QSet<SessionKey> &sessions);
    Result<void> removeSessions(const QByteArray &node, const QSet<SessionKey> &sessions);
    // The tenant "*" means all.
    Result<ClusterTotals> totals(const QByteArray &tenant);

    // Those of `known` that have got further, or were closed or reopened, as they are.
    Result<std::vector<SessionHead>> sessionsAhead(std::span<const SessionHead> known);
    // The sessions that changed in so many last milliseconds, by tenant, up to `most`.
    Result<std::vector<ChangedSession>> changedSessions(const QHash<QByteArray, qint64> &ageMs, int most);
    // Sends each of `notices` (up to 7,900 bytes of text) to every listener at the database.
    Result<void> notify(const QByteArrayList &notices);
    // From now on notified() of the driver says what others send.
    Result<void> listen();

private:
    Result<void> changeSessions(const QString &statement, const QByteArray &node, const QSet<SessionKey> &sessions);

    SqlConnection m_connection;
    PostgresConnector m_connector;
};

} // namespace conversa
