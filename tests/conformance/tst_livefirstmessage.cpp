// SPDX-License-Identifier: Apache-2.0
// A socket whose token comes as its first message (auth.first_message), and everything else that can come first.
// Seen red: the deadline not armed (tooLate), any first message taken (somethingElse), bytes behind the first message lost
// (atOnce), QWebSocketServer's own answer to the handshake sent too (authenticated).
#include "conformance/requests.h"
#include "support/restclient.h"
#include "support/serverprocess.h"
#include "support/wsclient.h"

#include <QTest>

using namespace conversa::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray good = R"({"type":"authenticate","request_id":"first","payload":{"token":"dev-user-key"}})";

// A masked text frame of up to 125 bytes; the key is zero.
QByteArray frameOf(const QByteArray &text)
{
    return QByteArray::fromHex("81") + char(0x80 | text.size()) + QByteArray(4, '\0') + text;
}

} // namespace

class TestLiveFirstMessage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void authenticated_data();
    void authenticated();
    void atOnce();
    void inPieces();
    void somethingElse_data();
    void somethingElse();
    void tooLate();
    void refusedOtherwise();
    void drained();
    void off();

private:
    void start(const QStringList &settings = {});
    quint16 port() const { return m_server->port(); }

    std::unique_ptr<ServerProcess> m_server;
};

void TestLiveFirstMessage::start(const QStringList &settings)
{
    m_server = std::make_unique<ServerProcess>();
    QVERIFY2(m_server->start(QStringList{ u"--auth.first_message=true"_s } + settings), m_server->log());
}

void TestLiveFirstMessage::authenticated_data()
{
    QTest::addColumn<QByteArray>("subprotocol");
    QTest::newRow("none") << QByteArray();
    QTest::newRow("ours") << QByteArray("Sec-WebSocket-Protocol: conversa.v1");
}

void TestLiveFirstMessage::authenticated()
{
    QFETCH(QByteArray, subprotocol);
    start();
    Handshake knock{ .token = {} };
    if (!subprotocol.isEmpty())
        knock.headers = { subprotocol };
    WsClient client(port(), knock);
    QCOMPARE(client.status(), 101);
    client.sendBytes(QByteArray::fromHex("898400000000") + "ping");
    client.sendText(good);
    const QJsonObject connected = client.waitFor("");
    QCOMPARE(connected["type"_L1].toString(), u"connected"_s);
    QCOMPARE(connected["request_id"_L1].toString(), u"first"_s);
    QVERIFY(client.pongs().contains("ping"));
    client.sendText(joining(session));
    QVERIFY(!client.waitFor("session_joined").isEmpty());
    client.sendText(sending("hello"));
    QVERIFY(!client.waitFor("message_sent").isEmpty());
    // Once is enough.
    client.sendText(good);
    QCOMPARE(client.waitFor("error")["error"_L1].toString(), u"conflict"_s);
    QVERIFY(client.sync());
    // As with any other.
    WsClient usual(port());
    usual.sendText(good);
    QCOMPARE(usual.waitFor("error")["error"_L1].toString(), u"conflict"_s);
    const QJsonObject rows = get(port(), "/api/v1/admin/connections", "dev-admin-key").json;
    QCOMPARE(rows["total"_L1].toInt(), 2);
}

void TestLiveFirstMessage::atOnce()
{
    start();
    // The request, the token and what follows in one segment.
    RawClient client(port());
    client.send(Handshake{ .token = {} }.head() + frameOf(good) + frameOf(R"({"type":"ping","request_id":"p"})"));
    QVERIFY(client.waitUntil([](const QByteArray &all) { return all.contains("\"pong\""); }));
    QCOMPARE(client.received().count("HTTP/1.1 101"), 1);
    QVERIFY(client.received().indexOf("\"connected\"") < client.received().indexOf("\"pong\""));
}

void TestLiveFirstMessage::inPieces()
{
    start();
    RawClient client(port());
    client.trickle(Handshake{ .token = {} }.head() + frameOf(good) + frameOf(R"({"type":"ping"})"));
    QVERIFY(client.waitUntil([](const QByteArray &all) { return all.contains("\"pong\""); }));
}

void TestLiveFirstMessage::somethingElse_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("code");
    QTest::newRow("another message") << frameOf(R"({"type":"ping"})") << 4401;
    QTest::newRow("no JSON") << frameOf("hello") << 4401;
    QTest::newRow("no token") << frameOf(R"({"type":"authenticate","payload":{}})") << 4401;
    QTest::newRow("a wrong one") << frameOf(R"({"type":"authenticate","payload":{"token":"wrong"}})") << 4401;
    QTest::newRow("binary") << QByteArray::fromHex("82810000000041") << 1003;
    QTest::newRow("not masked") << QByteArray::fromHex("810141") << 1002;
    QTest::newRow("too large") << QByteArray::fromHex("81ff000000000010000000000000") << 1009;
    QTest::newRow("a close") << QByteArray::fromHex("88820000000003e8") << 1000;
}

void TestLiveFirstMessage::somethingElse()
{
    QFETCH(QByteArray, bytes);
    start();
    WsClient client(port(), { .token = {} });
    QCOMPARE(client.status(), 101);
    client.sendBytes(bytes + frameOf(good)); // too late
    QTEST(client.waitForClose(), "code");
    QVERIFY(client.received().isEmpty());
}

void TestLiveFirstMessage::tooLate()
{
    start();
    WsClient client(port(), { .token = {} });
    QCOMPARE(client.status(), 101);
    client.sendBytes(QByteArray::fromHex("898000000000")); // is no message
    QCOMPARE(client.waitForClose(), 4401);
    QCOMPARE(client.closeReason(), "not authenticated in time");
}

void TestLiveFirstMessage::refusedOtherwise()
{
    start({ u"--limits.user_connections=1"_s });
    WsClient first(port());
    QVERIFY(first.sync());
    WsClient second(port(), { .token = {} });
    second.sendText(good);
    QCOMPARE(second.waitForClose(), 4504);
    // Whoever sends two tokens, or a bad one, is answered as ever.
    QCOMPARE(WsClient(port(), { .token = "wrong" }).status(), 401);
    QCOMPARE(WsClient(port(), { .token = {}, .headers = { "Origin: https://evil.example" } }).status(), 403);
}

void TestLiveFirstMessage::drained()
{
    start();
    WsClient client(port(), { .token = {} });
    QCOMPARE(client.status(), 101);
    m_server->terminate();
    QCOMPARE(client.waitForClose(2'000), 1001);
    QCOMPARE(m_server->waitForEnd(), 0);
}

void TestLiveFirstMessage::off()
{
    start({ u"--auth.first_message=false"_s });
    QCOMPARE(WsClient(port(), { .token = {} }).status(), 401);
}

QTEST_GUILESS_MAIN(TestLiveFirstMessage)

#include "tst_livefirstmessage.moc"
