// SPDX-License-Identifier: Apache-2.0
// The door on a live socket: one request a row, the exact status and the header that goes with it, then the close.
// Seen red: a key of any size or alphabet taken (B015 to B018), bare line feeds taken (B023), a body not looked for
// (B028, B029), extensions not parsed (B037), no deadline for the head (B043).
#include "support/frames.h"
#include "support/serverprocess.h"
#include "support/wsclient.h"

#include <QTest>

#include <array>

using namespace conversa::test;

namespace {

struct Row
{
    const char *name;
    QByteArray request;
    int status;
    QByteArray header = {}; // "Name: value", empty: none is looked for
};

using Lines = QByteArrayList;

const QByteArray path = "/api/v1/ws/messages";
const QByteArray host = "Host: localhost";
const QByteArray upgrade = "Upgrade: websocket";
const QByteArray connection = "Connection: Upgrade";
const QByteArray key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";
const QByteArray version = "Sec-WebSocket-Version: 13";
const QByteArray token = "Authorization: Bearer dev-user-key";

QByteArray request(const Lines &lines, const QByteArray &start = "GET " + path + " HTTP/1.1")
{
    return start + "\r\n" + lines.join("\r\n") + "\r\n\r\n";
}

const Lines clean{ host, upgrade, connection, key, version, token };

QByteArray without(const QByteArray &line, const Lines &instead = {})
{
    Lines lines = clean;
    lines.removeAll(line);
    return request(lines + instead);
}

QByteArray with(const QByteArray &line)
{
    return request(clean + Lines{ line });
}

std::vector<Row> startLines()
{
    const auto start = [](const QByteArray &line) { return request(clean, line); };
    return { { "B001 POST", start("POST " + path + " HTTP/1.1"), 405, "Allow: GET" },
        { "B002 HEAD", start("HEAD " + path + " HTTP/1.1"), 405, "Allow: GET" },
        { "B002 OPTIONS", start("OPTIONS " + path + " HTTP/1.1"), 405, "Allow: GET" },
        { "B003 lower case get", start("get " + path + " HTTP/1.1"), 400 },
        { "B004 HTTP/1.0", start("GET " + path + " HTTP/1.0"), 426, "Upgrade: websocket" },
        { "B005 HTTP/2.0 in words", start("GET " + path + " HTTP/2.0"), 505 },
        { "B006 h2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505 },
        { "B032 long URI", start("GET " + path + "?x=" + QByteArray(9000, 'a') + " HTTP/1.1"), 414 },
        { "B033 absolute URI of another host", start("GET http://evil.example" + path + " HTTP/1.1"), 400 },
        { "B034 dot segments", start("GET /api/../api/v1/ws/messages HTTP/1.1"), 404 },
        { "B034 escaped dots", start("GET /api/%2e%2e/x HTTP/1.1"), 404 },
        { "B034 unknown path", start("GET /nowhere HTTP/1.1"), 404 },
        { "B035 %00", start("GET " + path + "?x=%00 HTTP/1.1"), 400 },
        { "B035 %zz", start("GET " + path + "?x=%zz HTTP/1.1"), 400 },
        { "B035 raw UTF-8", start("GET " + path + "?x=\xC3\xA9 HTTP/1.1"), 400 },
        { "B035 space", start("GET " + path + "?a b HTTP/1.1"), 400 },
        { "B041 TLS hello", QByteArray::fromHex("160301020001000001fc0303"), 400 },
        { "B042 random bytes", QByteArray::fromHex("00ff10809fe1").repeated(43), 400 },
        { "B042 20 KB without CRLF", "GET " + QByteArray(20'000, 'x'), 414 } };
}

std::vector<Row> hostAndUpgradeLines()
{
    return { { "B007 no Host", without(host), 400 }, { "B008 two Hosts", with(host), 400 },
        { "B009 Host with a space", without(host, { "Host: local host" }), 400 },
        { "B009 Host with userinfo", without(host, { "Host: a@localhost" }), 400 },
        { "B010 no Upgrade", without(upgrade), 426, "Upgrade: websocket" },
        { "B011 h2c", without(upgrade, { "Upgrade: h2c" }), 426 },
        { "B012 mixed case", without(upgrade, { "Upgrade: WebSocket" }), 101 },
        { "B013 no Connection", without(connection), 426 },
        { "B013 Connection without the token", without(connection, { "Connection: keep-alive" }), 426 },
        { "B014 keep-alive, Upgrade", without(connection, { "Connection: keep-alive, Upgrade" }), 101 },
        { "B015 no key", without(key), 400 }, { "B016 empty key", without(key, { "Sec-WebSocket-Key:" }), 400 },
        { "B017 15 bytes", without(key, { "Sec-WebSocket-Key: " + QByteArray(15, 'a').toBase64() }), 400 },
        { "B018 no base64", without(key, { "Sec-WebSocket-Key: !!!!!!!!!!!!!!!!!!!!!!==" }), 400 },
        { "B019 two keys", with(key), 400 }, { "B020 no version", without(version), 400 } };
}

std::vector<Row> versions()
{
    std::vector<Row> rows;
    for (const char *number : { "7", "8", "14", "0" })
        rows.push_back({ number, without(version, { QByteArray("Sec-WebSocket-Version: ") + number }), 426,
            "Sec-WebSocket-Version: 13" });
    for (const char *text : { "13, 8", "abc", "013" })
        rows.push_back({ text, without(version, { QByteArray("Sec-WebSocket-Version: ") + text }), 400 });
    return rows;
}

std::vector<Row> headerLines()
{
    const QByteArray manyHeaders = request(clean + Lines(2000, "X-A: b"));
    return { { "B023 bare LF", QByteArray(request(clean)).replace("\r\n", "\n"), 400 },
        { "B024 obs-fold", with("X-A: b\r\n c"), 400 }, { "B025 space before the colon", with("X-A : b"), 400 },
        { "B026 NUL", with(QByteArray("X-A: b\0c", 8)), 400 }, { "B026 CR", with("X-A: b\rc"), 400 },
        { "B027 no colon", with("nothing"), 400 }, { "B028 Content-Length", with("Content-Length: 5"), 400 },
        { "B029 chunked", with("Transfer-Encoding: chunked"), 400 },
        { "B030 both", with("Content-Length: 5\r\nTransfer-Encoding: chunked"), 400 },
        { "B031 17 KiB", with("X-A: " + QByteArray(17'000, 'a')), 431 },
        { "B031 101 headers", request(clean + Lines(101, "X-A: b")), 431 },
        { "B046 2,000 headers", manyHeaders, 431 } };
}

std::vector<Row> extensions()
{
    const auto extension = [](const QByteArray &value) { return with("Sec-WebSocket-Extensions: " + value); };
    return { { "B036 unknown extension", extension("x-nobody"), 101 },
        { "B037 separators only", extension(";;=,,\""), 400 }, { "B037 constructor", extension("constructor;;"), 400 },
        { "B037 12 KB list", extension(QByteArray("a;b=,").repeated(2400)), 400 },
        { "B038 window 7", extension("permessage-deflate; server_max_window_bits=7"), 101 },
        { "B038 window 16", extension("permessage-deflate; server_max_window_bits=16"), 101 },
        { "B038 window 99", extension("permessage-deflate; client_max_window_bits=99"), 101 },
        { "B039 unknown subprotocol", with("Sec-WebSocket-Protocol: nobody"), 101 },
        { "B040 the same subprotocol twice", with("Sec-WebSocket-Protocol: a, a"), 400 },
        { "B040 12 KB of spaces", with("Sec-WebSocket-Protocol: a," + QByteArray(12'000, ' ') + ','), 400 } };
}

} // namespace

class TestLiveHandshake : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_server.start({ QStringLiteral("--limits.handshake=500ms") }), m_server.log()); }
    void answers_data();
    void answers();
    void declinesWhatItDoesNotKnow(); // B070: without deflate there is no bomb
    void trickledHead(); // B043
    void requestAfterTheUpgrade(); // B044
    void gluedFrame(); // B045

private:
    ServerProcess m_server;
};

void TestLiveHandshake::answers_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("header");
    for (const auto &rows : { startLines(), hostAndUpgradeLines(), headerLines(), extensions() }) {
        for (const Row &row : rows)
            QTest::newRow(row.name) << row.request << row.status << row.header;
    }
    for (const Row &row : versions())
        QTest::addRow("%s version %s", row.status == 426 ? "B021" : "B022", row.name)
            << row.request << row.status << row.header;
}

void TestLiveHandshake::answers()
{
    QFETCH(const QByteArray, request);
    QFETCH(const int, status);
    QFETCH(const QByteArray, header);
    RawClient client(m_server.port());
    client.send(request);
    QCOMPARE(client.waitForStatus(), status);
    if (!header.isEmpty())
        QCOMPARE(client.header(header.left(header.indexOf(':'))), header.mid(header.indexOf(':') + 2));
    QVERIFY(client.header("Date").endsWith(" GMT"));
    if (status == 101)
        return;
    QCOMPARE(client.header("Connection"), "close");
    QVERIFY(client.waitForClose());
}

void TestLiveHandshake::declinesWhatItDoesNotKnow()
{
    RawClient client(m_server.port());
    client.send(request(clean
        + Lines{ "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits=99, x-nobody",
            "Sec-WebSocket-Protocol: nobody" }));
    QCOMPARE(client.waitForStatus(), 101);
    QCOMPARE(client.header("Sec-WebSocket-Extensions"), "");
    QCOMPARE(client.header("Sec-WebSocket-Protocol"), "");
    QCOMPARE(client.header("Sec-WebSocket-Accept"), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
}

void TestLiveHandshake::trickledHead()
{
    RawClient client(m_server.port());
    client.trickle(request(clean).left(30));
    QCOMPARE(client.waitForStatus(), 408);
    QVERIFY(client.waitForClose());
}

void TestLiveHandshake::requestAfterTheUpgrade()
{
    WsClient client(m_server.port());
    QCOMPARE(client.status(), 101);
    client.sendBytes(request(clean));
    QCOMPARE(client.waitForClose(), 1002);
}

void TestLiveHandshake::gluedFrame()
{
    RawClient client(m_server.port());
    client.send(request(clean) + clientFrame(0x81, R"({"type":"ping","request_id":"glued"})"));
    QVERIFY(client.waitUntil([](const QByteArray &bytes) { return bytes.contains("\"glued\""); }));
}

QTEST_GUILESS_MAIN(TestLiveHandshake)
#include "tst_livehandshake.moc"
