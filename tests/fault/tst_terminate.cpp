// SPDX-License-Identifier: Apache-2.0
// The server is told to end under load: it finishes what it was given, says when to come back, and ends.
#include "fault/burst.h"
#include "support/serverprocess.h"

#include <QElapsedTimer>
#include <QTest>

#include <csignal>

using namespace conversa::test;

class TestTerminate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void terminatedUnderLoad(); // F04
    void terminatedTwice(); // F05

private:
    ServerProcess m_server;
    QStringList m_database{ QStringLiteral("--database.url=sqlite://") + m_server.file(QStringLiteral("end.db")) };
};

void TestTerminate::init()
{
    QVERIFY2(m_server.start(m_database), m_server.log());
}

void TestTerminate::terminatedUnderLoad()
{
    std::vector<std::unique_ptr<WsClient>> idle;
    for (int i = 0; i < 8; ++i)
        idle.push_back(std::make_unique<WsClient>(m_server.port(), Handshake{ .token = "dev-admin-key" }));
    Member sender("dev-user-key");
    QVERIFY(sender.enter(m_server.port()));
    for (int i = 0; i < 300; ++i)
        sender.send(i);
    sender.read(1);
    m_server.terminate();
    QSet<QByteArray> reasons;
    for (const auto &one : idle) {
        QCOMPARE(one->waitForClose(25'000), 1001);
        QVERIFY2(one->closeReason().startsWith("retry_after_ms="), one->closeReason());
        reasons.insert(one->closeReason());
    }
    QCOMPARE(reasons.size(), 8);
    QCOMPARE(sender.readToEnd(), 1001);
    QCOMPARE(m_server.waitForEnd(25'000), 0);
    QVERIFY2(m_server.start(m_database), m_server.log());
    QVERIFY(sender.enter(m_server.port()));
    const QList<Line> stored = sender.history();
    for (const Line &line : sender.confirmed())
        QVERIFY(line.seq <= stored.size() && stored[line.seq - 1] == line);
    // Nothing that was read is left without an answer.
    QCOMPARE(stored.size(), sender.confirmed().size());
}

void TestTerminate::terminatedTwice()
{
    WsClient client(m_server.port());
    QVERIFY(client.sync());
    m_server.terminate();
    QVERIFY(m_server.waitForLog("draining"));
    m_server.signal(SIGINT);
    QElapsedTimer time;
    time.start();
    QVERIFY(m_server.waitForEnd() >= 0);
    QVERIFY2(time.elapsed() <= 1000, "later than 1 s");
}

QTEST_GUILESS_MAIN(TestTerminate)
#include "tst_terminate.moc"
