// SPDX-License-Identifier: Apache-2.0
// Two servers at one PostgreSQL and nothing else between them: what one stores reaches the members at the other, the
// figures are of both, and one that is killed is gone within its lease. Seen red: the sweep's result not given to the hub,
// the figures of this node alone.
#include "fault/answers.h"
#include "fault/talk.h"
#include "support/postgresserver.h"
#include "support/serverprocess.h"

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

QTEST_GUILESS_MAIN(TestNodes)
#include "tst_nodes.moc"
