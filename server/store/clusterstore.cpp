// SPDX-License-Identifier: Apache-2.0
#include "store/clusterstore.h"

#include "store/pgarray.h"

#include <QSqlDriver>

using namespace Qt::StringLiterals;

namespace conversa {

namespace {

constexpr auto channel = "conversa"_L1; // as in notify_nodes.sql

QString idText(const Uuid &id)
{
    return QString::fromLatin1(id.toByteArray());
}

Result<void> done(const Result<SqlRows> &rows)
{
    return rows ? Result<void>() : rows.error();
}

Result<bool> anyRow(Result<SqlRows> rows)
{
    if (!rows)
        return rows.error();
    return rows->next();
}

} // namespace

ClusterStore::ClusterStore(PostgresAddress address)
    : m_connection(SqlDialect::Postgresql)
    , m_connector(m_connection, std::move(address))
{
}

ClusterStore::~ClusterStore()
{
    close();
}

Result<void> ClusterStore::open()
{
    return m_connector.open();
}

Result<bool> ClusterStore::takeLease(const ClusterNode &node, qint64 leaseMs)
{
    return anyRow(m_connection.run(u"take_lease"_s,
        { m_connection.textValue(node.id), idText(node.incarnation), m_connection.textValue(node.version), node.startedMs, m_connection.textValue(node.bus),
            leaseMs }));
}

Result<bool> ClusterStore::renewLease(const ClusterNode &node, qint64 leaseMs)
{
    return anyRow(m_connection.run(
        u"renew_lease"_s, { m_connection.textValue(node.bus), leaseMs, m_connection.textValue(node.id), idText(node.incarnation) }));
}

Result<void> ClusterStore::giveUpLease(const ClusterNode &node)
{
    return done(m_connection.run(u"give_up_lease"_s, { m_connection.textValue(node.id), idText(node.incarnation) }));
}

Result<std::vector<ClusterNode>> ClusterStore::nodes()
{
    auto rows = m_connection.run(u"live_nodes"_s);
    if (!rows)
        return rows.error();
    std::vector<ClusterNode> nodes;
    while (rows->next())
        nodes.push_back({ rows->value(0).toByteArray(), uuidOf(rows->value(1)), rows->value(2).toByteArray(),
            rows->value(3).toLongLong(), rows->value(4).toByteArray(), rows->value(5).toLongLong() });
    return nodes;
}

Result<void> ClusterStore::dropDeadNodes(qint64 leaseMs)
{
    return done(m_connection.run(u"drop_dead_nodes"_s, { leaseMs }));
}

Result<void> ClusterStore::clear(const QByteArray &node)
{
    if (const auto cleared = m_connection.run(u"clear_node_clients"_s, { m_connection.textValue(node) }); !cleared)
        return cleared.error();
    return done(m_connection.run(u"clear_node_sessions"_s, { m_connection.textValue(node) }));
}

Result<void> ClusterStore::putClients(const QByteArray &node, const QHash<QByteArray, qint64> &byTenant)
{
    PgArray tenants;
    PgArray clients;
    for (auto each = byTenant.cbegin(); each != byTenant.cend(); ++each) {
        tenants.addText(each.key());
        clients.addNumber(each.value());
    }
    return done(m_connection.run(u"put_node_clients"_s, { m_connection.textValue(node), tenants.text(), clients.text() }));
}

Result<void> ClusterStore::changeSessions(
    const QString &statement, const QByteArray &node, const QSet<SessionKey> &sessions)
{
    if (sessions.isEmpty())
        return {};
    PgArray tenants;
    PgArray ids;
    for (const SessionKey &key : sessions) {
        tenants.addText(key.tenant);
        ids.addId(key.session.uuid);
    }
    return done(m_connection.run(statement, { m_connection.textValue(node), tenants.text(), ids.text() }));
}

Result<void> ClusterStore::addSessions(const QByteArray &node, const QSet<SessionKey> &sessions)
{
    return changeSessions(u"add_node_sessions"_s, node, sessions);
}

Result<void> ClusterStore::removeSessions(const QByteArray &node, const QSet<SessionKey> &sessions)
{
    return changeSessions(u"remove_node_sessions"_s, node, sessions);
}

Result<ClusterTotals> ClusterStore::totals(const QByteArray &tenant)
{
    const bool all = tenant == "*";
    auto rows = m_connection.run(u"cluster_totals"_s, { m_connection.textValue(tenant), all, m_connection.textValue(tenant), all });
    if (!rows)
        return rows.error();
    if (!rows->next())
        return ClusterTotals{};
    return ClusterTotals{ rows->value(0).toLongLong(), rows->value(1).toLongLong() };
}

Result<std::vector<SessionHead>> ClusterStore::sessionsAhead(std::span<const SessionHead> known)
{
    PgArray tenants;
    PgArray ids;
    PgArray heads;
    PgArray closings;
    for (const SessionHead &each : known) {
        tenants.addText(each.key.tenant);
        ids.addId(each.key.session.uuid);
        heads.addNumber(each.head);
        closings.addBool(each.closed);
    }
    auto rows = m_connection.run(u"sessions_ahead"_s, { tenants.text(), ids.text(), heads.text(), closings.text() });
    if (!rows)
        return rows.error();
    std::vector<SessionHead> ahead;
    while (rows->next())
        ahead.push_back({ { rows->value(0).toByteArray(), { uuidOf(rows->value(1)) } }, rows->value(2).toLongLong(),
            rows->value(3).toBool(), { uuidOf(rows->value(4)) }, rows->value(5).toLongLong() });
    return ahead;
}

Result<std::vector<ChangedSession>> ClusterStore::changedSessions(const QHash<QByteArray, qint64> &ageMs, int most)
{
    PgArray tenants;
    PgArray ages;
    for (auto each = ageMs.cbegin(); each != ageMs.cend(); ++each) {
        tenants.addText(each.key());
        ages.addNumber(*each);
    }
    auto rows = m_connection.run(u"changed_sessions"_s, { tenants.text(), ages.text(), most });
    if (!rows)
        return rows.error();
    std::vector<ChangedSession> changed;
    while (rows->next())
        changed.push_back({ { rows->value(0).toByteArray(), { uuidOf(rows->value(1)) } }, rows->value(2).toBool() });
    return changed;
}

Result<void> ClusterStore::notify(const QByteArrayList &notices)
{
    PgArray texts;
    for (const QByteArray &notice : notices)
        texts.addText(notice);
    return done(m_connection.run(u"notify_nodes"_s, { texts.text() }));
}

Result<void> ClusterStore::listen()
{
    if (m_connection.driver()->subscribeToNotification(channel))
        return {};
    return Error{ ErrorCode::Unavailable, QByteArrayLiteral("The database does not pass on notices.") };
}

} // namespace conversa
