// SPDX-License-Identifier: Apache-2.0
// What keeps the server from starting says so in a line, with an exit code of its own, before anything listens; and
// what a client does wrong while it runs leaves nothing behind.
// Seen red: a port in use taken for a bad setting, no nearest name told, a wrong line told (F11), connections counted
// on after their end (F38), a repeat compared by nothing (F44), sessions kept after the end or the leave (F45, F46).
#include "support/serverprocess.h"
#include "support/wsclient.h"

#include <QElapsedTimer>
#include <QFile>
#include <QRandomGenerator>
#include <QTest>

using namespace conversa::test;

namespace {

const QByteArray session = "550e8400-e29b-41d4-a716-446655440000";

QByteArray onSession(const char *type, const QByteArray &more = {})
{
    return QByteArray("{\"type\":\"") + type + "\",\"payload\":{\"session_id\":\"" + session + "\"" + more + "}}";
}

QByteArray sending(const QByteArray &text, const QByteArray &id)
{
    return onSession("send_message",
        ",\"contact_id\":\"660e8400-e29b-41d4-a716-446655440000\",\"text\":\"" + text + "\",\"client_message_id\":\""
            + id + "\"");
}

QString sentId(WsClient &client)
{
    const QJsonObject sent = client.waitFor("message_sent").value(QLatin1String("payload")).toObject();
    return sent.value(QLatin1String("message_id")).toString();
}

} // namespace

class TestStart : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Connections that were reset count until the server has seen it.
    void init() { QVERIFY2(m_server.start({ QStringLiteral("--limits.user_connections=2000") }), m_server.log()); }
    void portInUse(); // F11
    void unknownKey(); // F11
    void brokenFile(); // F11
    void conflictingRetry(); // F44
    void membersComeAndGo(); // F45
    void resetMidFrame(); // F38
    void nothingAfterLeave(); // F46
    void clientClockIsIgnored(); // F48

private:
    QByteArray stats();

    ServerProcess m_server;
};

void TestStart::portInUse()
{
    ServerProcess second;
    QElapsedTimer time;
    time.start();
    const auto [code, text] = second.run({ QStringLiteral("--env=development"),
        QStringLiteral("--database.url=memory:"), QStringLiteral("--listen=127.0.0.1:%1").arg(m_server.port()) });
    QCOMPARE(code, 75);
    QVERIFY2(text.contains(QByteArray::number(m_server.port())), text);
    QVERIFY2(time.elapsed() <= 1000, "later than 1 s");
}

void TestStart::unknownKey()
{
    ServerProcess other;
    const auto [code, text] = other.run({ QStringLiteral("--env=development"), QStringLiteral("--limits.txt=1") });
    QCOMPARE(code, 78);
    QVERIFY2(text.contains("limits.text"), text);
    QVERIFY2(!text.contains("listening"), text);
}

void TestStart::brokenFile()
{
    QFile file(m_server.file(QStringLiteral("broken.toml")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("env = \"development\"\nlistne = [\"127.0.0.1:0\"]\n");
    file.close();
    ServerProcess other;
    const auto [code, text] = other.run({ QStringLiteral("--config"), file.fileName() });
    QCOMPARE(code, 78);
    QVERIFY2(text.contains("broken.toml:2:1") && text.contains("listen"), text);
}

void TestStart::conflictingRetry()
{
    WsClient client(m_server.port());
    client.sendText(sending("first", "same"));
    QVERIFY(!sentId(client).isEmpty());
    client.sendText(sending("second", "same"));
    QCOMPARE(client.waitFor("error").value(QLatin1String("error")).toString(), QLatin1String("conflict"));
    client.sendText(onSession("get_history"));
    QVERIFY(!client.waitFor("history").isEmpty());
    QVERIFY(client.received("history").last().contains("first") && !client.received("history").last().contains("second"));
}

QByteArray TestStart::stats()
{
    RawClient client(m_server.port());
    client.send("GET /api/v1/ws/stats HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer dev-admin-key\r\n"
                "Connection: close\r\n\r\n");
    client.waitForClose();
    return client.body();
}

void TestStart::membersComeAndGo()
{
    const quint32 seed = QRandomGenerator::global()->generate();
    qInfo("F45 seed=%u", seed);
    QRandomGenerator random(seed);
    for (int i = 0; i < 1000; ++i) {
        WsClient client(m_server.port(), { .token = i % 2 ? "dev-admin-key" : "dev-user-key" });
        QVERIFY(client.isOpen());
        client.sendText(onSession("join_session"));
        if (random.bounded(2))
            client.sendText(onSession("leave_session"));
        if (random.bounded(2))
            client.sendText(onSession("join_session"));
        if (random.bounded(3) == 0)
            QVERIFY(client.sync());
        if (random.bounded(2))
            client.raw().reset();
    }
    QTRY_COMPARE(stats(), "{\"total_clients\":0,\"total_sessions\":0,\"redis_enabled\":false}");
}

void TestStart::resetMidFrame()
{
    for (int i = 0; i < 200; ++i) {
        WsClient client(m_server.port());
        QVERIFY(client.isOpen());
        client.sendBytes(QByteArray::fromHex("81fe010000000000") + "half");
        client.raw().reset();
    }
    QTRY_COMPARE(stats(), "{\"total_clients\":0,\"total_sessions\":0,\"redis_enabled\":false}");
}

void TestStart::nothingAfterLeave()
{
    WsClient leaver(m_server.port());
    WsClient sender(m_server.port(), { .token = "dev-admin-key" });
    for (int i = 0; i < 50; ++i) {
        leaver.sendText(onSession("join_session"));
        QVERIFY(!leaver.waitFor("session_joined").isEmpty());
        sender.sendText(sending("a", QByteArray::number(i)));
        leaver.sendText(onSession("leave_session"));
        QVERIFY(!leaver.waitFor("session_left").isEmpty());
        const auto before = leaver.received().size();
        QVERIFY(!sentId(sender).isEmpty());
        QVERIFY(leaver.sync());
        for (auto at = before; at < leaver.received().size(); ++at)
            QVERIFY2(!leaver.received().at(at).contains("new_message"), leaver.received().at(at));
    }
}

void TestStart::clientClockIsIgnored()
{
    WsClient client(m_server.port());
    QByteArray old = sending("a", "b");
    client.sendText(old.insert(old.size() - 2, ",\"timestamp\":\"1999-01-01T00:00:00Z\""));
    const QJsonObject sent = client.waitFor("message_sent").value(QLatin1String("payload")).toObject();
    const auto time = QDateTime::fromString(sent.value(QLatin1String("timestamp")).toString(), Qt::ISODateWithMs);
    QVERIFY(qAbs(time.msecsTo(QDateTime::currentDateTimeUtc())) < 60'000);
}

QTEST_GUILESS_MAIN(TestStart)
#include "tst_start.moc"
