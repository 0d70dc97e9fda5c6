// SPDX-License-Identifier: Apache-2.0
// Frames on a live socket: one connection a row, the exact close code, then the end of TCP by the server.
// Seen red: no mask asked for (B047), lengths longer than they need be (B048), one byte more than the limit taken
// (B050), any close code echoed (B060), fragments not counted (B065), text not checked for UTF-8 (B153 to B155).
#include "support/frames.h"
#include "support/serverprocess.h"
#include "support/wsclient.h"

#include <QTest>

using namespace conversa::test;

namespace {

const QByteArray pingMessage = R"({"type":"ping"})";

QByteArray closeFrame(quint16 code, const QByteArray &reason = {})
{
    char wide[2];
    qToBigEndian(code, wide);
    return clientFrame(0x88, QByteArray(wide, 2) + reason);
}

QByteArray unmasked(uchar first, const QByteArray &payload)
{
    return QByteArray(1, char(first)) + char(payload.size()) + payload;
}

void addRow(const char *name, const QByteArray &bytes, int code)
{
    QTest::newRow(name) << bytes << code;
}

void addHeaderRows()
{
    addRow("B047 unmasked text", unmasked(0x81, pingMessage), 1002);
    addRow("B047 unmasked ping", unmasked(0x89, "a"), 1002);
    addRow("B047 unmasked close", unmasked(0x88, QByteArray::fromHex("03e8")), 1002);
    addRow("B048 16 bits for 5 bytes", QByteArray::fromHex("81fe0005") + someKey + masked("hello", someKey), 1002);
    addRow("B048 64 bits for 5 bytes", QByteArray::fromHex("81ff0000000000000005") + someKey + masked("hello", someKey),
        1002);
    addRow("B049 highest bit of the length", QByteArray::fromHex("81ff8000000000000005") + someKey, 1002);
    addRow("B050 65,537 declared", clientHead(0x81, 65'537), 1009);
    addRow("B050 4 GiB declared", clientHead(0x81, quint64(1) << 32), 1009);
    for (const int bits : { 0x40, 0x20, 0x10 })
        QTest::addRow("B051 RSV bit %d", bits) << clientFrame(uchar(0x81 | bits), pingMessage) << 1002;
    for (const int opcode : { 3, 4, 5, 6, 7, 11, 12, 13, 14, 15 })
        QTest::addRow("B052 opcode %d", opcode) << clientFrame(uchar(0x80 | opcode), "a") << 1002;
}

void addFragmentRows()
{
    addRow("B053 long ping", clientFrame(0x89, QByteArray(126, 'a')), 1002);
    addRow("B053 long close", clientFrame(0x88, QByteArray(126, 'a')), 1002);
    addRow("B054 fragmented ping", clientFrame(0x09, "a"), 1002);
    addRow("B055 continuation first", clientFrame(0x80, "a"), 1002);
    addRow("B056 text inside a message", clientFrame(0x01, "a") + clientFrame(0x81, "b"), 1002);
    addRow("B058 close between fragments", clientFrame(0x01, "a") + closeFrame(1000), 1000);
    addRow("B063 data after close", closeFrame(1000) + clientFrame(0x81, pingMessage), 1000);
    addRow("B064 binary", clientFrame(0x82, "a"), 1003);
    addRow("B065 1,025 fragments", clientFrame(0x01, "a") + clientFrame(0x00, "a").repeated(1'025), 1008);
    addRow("B065 empty fragments", clientFrame(0x01, {}) + clientFrame(0x00, {}).repeated(20'000), 1008);
    addRow(
        "B066 endless message", clientFrame(0x01, "a") + clientFrame(0x00, QByteArray(1000, 'a')).repeated(70), 1009);
}

void addCloseRows()
{
    addRow("B059 one byte", clientFrame(0x88, "a"), 1002);
    for (const int code : { 0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65535 })
        QTest::addRow("B060 %d", code) << closeFrame(quint16(code)) << 1002;
    for (const int code : { 1000, 1001, 1012, 1013, 1014, 3000, 4000, 4999 })
        QTest::addRow("B061 %d", code) << closeFrame(quint16(code)) << code;
    addRow("B062 bad UTF-8 reason", closeFrame(1000, "\xff"), 1007);
    const std::pair<const char *, const char *> broken[]
        = { { "B153 overlong 2", "c080" }, { "B153 overlong 3", "e080af" }, { "B154 surrogate", "eda080" },
              { "B154 CESU pair", "eda0bdedb880" }, { "B155 beyond", "f4908080" }, { "B155 F8", "f888808080" },
              { "B155 truncated", "e282" }, { "B155 lone continuation", "80" } };
    for (const auto &[name, hex] : broken)
        addRow(name, clientFrame(0x81, QByteArray::fromHex(hex)), 1007);
}

} // namespace

class TestLiveFrames : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_server.start(), m_server.log()); }
    void closes_data();
    void closes();
    void pingBetweenFragments(); // B057
    void pingFlood(); // B067
    void unsolicitedPong(); // B068
    void byteByByte(); // B069
    void zeroMask(); // B071
    void characterAcrossFrames(); // B072
    void messageOfTheLimit_data(); // F62
    void messageOfTheLimit();

private:
    ServerProcess m_server;
};

void TestLiveFrames::closes_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("code");
    addHeaderRows();
    addFragmentRows();
    addCloseRows();
}

void TestLiveFrames::closes()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const int, code);
    WsClient client(m_server.port());
    QCOMPARE(client.status(), 101);
    QVERIFY(!client.waitFor("connected").isEmpty());
    client.sendBytes(bytes);
    QCOMPARE(client.waitForClose(), code);
    // Nothing of what was refused, or came after the close, was taken for a message.
    QCOMPARE(client.received().size(), 1);
    QVERIFY(WsClient(m_server.port()).sync());
}

void TestLiveFrames::pingBetweenFragments()
{
    WsClient client(m_server.port());
    client.sendBytes(
        clientFrame(0x01, pingMessage.left(5)) + clientFrame(0x89, "between") + clientFrame(0x80, pingMessage.mid(5)));
    QVERIFY(!client.waitFor("pong").isEmpty());
    QCOMPARE(client.pongs(), QList<QByteArray>{ "between" });
}

void TestLiveFrames::pingFlood()
{
    WsClient client(m_server.port());
    QByteArray flood;
    for (int i = 0; i < 1000; ++i)
        flood += clientFrame(0x89, QByteArray::number(i));
    client.sendBytes(flood);
    QVERIFY(client.sync());
    QVERIFY2(client.pongs().size() < 1000, "every single ping was answered");
    QCOMPARE(client.pongs().last(), "999");
}

void TestLiveFrames::unsolicitedPong()
{
    WsClient client(m_server.port());
    client.sendBytes(clientFrame(0x8A, "nobody asked"));
    QVERIFY(client.sync());
}

void TestLiveFrames::byteByByte()
{
    WsClient client(m_server.port());
    client.raw().trickle(clientFrame(0x81, pingMessage));
    QVERIFY(!client.waitFor("pong").isEmpty());
}

void TestLiveFrames::zeroMask()
{
    WsClient client(m_server.port());
    client.sendBytes(clientFrame(0x81, pingMessage, QByteArray(4, '\0')));
    QVERIFY(!client.waitFor("pong").isEmpty());
}

void TestLiveFrames::characterAcrossFrames()
{
    WsClient client(m_server.port());
    const QByteArray text = "{\"type\":\"ping\",\"request_id\":\"\xF0\x9F\x98\x80\"}";
    for (qsizetype i = 0; i < text.size(); ++i)
        client.sendBytes(
            clientFrame(uchar((i == 0 ? 0x01 : 0x00) | (i == text.size() - 1 ? 0x80 : 0)), text.mid(i, 1)));
    const QJsonObject pong = client.waitFor("pong");
    QCOMPARE(pong.value(QLatin1String("request_id")).toString().toUtf8(), "\xF0\x9F\x98\x80");
}

void TestLiveFrames::messageOfTheLimit_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<bool>("isTaken");
    QTest::newRow("F62 65,536 bytes") << 65'536 << true;
    QTest::newRow("F62 65,537 bytes") << 65'537 << false;
}

void TestLiveFrames::messageOfTheLimit()
{
    QFETCH(const int, size);
    QFETCH(const bool, isTaken);
    WsClient client(m_server.port());
    client.sendText(pingMessage.leftJustified(size, ' '));
    if (isTaken)
        QVERIFY(!client.waitFor("pong").isEmpty());
    else
        QCOMPARE(client.waitForClose(), 1009);
}

QTEST_GUILESS_MAIN(TestLiveFrames)
#include "tst_liveframes.moc"
