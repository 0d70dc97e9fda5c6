// SPDX-License-Identifier: Apache-2.0
// Servers at one PostgreSQL know each other: leases, counts, lost notices (F12, F13). Seen red: a lease taken whoever holds
// it, a lease never renewed, sessions counted node by node, a sweep without its query, changes of any age taken for missed.
#include "cluster/cluster.h"
#include "core/nodeid.h"
#include "store/storeurl.h"
#include "support/postgresserver.h"

#include <QSignalSpy>
#include <QTest>

#include <mutex>

using namespace conversa;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 leaseMs = 900;
constexpr int patienceMs = 10'000;

// What a server would say of itself.
struct Node
{
    Node(const PostgresAddress &address, const QByteArray &id)
        : cluster({ address, id, "test", leaseMs }, sources(), Clock::system())
        , came(&cluster, &Cluster::nodeCame)
        , lost(&cluster, &Cluster::nodeLost)
        , leaseLost(&cluster, &Cluster::leaseLost)
        , noticed(&cluster, &Cluster::noticed)
    {
        cluster.start();
    }

    ClusterSources sources()
    {
        return { [this] {
                    const std::lock_guard lock(mutex);
                    return presence;
                },
            [] { return QByteArray("up"); },
            [this] {
                const std::lock_guard lock(mutex);
                return heads;
            },
            [this](const std::vector<SessionHead> &found) {
                const std::lock_guard lock(mutex);
                ahead.insert(ahead.end(), found.begin(), found.end());
            },
            [this] {
                const std::lock_guard lock(mutex);
                return watched;
            },
            [this](const std::vector<ChangedSession> &found) {
                const std::lock_guard lock(mutex);
                for (const ChangedSession &each : found)
                    changed.insert(each.key, each.opened);
            } };
    }
    void be(qint64 clients, const QSet<SessionKey> &sessions)
    {
        const std::lock_guard lock(mutex);
        presence = { { { "acme", clients } }, sessions };
    }
    std::optional<ClusterTotals> totals(const QByteArray &tenant = "acme")
    {
        bool answered = false;
        std::optional<ClusterTotals> found;
        cluster.totals(tenant, [&](const std::optional<ClusterTotals> &totals) {
            found = totals;
            answered = true;
        });
        (void)QTest::qWaitFor([&] { return answered; }, patienceMs);
        return found;
    }
    bool hasFound(const SessionKey &key)
    {
        const std::lock_guard lock(mutex);
        return std::any_of(ahead.begin(), ahead.end(), [&](const SessionHead &each) { return each.key == key; });
    }

    std::mutex mutex;
    NodePresence presence;
    std::vector<SessionHead> heads;
    std::vector<SessionHead> ahead;
    QHash<QByteArray, qint64> watched;
    QHash<SessionKey, bool> changed; // true: opened
    Cluster cluster;
    QSignalSpy came;
    QSignalSpy lost;
    QSignalSpy leaseLost;
    QSignalSpy noticed;
};

SessionKey session(const char *tenant = "acme")
{
    return { tenant, { Uuid::random() } };
}

} // namespace

class TestCluster : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void knowEachOther();
    void sayGoodbye();
    void deadNodeIsGoneWithinItsLease();
    void sameIdTwice();
    void countsEachSessionOnce();
    void aloneCountsNothing();
    void frozenDatabaseMakesNobodyGone();
    void databaseKilled();
    void lostNoticesAreFound();
    void missedChangesAreFound();
    void noticesReachTheOthers();
    void ids();

private:
    QByteArray sql(const QString &text)
    {
        const auto answer = m_postgres.sql(m_database, text);
        return answer ? *answer : "error: " + answer.error().message;
    }

    test::PostgresServer m_postgres;
    QString m_database;
    PostgresAddress m_address;
    int m_databases = 0;
};

void TestCluster::initTestCase()
{
    const auto started = m_postgres.start();
    QVERIFY2(started, started ? "" : started.error().message.constData());
}

void TestCluster::init()
{
    m_database = u"test%1"_s.arg(++m_databases);
    QVERIFY(m_postgres.createDatabase(m_database));
    const auto config = parseStoreUrl(m_postgres.url(m_database));
    QVERIFY(config);
    m_address = config->postgres;
    const auto store = makeStoreFactory(*config)();
    QVERIFY(store->open()); // the schema
}

void TestCluster::knowEachOther()
{
    Node a(m_address, "a");
    Node b(m_address, "b");
    QTRY_COMPARE_WITH_TIMEOUT(a.cluster.peers().size(), 1, patienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(b.cluster.peers().size(), 1, patienceMs);
    QCOMPARE(a.cluster.peers().front().id, "b");
    QCOMPARE(a.cluster.peers().front().incarnation, b.cluster.self().incarnation);
    QCOMPARE(a.cluster.peers().front().version, "test");
    QCOMPARE(a.cluster.peers().front().bus, "up");
    QVERIFY(a.cluster.isLeased() && b.cluster.isLeased());
    QCOMPARE(a.came.size(), 1);
}

void TestCluster::sayGoodbye()
{
    Node a(m_address, "a");
    {
        Node b(m_address, "b");
        b.be(1, { session() });
        QTRY_COMPARE_WITH_TIMEOUT(sql(u"SELECT count(*) FROM node_sessions"_s), "1", patienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(a.came.size(), 1, patienceMs);
    }
    QCOMPARE(sql(u"SELECT string_agg(node_id, ' ') FROM nodes"_s), "a");
    QCOMPARE(sql(u"SELECT count(*) FROM node_sessions"_s), "0");
    QTRY_COMPARE_WITH_TIMEOUT(a.lost.size(), 1, patienceMs);
    QVERIFY(a.cluster.peers().empty());
}

void TestCluster::deadNodeIsGoneWithinItsLease()
{
    Node a(m_address, "a");
    ClusterStore dead(m_address);
    QVERIFY(dead.open());
    const ClusterNode node { "dead", Uuid::random(), "test", 1, "up" };
    const auto taken = dead.takeLease(node, leaseMs);
    QVERIFY(taken && *taken);
    QTRY_COMPARE_WITH_TIMEOUT(a.came.size(), 1, patienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(a.lost.size(), 1, 2 * leaseMs);
    QCOMPARE(a.lost.front().front().value<ClusterNode>().incarnation, node.incarnation);
    // Its id is free again.
    const auto retaken = dead.takeLease({ "dead", Uuid::random(), "test", 1, "up" }, leaseMs);
    QVERIFY(retaken && *retaken);
}

void TestCluster::sameIdTwice()
{
    std::vector<std::unique_ptr<Node>> nodes;
    for (int i = 0; i < 20; ++i)
        nodes.push_back(std::make_unique<Node>(m_address, "same"));
    QSet<QByteArray> ids;
    for (const auto &node : nodes) {
        QTRY_COMPARE_WITH_TIMEOUT(node->cluster.peers().size(), 19, patienceMs);
        ids.insert(node->cluster.self().id);
    }
    QCOMPARE(ids.size(), 20);
    QVERIFY(ids.contains("same"));
}

void TestCluster::countsEachSessionOnce()
{
    Node a(m_address, "a");
    Node b(m_address, "b");
    const SessionKey both = session();
    const SessionKey onA = session();
    const SessionKey elsewhere = session("other");
    a.be(3, { both, onA });
    b.be(4, { both, session(), session(), elsewhere });
    QTRY_VERIFY_WITH_TIMEOUT(a.totals() && a.totals()->sessions == 4, patienceMs);
    QCOMPARE(a.totals()->clients, 7);
    QTRY_VERIFY_WITH_TIMEOUT(b.totals("*") && b.totals("*")->sessions == 5, patienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(b.totals("other") && b.totals("other")->sessions == 1, patienceMs);
    a.be(1, { onA });
    QTRY_VERIFY_WITH_TIMEOUT(b.totals() && b.totals()->clients == 5 && b.totals()->sessions == 4, patienceMs);
    b.be(0, {});
    QTRY_VERIFY_WITH_TIMEOUT(a.totals() && a.totals()->clients == 1 && a.totals()->sessions == 1, patienceMs);
}

void TestCluster::aloneCountsNothing()
{
    Node a(m_address, "a");
    a.be(3, { session() });
    QTRY_VERIFY_WITH_TIMEOUT(a.cluster.isLeased(), patienceMs);
    QVERIFY(!a.totals());
    QCOMPARE(sql(u"SELECT count(*) FROM node_sessions"_s), "0");
}

void TestCluster::frozenDatabaseMakesNobodyGone()
{
    Node a(m_address, "a");
    Node b(m_address, "b");
    QTRY_COMPARE_WITH_TIMEOUT(a.came.size() + b.came.size(), 2, patienceMs);
    m_postgres.freeze();
    QTRY_COMPARE_WITH_TIMEOUT(a.leaseLost.size(), 1, patienceMs);
    QVERIFY(!a.cluster.isLeased());
    QVERIFY(!a.totals());
    QCOMPARE(a.lost.size(), 0);
    m_postgres.thaw();
    QTRY_VERIFY_WITH_TIMEOUT(a.cluster.isLeased() && b.cluster.isLeased(), patienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(a.cluster.peers().size(), 1, patienceMs);
}

void TestCluster::databaseKilled()
{
    Node a(m_address, "a");
    Node b(m_address, "b");
    a.be(1, { session() });
    QTRY_VERIFY_WITH_TIMEOUT(b.totals() && b.totals()->sessions == 1, patienceMs);
    // What is unlogged is gone with it, and told anew.
    m_postgres.kill();
    QVERIFY(m_postgres.restart());
    QTRY_VERIFY_WITH_TIMEOUT(a.cluster.isLeased() && b.cluster.isLeased(), patienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(b.totals() && b.totals()->sessions == 1 && b.totals()->clients == 1, patienceMs);
    QCOMPARE(a.lost.size() + b.lost.size(), 0);
}

void TestCluster::lostNoticesAreFound()
{
    Node a(m_address, "a");
    Node b(m_address, "b");
    const SessionKey further = session();
    const SessionKey same = session();
    const SessionKey closed = session();
    const SessionKey reopened = session();
    for (const SessionKey &key : { further, same, closed, reopened })
        QCOMPARE(sql(u"INSERT INTO sessions (tenant, session_id, last_seq) VALUES ('acme', '%1', 5) RETURNING 1"_s.arg(
                     QString::fromLatin1(key.session.toByteArray()))),
            "1");
    {
        const std::lock_guard lock(a.mutex);
        a.heads = { { further, 4 }, { same, 5 }, { closed, 5 }, { reopened, 5, true } };
    }
    sql(u"UPDATE sessions SET closed_at = now(), changed_at = to_timestamp(7) WHERE session_id = '%1'"_s.arg(
        QString::fromLatin1(closed.session.toByteArray())));
    QTRY_VERIFY_WITH_TIMEOUT(a.hasFound(closed), patienceMs);
    const std::lock_guard lock(a.mutex);
    QHash<SessionKey, SessionHead> found;
    for (const SessionHead &head : a.ahead)
        found.insert(head.key, head);
    QCOMPARE(QSet<SessionKey>(found.keyBegin(), found.keyEnd()), (QSet{ further, closed, reopened }));
    QCOMPARE(found[further].head, 5);
    QVERIFY(!found[further].closed);
    QVERIFY(found[closed].closed);
    QCOMPARE(found[closed].changedUs, 7'000'000);
    QVERIFY(!found[reopened].closed);
}

// Of the tenants whose agents are here, for as long as they are.
void TestCluster::missedChangesAreFound()
{
    Node a(m_address, "a");
    const auto insert = [&](const QByteArray &tenant, const QString &created, const QString &changed) {
        const SessionKey key{ tenant, session().session };
        sql(u"INSERT INTO sessions (tenant, session_id, created_at, changed_at) VALUES ('%1', '%2', now() - INTERVAL '%3', now() - INTERVAL '%4')"_s.arg(
            QString::fromLatin1(tenant), QString::fromLatin1(key.session.toByteArray()), created, changed));
        return key;
    };
    insert("acme", u"1 hour"_s, u"11 s"_s);
    insert("other", u"0"_s, u"0"_s);
    insert("acme", u"1 hour"_s, u"40 s"_s); // the window is no longer than that
    const SessionKey opened = insert("acme", u"2 s"_s, u"1 s"_s);
    const SessionKey updated = insert("acme", u"1 hour"_s, u"1 s"_s);
    const SessionKey closed = insert("acme", u"1 hour"_s, u"1 s"_s);
    sql(u"UPDATE sessions SET closed_at = now() WHERE session_id = '%1'"_s.arg(QString::fromLatin1(closed.session.toByteArray())));
    QTRY_VERIFY_WITH_TIMEOUT(a.cluster.isLeased(), patienceMs);
    {
        const std::lock_guard lock(a.mutex);
        a.watched = { { "acme", 10'000 } };
    }
    a.cluster.sweepNow();
    const auto found = [&] {
        const std::lock_guard lock(a.mutex);
        return a.changed;
    };
    QTRY_VERIFY_WITH_TIMEOUT(!found().isEmpty(), patienceMs);
    QCOMPARE(found(), (QHash<SessionKey, bool>{ { opened, true }, { updated, false }, { closed, false } }));
    {
        const std::lock_guard lock(a.mutex);
        a.watched = { { "acme", 1'000'000 } };
        a.changed.clear();
    }
    a.cluster.sweepNow();
    QTRY_COMPARE_WITH_TIMEOUT(found().size(), 4, patienceMs);
}

void TestCluster::noticesReachTheOthers()
{
    Node a(m_address, "a");
    Node b(m_address, "b");
    QTRY_COMPARE_WITH_TIMEOUT(b.cluster.peers().size(), 1, patienceMs);
    const QByteArray odd = "{\"text\":\"d'água \\\\ \\\" \"}";
    a.cluster.notify({ "first", odd });
    QTRY_COMPARE_WITH_TIMEOUT(b.noticed.size(), 2, patienceMs);
    QCOMPARE(b.noticed[0].front().toByteArray(), "first");
    QCOMPARE(b.noticed[1].front().toByteArray(), odd);
    QCOMPARE(a.noticed.size(), 0);
    // A connection that was cut listens again.
    sql(u"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query NOT LIKE '%pg_terminate%' AND datname = '%1'"_s.arg(
        m_database));
    QTRY_VERIFY_WITH_TIMEOUT((a.cluster.notify({ "again" }), b.noticed.size() > 2), patienceMs);
}

void TestCluster::ids()
{
    QVERIFY(isNodeId("chat-1.example_org"));
    for (const char *bad : { "", "a b", "a:b", "a*", "é", "0123456789012345678901234567890123456789012345678" })
        QVERIFY2(!isNodeId(bad), bad);
    QVERIFY(defaultNodeId() != defaultNodeId());
    QVERIFY(freshNodeId("a").startsWith("a-") && freshNodeId("a").size() == 8);
}

QTEST_GUILESS_MAIN(TestCluster)
#include "tst_cluster.moc"
