// SPDX-License-Identifier: Apache-2.0
// The server is told to end under load: it finishes what it was given, says when to come back, and ends.
// Seen red: times to come back drawn by chance, of which two clients had the same; messages taken from clients that are being
// sent away, requests that nobody waits for, clients let in whose key was looked up when the end began (F04).
#include "fault/burst.h"
#include "fault/talk.h"
#include "support/crowd.h"
#include "support/faultproxy.h"
#include "support/postgresserver.h"
#include "support/proxythread.h"
#include "support/restclient.h"
#include "support/serverprocess.h"

#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QTest>

#include <csignal>

using namespace conversa::test;
using namespace Qt::StringLiterals;

class TestTerminate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void terminatedUnderLoad(); // F04
    void writtenToAllTheTime(); // F04
    void requestsOnTheirWay(); // F04
    void terminatedTwice(); // F05

private:
    PostgresServer m_postgres;
    ServerProcess m_server;
    QStringList m_database{ QStringLiteral("--database.url=sqlite://") + m_server.file(QStringLiteral("end.db")),
        QStringLiteral("--limits.user_connections=20000") };
};

void TestTerminate::initTestCase()
{
    const auto started = m_postgres.start();
    QVERIFY2(started, started ? "" : started.error().message.constData());
    QVERIFY(m_postgres.createDatabase(u"ending"_s));
}

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

void TestTerminate::writtenToAllTheTime()
{
    // So far away that no message is confirmed before the next one is there.
    ProxyThread<FaultProxy> database(m_postgres.port());
    database.with([](FaultProxy &far) { far.setDelay(20); });
    QByteArray url = m_postgres.url(u"ending"_s);
    url.replace(QByteArray::number(m_postgres.port()), QByteArray::number(database.port()));
    QVERIFY2(m_server.start({ u"--database.url="_s + QString::fromUtf8(url) }), m_server.log());
    WsClient writer(m_server.port());
    int said = 0;
    const auto write = [&] {
        writer.sendText(Talk::onSession("send_message",
            ",\"contact_id\":\"660e8400-e29b-41d4-a716-446655440000\",\"text\":\"a\",\"client_message_id\":\""
                + QByteArray::number(++said) + '"'));
        writer.waitFor("nothing of this type", 1);
    };
    QVERIFY(QTest::qWaitFor([&] {
        write();
        return !writer.received("message_sent").isEmpty();
    }));
    m_server.terminate();
    for (const QDeadlineTimer deadline(25'000); writer.isOpen() && !deadline.hasExpired();)
        write();
    QVERIFY2(writer.received("message_sent").size() < said, "fault not observed: nothing was on its way");
    QCOMPARE(writer.waitForClose(0), 1001);
    QCOMPARE(m_server.waitForEnd(), 0);
}

void TestTerminate::requestsOnTheirWay()
{
    const QStringList settings{ u"--env=development"_s, u"--database.url="_s + QString::fromUtf8(m_postgres.url(u"ending"_s)) };
    const QByteArray key
        = m_server.run(QStringList{ u"key"_s, u"create"_s, u"--role=agent"_s, u"--tenant=shop"_s, u"--name=a"_s } + settings).second;
    QVERIFY2(m_server.start(settings + QStringList{ u"--net.threads=1"_s }), m_server.log());
    m_postgres.freeze();
    RawClient writer(m_server.port()), newcomer(m_server.port());
    writer.send(postRequest("/api/v1/sessions/550e8400-e29b-41d4-a716-446655440000/messages",
        R"({"external_id":"a","contact_id":"660e8400-e29b-41d4-a716-446655440000","author":"agent","text":"a"})"));
    newcomer.send(Handshake{ .token = key.mid(key.indexOf("cv_"), 46) }.head());
    QCOMPARE(get(m_server.port(), "/live").status, 200); // by the thread that has taken both
    m_server.terminate();
    QTRY_VERIFY(get(m_server.port(), "/ready").body.contains("draining"));
    m_postgres.thaw();
    QCOMPARE(answerOf(writer).status, 201);
    QCOMPARE(newcomer.waitForStatus(), 503);
    QCOMPARE(m_server.waitForEnd(), 0);
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
