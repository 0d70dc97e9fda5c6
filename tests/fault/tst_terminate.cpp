// SPDX-License-Identifier: Apache-2.0
// The server is told to end under load: it finishes what it was given, says when to come back, and ends.
// Seen red: times to come back drawn by chance, of which two clients had the same (F04).
#include "fault/burst.h"
#include "support/crowd.h"
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
    QStringList m_database{ QStringLiteral("--database.url=sqlite://") + m_server.file(QStringLiteral("end.db")),
        QStringLiteral("--limits.user_connections=20000") };
};

void TestTerminate::init()
{
    QVERIFY2(m_server.start(m_database), m_server.log());
}

void TestTerminate::terminatedUnderLoad()
{
    constexpr int clients = 10'000;
    constexpr int atOnce = 1'000;
    Crowd crowd(m_server.port(), "dev-admin-key", "server_draining");
    for (int invited = 0; invited < clients; invited += atOnce)
        QVERIFY(crowd.invite(atOnce));
    Member sender("dev-user-key");
    QVERIFY(sender.enter(m_server.port()));
    for (int i = 0; i < 300; ++i)
        sender.send(i);
    sender.read(1);
    QElapsedTimer time;
    time.start();
    m_server.terminate();
    const auto away = [](const Crowd::Guest &guest) { return guest.texts == 1 && guest.closeCode == 1001; };
    QVERIFY(crowd.readUntil([&] { return crowd.count(away) == clients; }, 20'000));
    qInfo("%d clients gone after %lld ms", clients, time.elapsed());
    QSet<QByteArray> reasons;
    for (const Crowd::Guest &guest : crowd.guests()) {
        QVERIFY2(guest.closeReason.startsWith("retry_after_ms="), guest.closeReason);
        reasons.insert(guest.closeReason);
    }
    QCOMPARE(reasons.size(), clients);
    QCOMPARE(sender.readToEnd(), 1001);
    QCOMPARE(m_server.waitForEnd(int(25'000 - time.elapsed())), 0);
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
