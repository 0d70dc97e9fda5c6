// SPDX-License-Identifier: Apache-2.0
// Two servers at one PostgreSQL and nothing else between them: what one stores reaches the members at the other, the
// figures are of both, and one that is killed is gone within its lease. Seen red: the sweep's result not given to the hub,
// the figures of this node alone, lost nodes forgotten (nodesAreNamed).
#include "fault/answers.h"
#include "fault/talk.h"
#include "support/postgresserver.h"
#include "support/restclient.h"
#include "support/serverprocess.h"

#include <QJsonArray>
#include <QTest>

using namespace conversa;
using namespace conversa::test;
using namespace Qt::StringLiterals;

class TestNodes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void messagesCross();
    void figuresAreOfAll();
    void killedNodeIsGone();
    void nodesAreNamed();

private:
    bool start(ServerProcess &server)
    {
        return server.start({ u"--database.url="_s + QString::fromUtf8(m_postgres.url(m_database)), u"--node.id=same"_s });
    }

    PostgresServer m_postgres;
    QString m_database;
    int m_databases = 0;
};

void TestNodes::initTestCase()
{
    const auto started = m_postgres.start();
    QVERIFY2(started, started ? "" : started.error().message.constData());
}

void TestNodes::init()
{
    m_database = u"test%1"_s.arg(++m_databases);
    QVERIFY(m_postgres.createDatabase(m_database));
}

void TestNodes::messagesCross()
{
    ServerProcess a;
    ServerProcess b;
    QVERIFY2(start(a) && start(b), b.log());
    Talk writer(a.port());
    Talk reader(b.port(), "dev-admin-key");
    QVERIFY(writer.join() && reader.join());
    QVERIFY(b.waitForLog("lease_taken"));
    writer.send(200);
    QVERIFY(writer.readAnswers());
    QCOMPARE(writer.confirmed(), 200);
    QVERIFY(reader.readTo(200));
    QCOMPARE(reader.heard(), upTo(200));
}

void TestNodes::figuresAreOfAll()
{
    ServerProcess a;
    ServerProcess b;
    QVERIFY2(start(a) && start(b), b.log());
    Talk onA(a.port());
    Talk onB(b.port(), "dev-admin-key");
    Talk another(b.port(), "dev-contact-key");
    QVERIFY(onA.join() && onB.join());
    QTRY_COMPARE_WITH_TIMEOUT(figuresOf(a.port()), "3 1", ServerProcess::patienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(figuresOf(b.port()), "3 1", ServerProcess::patienceMs);
}

void TestNodes::killedNodeIsGone()
{
    ServerProcess a;
    ServerProcess b;
    QVERIFY2(start(a) && start(b), b.log());
    Talk onA(a.port());
    Talk onB(b.port(), "dev-admin-key");
    QVERIFY(onA.join() && onB.join());
    QTRY_COMPARE_WITH_TIMEOUT(figuresOf(a.port()), "2 1", ServerProcess::patienceMs);
    b.kill();
    QVERIFY(a.waitForLog("node_lost"));
    QTRY_COMPARE_WITH_TIMEOUT(figuresOf(a.port()), "1 1", ServerProcess::patienceMs);
}

// For operators: those that are there, and the one that has fallen silent until it is back.
void TestNodes::nodesAreNamed()
{
    ServerProcess a;
    ServerProcess b;
    QVERIFY2(start(a) && start(b), b.log());
    const QByteArray made = a.run({u"key"_s, u"create"_s, u"--name=ops"_s, u"--role=admin"_s, u"--tenant=*"_s,
        u"--database.url="_s + QString::fromUtf8(m_postgres.url(m_database))}).second;
    const QByteArray token = made.mid(made.indexOf("cv_"), 46);
    const auto states = [&] {
        QMap<QString, QString> all; // by name
        const QJsonArray rows = get(a.port(), "/api/v1/admin/nodes?sort=node", token).json["nodes"_L1].toArray();
        for (const QJsonValue &row : rows)
            all.insert(row["node"_L1].toString(), row["state"_L1].toString());
        return all;
    };
    QVERIFY(a.waitForLog("node_came"));
    // The second of the same name has taken another.
    QCOMPARE(states().size(), 2);
    QCOMPARE(states().value(u"same"_s), u"self"_s);
    QCOMPARE(states().values().count(u"up"_s), 1);
    b.kill();
    QVERIFY(a.waitForLog("node_lost"));
    QCOMPARE(states().size(), 2);
    QCOMPARE(states().values().count(u"silent"_s), 1);
    const QJsonObject silent = get(a.port(), "/api/v1/admin/nodes?filter=state:silent", token).json;
    QCOMPARE(silent["total"_L1].toInt(), 1);
    QCOMPARE(silent["nodes"_L1][0]["clients"_L1].toInt(-1), 0);
}

QTEST_GUILESS_MAIN(TestNodes)
#include "tst_nodes.moc"
