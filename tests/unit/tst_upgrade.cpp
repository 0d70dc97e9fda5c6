// SPDX-License-Identifier: Apache-2.0
//
// The opening handshake against section 2.1 of docs/faults.md, and the answers of the door as bytes.
// Seen red: each check of upgrade.cpp switched off in turn, the body left in the answer to HEAD.
#include "../support/heads.h"
#include "http/response.h"
#include "http/upgrade.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace conversa;
using namespace conversa::test;

namespace {

constexpr char key[] = "dGhlIHNhbXBsZSBub25jZQ==";

using Lines = QList<std::pair<QByteArray, QByteArray>>;

const Lines goodLines{ { "Host", "example.org" }, { "Upgrade", "websocket" }, { "Connection", "Upgrade" },
    { "Sec-WebSocket-Key", key }, { "Sec-WebSocket-Version", "13" } };

QByteArray request(const Lines &lines, const QByteArray &version = "1.1")
{
    QByteArray bytes = "GET /api/v1/ws HTTP/" + version + "\r\n";
    for (const auto &[name, value] : lines)
        bytes += name + ": " + value + "\r\n";
    return bytes + "\r\n";
}

// The good request with one header changed.
QByteArray with(const QByteArray &name, const QByteArray &value)
{
    Lines lines = goodLines;
    for (auto &line : lines) {
        if (line.first == name) {
            line.second = value;
            return request(lines);
        }
    }
    return request(lines << std::pair(name, value));
}

QByteArray without(const QByteArray &name)
{
    Lines lines = goodLines;
    lines.removeIf([&name](const auto &line) { return line.first == name; });
    return request(lines);
}

// 101 if it may be upgraded.
int statusOf(const QByteArray &bytes)
{
    const Parsed result = parsed(bytes);
    if (!result.head())
        return result.status();
    const auto answer = checkUpgrade(*result.head());
    const auto *refusal = std::get_if<Refusal>(&answer);
    return refusal ? refusal->status : 101;
}

} // namespace

class UpgradeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answers_data();
    void answers();
    void offers();
    void saysWhatIsSpoken();
    void adversarialListsAreLinear();
    void writesResponses();
    void oneLineStaysOneLine();
};

void UpgradeTest::answers_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    const auto row
        = [](const QByteArray &name, const QByteArray &bytes, int status) { QTest::newRow(name) << bytes << status; };

    row("plain", request(goodLines), 101);
    row("B004 HTTP/1.0", request(goodLines, "1.0"), 426);
    row("B010 no Upgrade", without("Upgrade"), 426);
    row("B011 h2c", with("Upgrade", "h2c"), 426);
    row("B012 mixed case", with("Upgrade", "WebSocket"), 101);
    row("B012 in a list", with("Upgrade", "h2c, websocket"), 101);
    row("B013 no Connection", without("Connection"), 426);
    row("B013 without the token", with("Connection", "keep-alive"), 426);
    row("B013 token as a part", with("Connection", "upgrade-insecure"), 426);
    row("B014 keep-alive, Upgrade", with("Connection", "keep-alive, Upgrade"), 101);
    row("B014 in two lines", request(Lines(goodLines) << std::pair<QByteArray, QByteArray>("Connection", "close")),
        101);
    row("B015 no key", without("Sec-WebSocket-Key"), 400);
    row("B016 empty key", with("Sec-WebSocket-Key", ""), 400);
    row("B017 15 bytes", with("Sec-WebSocket-Key", "AAAAAAAAAAAAAAAAAAAA"), 400);
    row("B017 17 bytes", with("Sec-WebSocket-Key", "AAAAAAAAAAAAAAAAAAAAAAA="), 400);
    row("B017 19 bytes", with("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZXh4eA=="), 400);
    row("B018 not base64", with("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZ!=="), 400);
    row("B018 base64url", with("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZ-=="), 400);
    row("B019 two keys", request(Lines(goodLines) << goodLines[3]), 400);
    row("B020 no version", without("Sec-WebSocket-Version"), 400);
    for (const char *version : { "7", "8", "14", "0", "255" })
        row("B021 version " + QByteArray(version), with("Sec-WebSocket-Version", version), 426);
    for (const char *version : { "13, 8", "abc", "013", "", "256", "-1", "1300" })
        row("B022 version " + QByteArray(version), with("Sec-WebSocket-Version", version), 400);
    row("400 before 426", with("Sec-WebSocket-Version", "8").replace(key, "x"), 400);
    row("B028 Content-Length", with("Content-Length", "5"), 400);
    row("no body at all", with("Content-Length", "0"), 101);
    row("B029 chunked", with("Transfer-Encoding", "chunked"), 400);
    row("B030 both",
        request(Lines(goodLines) << std::pair<QByteArray, QByteArray>("Content-Length", "5")
                                 << std::pair<QByteArray, QByteArray>("Transfer-Encoding", "chunked")),
        400);
    for (const char *list :
        { "x-unknown", "permessage-deflate; client_max_window_bits", "a, b;c;d=e, f;g=\"h\"", "a ; b = c , d" })
        row("B036 " + QByteArray(list), with("Sec-WebSocket-Extensions", list), 101);
    for (const char *list : { ";;=,,\"", "", ",", "a,", "a;", "a;b=", "a b", "a;b=\"", "a;b=\"\"", "a;b=\"c d\"",
             "a;b=\"c\"d", "a;=b", "\"a\"" })
        row("B037 " + QByteArray(list), with("Sec-WebSocket-Extensions", list), 400);
    row("B037 12 KB", with("Sec-WebSocket-Extensions", QByteArray("a, ").repeated(4'000) + "a"), 400);
    row("B037 over 16 KiB", with("Sec-WebSocket-Extensions", QByteArray("a, ").repeated(6'000) + "a"), 431);
    row("B037 constructor is a name like any other", with("Sec-WebSocket-Extensions", "constructor"), 101);
    for (const char *bits : { "7", "16", "99" })
        row("B038 window bits " + QByteArray(bits),
            with("Sec-WebSocket-Extensions", "permessage-deflate; server_max_window_bits=" + QByteArray(bits)), 101);
    row("B039 unknown subprotocol", with("Sec-WebSocket-Protocol", "unknown"), 101);
    row("B040 twice", with("Sec-WebSocket-Protocol", "a, b, a"), 400);
    row("B040 twice in two lines",
        request(Lines(goodLines) << std::pair<QByteArray, QByteArray>("Sec-WebSocket-Protocol", "a")
                                 << std::pair<QByteArray, QByteArray>("Sec-WebSocket-Protocol", "a")),
        400);
    row("B040 12 KB of blanks", with("Sec-WebSocket-Protocol", QByteArray(12'000, ' ')), 400);
    row("B040 12 KB of blanks inside", with("Sec-WebSocket-Protocol", "a," + QByteArray(12'000, ' ') + "b"), 400);
    row("B040 empty item", with("Sec-WebSocket-Protocol", "a,,b"), 400);
    row("B040 blank inside", with("Sec-WebSocket-Protocol", "a b"), 400);
    row("17 subprotocols", with("Sec-WebSocket-Protocol", "a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q"), 400);
}

void UpgradeTest::answers()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, status);
    QCOMPARE(statusOf(bytes), status);
}

void UpgradeTest::offers()
{
    const Parsed result = parsed(with("Sec-WebSocket-Protocol", "conversa.v1 ,bearer.cv_abc"));
    const auto answer = checkUpgrade(*result.head());
    const auto &offer = std::get<UpgradeOffer>(answer);
    QCOMPARE(offer.key, key);
    QCOMPARE(offer.subprotocols, (http::Parts{ "conversa.v1", "bearer.cv_abc" }));
    QVERIFY(std::get<UpgradeOffer>(checkUpgrade(*parsed(request(goodLines)).head())).subprotocols.isEmpty());
}

void UpgradeTest::saysWhatIsSpoken()
{
    for (const QByteArray &bytes : { without("Upgrade"), with("Sec-WebSocket-Version", "8") }) {
        const auto answer = checkUpgrade(*parsed(bytes).head());
        const QByteArray wire = toBytes(toResponse(std::get<Refusal>(answer)));
        QVERIFY(wire.startsWith("HTTP/1.1 426 Upgrade Required\r\n"));
        QVERIFY(wire.contains("\r\nUpgrade: websocket\r\n"));
        QVERIFY(wire.contains("\r\nSec-WebSocket-Version: 13\r\n"));
    }
}

// B037, B040: 500 readings of the longest lists take a moment when each byte is looked at a fixed number of times,
// and run into the time limit of this test when the work grows with the square.
void UpgradeTest::adversarialListsAreLinear()
{
    const auto fill = [](const char *text, int size) { return QByteArray(text).repeated(size / int(qstrlen(text))); };
    const QList<QByteArray> lists{ fill("a;", 4'090), fill("a,", 4'090), fill(" ", 4'090) + "a",
        "a" + fill("a ", 4'090), "a;b=\"" + fill("c", 4'080), fill("a;b=\"c\"  ,  ", 4'080) + "a" };
    for (const char *field : { "Sec-WebSocket-Extensions", "Sec-WebSocket-Protocol", "Connection", "Upgrade" }) {
        for (const QByteArray &list : lists) {
            const Parsed result = parsed(with(field, list));
            for (int round = 0; round < 500; ++round)
                checkUpgrade(*result.head());
        }
    }
}

void UpgradeTest::writesResponses()
{
    const Refusal refusal{ 405, "method_not_allowed", "Só GET & nada \"mais\".", "Use GET.", { "Allow: GET" } };
    const QByteArray bytes = toBytes(toResponse(refusal));
    const qsizetype end = bytes.indexOf("\r\n\r\n") + 4;
    const QByteArray body = bytes.sliced(end);
    QVERIFY(bytes.startsWith("HTTP/1.1 405 Method Not Allowed\r\nContent-Type: application/json\r\n"));
    QVERIFY(bytes.contains("\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n"));
    QVERIFY(bytes.contains("\r\nAllow: GET\r\n"));
    QVERIFY(bytes.contains("\r\nConnection: close\r\n"));
    const QJsonObject json = QJsonDocument::fromJson(body).object();
    QCOMPARE(json.keys(), (QStringList{ QStringLiteral("error"), QStringLiteral("hint"), QStringLiteral("message") }));
    QCOMPARE(json[QStringLiteral("message")].toString().toUtf8(), refusal.message);
    QVERIFY(!toBytes(toResponse(badRequest("x"))).contains("hint"));

    // HEAD: the same head without the body.
    QCOMPARE(toBytes(toResponse(refusal), true), bytes.first(end));
    Response empty;
    empty.status = 204;
    empty.close = false;
    QCOMPARE(toBytes(empty),
        "HTTP/1.1 204 No Content\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n\r\n");
}

void UpgradeTest::oneLineStaysOneLine()
{
    QCOMPARE(httpDate(784'111'777'000), "Sun, 06 Nov 1994 08:49:37 GMT");
    QCOMPARE(headerLine("Allow", "GET\r\nSet-Cookie: x"), "Allow: GET  Set-Cookie: x");
}

QTEST_APPLESS_MAIN(UpgradeTest)
#include "tst_upgrade.moc"
