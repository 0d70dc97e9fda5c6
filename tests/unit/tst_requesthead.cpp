// SPDX-License-Identifier: Apache-2.0
//
// The HTTP head parser against section 2.1 of docs/faults.md: syntax, sizes, and that no cut changes an answer.
// Seen red: each check of headparser.cpp and headreader.cpp switched off, each limit moved by one, what follows a
// head swallowed.
#include "../support/heads.h"

#include <QRandomGenerator>
#include <QTest>

using namespace conversa;
using namespace conversa::test;

namespace {

const QByteArray host = "Host: example.org\r\n";

QByteArray get(const QByteArray &target, const QByteArray &headers = host)
{
    return "GET " + target + " HTTP/1.1\r\n" + headers + "\r\n";
}

QByteArray manyHeaders(int count)
{
    QByteArray lines = host;
    for (int i = 1; i < count; ++i)
        lines += "x-" + QByteArray::number(i) + ": y\r\n";
    return lines;
}

// A request whose head is exactly `size` bytes.
QByteArray headOf(qsizetype size)
{
    const QByteArray head = get("/", host + "x: \r\n");
    return get("/", host + "x: " + QByteArray(size - head.size(), 'y') + "\r\n");
}

QByteArray randomBytes(QRandomGenerator &random, qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    for (char &byte : bytes)
        byte = static_cast<char>(random.bounded(256));
    return bytes;
}

} // namespace

class RequestHeadTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answers_data();
    void answers();
    void refusesAtOnce_data();
    void refusesAtOnce();
    void takesApart();
    void paths_data();
    void paths();
    void bodies();
    void leavesWhatFollows();
    void keepsLittleOfTooMuch();
    void anyChunking();
    void survivesNoise();
    void adversarialHeadsAreLinear();
};

void RequestHeadTest::answers_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    const auto row
        = [](const char *name, const QByteArray &bytes, int status) { QTest::newRow(name) << bytes << status; };

    row("plain", get("/"), 200);
    row("HTTP/1.0", "GET / HTTP/1.0\r\n\r\n", 200);
    row("HTTP/1.2 is read as 1.1", "GET / HTTP/1.2\r\n" + host + "\r\n", 200);
    row("B003 lower-case method", "get / HTTP/1.1\r\n" + host + "\r\n", 400);
    row("B003 mixed case", "Get / HTTP/1.1\r\n" + host + "\r\n", 400);
    row("B005 HTTP/2.0", "GET / HTTP/2.0\r\n" + host + "\r\n", 505);
    row("B005 HTTP/0.9", "GET / HTTP/0.9\r\n" + host + "\r\n", 505);
    row("B005 but broken header first", "GET / HTTP/2.0\r\nbroken\r\n\r\n", 400);
    row("B006 h2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505);
    row("version HTTP/11", "GET / HTTP/11\r\n" + host + "\r\n", 400);
    row("version http/1.1", "GET / http/1.1\r\n" + host + "\r\n", 400);
    row("version HTTP/1.10", "GET / HTTP/1.10\r\n" + host + "\r\n", 400);
    row("no version", "GET /\r\n" + host + "\r\n", 400);
    row("two blanks", "GET  / HTTP/1.1\r\n" + host + "\r\n", 400);
    row("blank at the end", "GET / HTTP/1.1 \r\n" + host + "\r\n", 400);
    row("B007 no Host", get("/", ""), 400);
    row("B008 two Hosts", get("/", host + host), 400);
    row("B008 two Hosts, other case", get("/", host + "HOST: other.org\r\n"), 400);
    row("B009 blank in Host", get("/", "Host: a b\r\n"), 400);
    row("B009 userinfo in Host", get("/", "Host: user@example.org\r\n"), 400);
    row("B009 empty Host", get("/", "Host:\r\n"), 400);
    row("B009 path in Host", get("/", "Host: example.org/\r\n"), 400);
    row("B009 bad port", get("/", "Host: example.org:80a\r\n"), 400);
    row("B009 open bracket", get("/", "Host: [::1\r\n"), 400);
    row("B009 bracket inside", get("/", "Host: a[b]:80\r\n"), 400);
    row("Host with port", get("/", "Host: localhost:8080\r\n"), 200);
    row("Host with address", get("/", "Host: [::1]:8080\r\n"), 200);
    row("Host with address alone", get("/", "Host: [::1]\r\n"), 200);
    row("B019 two keys", get("/", host + "Sec-WebSocket-Key: a\r\nSec-WebSocket-Key: a\r\n"), 400);
    row("B023 bare LF", "GET / HTTP/1.1\n" + host + "\r\n", 400);
    row("B023 bare LF in a header", get("/", "Host: example.org\n"), 400);
    row("B023 bare LF at the end", "GET / HTTP/1.1\r\n" + host + "\n", 400);
    row("B024 obs-fold", get("/", host + "x: a\r\n b\r\n"), 400);
    row("B024 obs-fold with a tab and a colon", get("/", host + "x: a\r\n\tb: c\r\n"), 400);
    row("B025 blank before the colon", get("/", host + "x : a\r\n"), 400);
    row("B025 tab before the colon", get("/", host + "x\t: a\r\n"), 400);
    row("B026 NUL", get("/", host + QByteArray("x: a\0b\r\n", 8)), 400);
    row("B026 CR", get("/", host + "x: a\rb\r\n"), 400);
    row("B026 CR CR LF", get("/", host + "x: a\r\r\n"), 400);
    row("B026 DEL", get("/", host + "x: a\x7F\r\n"), 400);
    row("tab and obs-text in a value", get("/", host + "x: a\tb \xC3\xA1\r\n"), 200);
    row("B027 no colon", get("/", host + "nothing\r\n"), 400);
    row("B027 empty name", get("/", host + ": a\r\n"), 400);
    row("B030 length and chunked", get("/", host + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n"), 400);
    row("two lengths", get("/", host + "Content-Length: 1\r\nContent-Length: 1\r\n"), 400);
    row("length list", get("/", host + "Content-Length: 1, 1\r\n"), 400);
    row("negative length", get("/", host + "Content-Length: -1\r\n"), 400);
    row("endless length", get("/", host + "Content-Length: 99999999999999999999\r\n"), 400);
    row("gzip, chunked", get("/", host + "Transfer-Encoding: gzip, chunked\r\n"), 400);
    row("chunked by HTTP/1.0", "GET / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", 400);
    row("B031 16384 bytes", headOf(16'384), 200);
    row("B031 16385 bytes", headOf(16'385), 431);
    row("B031 100 headers", get("/", manyHeaders(100)), 200);
    row("B031 101 headers", get("/", manyHeaders(101)), 431);
    row("B031 size before what is inside", get("/%zz", host + "x y\r\nx: " + QByteArray(20'000, '\1') + "\r\n"), 431);
    row("B031 count before what is inside", get("/%zz", "broken\r\n" + manyHeaders(101)), 431);
    row("B032 8192 bytes", get("/" + QByteArray(8'191, 'a')), 200);
    row("B032 8193 bytes", get("/" + QByteArray(8'192, 'a')), 414);
    row("B032 size before what is inside", get("/%zz" + QByteArray(8'192, '\1')), 414);
    row("B033 another host", get("http://evil.org/"), 400);
    row("B033 another port", get("http://example.org:81/"), 400);
    row("B033 userinfo", get("http://example.org@evil.org/"), 400);
    row("B033 ftp", get("ftp://example.org/"), 400);
    row("absolute URI of this host", get("http://Example.org/x"), 200);
    row("authority form", "CONNECT example.org:443 HTTP/1.1\r\n" + host + "\r\n", 400);
    row("asterisk form", "OPTIONS * HTTP/1.1\r\n" + host + "\r\n", 200);
    row("asterisk form of GET", get("*"), 400);
    row("B034 /../", get("/a/../b"), 404);
    row("B034 /..", get("/.."), 404);
    row("B034 /./", get("/a/./b"), 404);
    row("B034 %2e%2e", get("/%2e%2e/b"), 404);
    row("B034 %2E.", get("/a/%2E."), 404);
    row("B034 //", get("/a//b"), 404);
    row("B034 %2f", get("/a%2fb"), 404);
    row("B034 %5c", get("/a%5cb"), 404);
    row("dots in a name", get("/a..b/.c"), 200);
    row("B035 %00", get("/a%00"), 400);
    row("B035 %zz", get("/%zz"), 400);
    row("B035 %4z", get("/%4z"), 400);
    row("B035 %4", get("/%4"), 400);
    row("B035 % at the end", get("/%"), 400);
    row("B035 %zz in the query", get("/?a=%zz"), 400);
    row("B035 %00 in a query key", get("/?%00=a"), 400);
    row("B035 raw UTF-8", get("/\xC3\xA1"), 400);
    row("B035 blank in the URI", get("/a b"), 400);
    row("B035 tab in the URI", get("/a\tb"), 400);
    row("B035 fragment", get("/a#b"), 400);
    row("B035 backslash", get("/a\\b"), 400);
    row("encoded UTF-8", get("/%C3%A1?x=%C3%A1"), 200);
    row("B040 12 KB of blanks is syntax", get("/", host + "x:" + QByteArray(12'000, ' ') + "\r\n"), 200);
    row("B041 TLS hello", QByteArray("\x16\x03\x01\x02\x00\x01\x00\x01\xFC\x03\x03", 11), 400);
    row("B042 20 KB without CRLF", QByteArray(20'000, 'A'), 431);
    row("B042 20 KB of blanks", QByteArray(20'000, ' '), 400);
    row("B042 20 KB behind the request line", "GET / HTTP/1.1\r\n" + QByteArray(20'000, 'a'), 431);
    row("B046 2000 headers", get("/", manyHeaders(2'000)), 431);
    row("B104 two Authorization", get("/", host + "Authorization: a\r\nAuthorization: a\r\n"), 400);
    row("B123 two Origin", get("/", host + "Origin: a\r\nOrigin: a\r\n"), 400);
    row("empty line first", "\r\n" + get("/"), 400);
    row("100 query parts", get("/?" + QByteArray("a&").repeated(99) + "a"), 200);
    row("102 query parts", get("/?" + QByteArray("a&").repeated(101) + "a"), 400);
}

void RequestHeadTest::answers()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, status);
    const Parsed result = parsed(bytes);
    QCOMPARE(result.status(), status);
    if (result.refusal())
        QVERIFY(!result.refusal()->error.isEmpty() && result.refusal()->message.endsWith('.'));
    // The same in single bytes.
    QCOMPARE(parsed(bytes, [] { return 1; }).status(), status);
}

void RequestHeadTest::refusesAtOnce_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("B003 lower case") << QByteArray("g");
    QTest::newRow("B006 not yet") << QByteArray("PRI *\r");
    QTest::newRow("B023 bare LF") << QByteArray("GET / HTTP/1.1\n");
    QTest::newRow("B041 TLS hello") << QByteArray("\x16");
    QTest::newRow("B042 noise behind letters") << QByteArray("GE\xFF");
    QTest::newRow("a NUL") << QByteArray(1, '\0');
}

// The last byte of each is enough, the ones before it are not.
void RequestHeadTest::refusesAtOnce()
{
    QFETCH(QByteArray, bytes);
    QCOMPARE(parsed(bytes.chopped(1)).status(), 0);
    QCOMPARE(parsed(bytes).status(), 400);
}

void RequestHeadTest::takesApart()
{
    Parsed result = parsed(get("/api/v1/%77s?token=a%2Bb+c&x=1&token=&flag&x=%C3%A1&=y",
        host + "X-One:  a b\t\r\nx-ONE:c\r\nUpgrade:websocket\r\nempty:\r\n"));
    QVERIFY(result.head());
    // Moved: the views must still be good.
    const RequestHead head = std::get<RequestHead>(std::move(result.outcome));
    QCOMPARE(head.method(), "GET");
    QCOMPARE(head.target(), "/api/v1/%77s?token=a%2Bb+c&x=1&token=&flag&x=%C3%A1&=y");
    QCOMPARE(head.path(), "/api/v1/ws");
    QCOMPARE(head.minorVersion(), 1);
    QCOMPARE(head.query("token"), (RequestHead::Views{ "a+b c", "" }));
    QCOMPARE(head.query("x"), (RequestHead::Views{ "1", "\xC3\xA1" }));
    QCOMPARE(head.query("flag"), (RequestHead::Views{ "" }));
    QCOMPARE(head.query("Token"), RequestHead::Views{});
    QCOMPARE(head.queryPairs().size(), size_t(6));
    QCOMPARE(head.queryPairs()[0].name, "token");
    QCOMPARE(head.queryPairs()[5].value, "y");
    QCOMPARE(head.headers("X-one"), (RequestHead::Views{ "a b", "c" }));
    QCOMPARE(head.header("HOST").value(), "example.org");
    QCOMPARE(head.header("upgrade").value(), "websocket");
    QCOMPARE(head.header("empty").value(), "");
    QVERIFY(!head.header("missing"));
    QVERIFY(!head.hasBody());
    QCOMPARE(parsed("GET / HTTP/1.0\r\n\r\n").head()->minorVersion(), 0);
}

void RequestHeadTest::paths_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("path");
    QTest::newRow("plain") << QByteArray("/a/b") << QByteArray("/a/b");
    QTest::newRow("query") << QByteArray("/a?b/../c") << QByteArray("/a");
    QTest::newRow("empty query") << QByteArray("/a?") << QByteArray("/a");
    QTest::newRow("plus stays") << QByteArray("/a+b") << QByteArray("/a+b");
    QTest::newRow("plus stays beside an escape") << QByteArray("/a+%62") << QByteArray("/a+b");
    QTest::newRow("decoded once") << QByteArray("/%2541") << QByteArray("/%41");
    QTest::newRow("absolute") << QByteArray("http://example.org/a?b") << QByteArray("/a");
    QTest::newRow("absolute without path") << QByteArray("http://example.org") << QByteArray("/");
    QTest::newRow("absolute with query alone") << QByteArray("HTTPS://EXAMPLE.ORG?a=b") << QByteArray("/");
}

void RequestHeadTest::paths()
{
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, path);
    const Parsed result = parsed(get(target));
    QVERIFY(result.head());
    QCOMPARE(result.head()->path(), path);
}

void RequestHeadTest::bodies()
{
    const Parsed length = parsed(get("/", host + "Content-Length: 42\r\n"));
    QCOMPARE(length.head()->contentLength(), 42);
    QVERIFY(length.head()->hasBody() && !length.head()->isChunked());
    const Parsed chunked = parsed(get("/", host + "Transfer-Encoding: Chunked\r\n"));
    QVERIFY(chunked.head()->hasBody() && chunked.head()->isChunked());
    QVERIFY(!parsed(get("/", host + "Content-Length: 0\r\n")).head()->hasBody());
}

// B044, B045: what is glued to the head belongs to whoever reads next; the parser is ready for another head.
void RequestHeadTest::leavesWhatFollows()
{
    const QByteArray first = get("/one");
    const QByteArray glued = first + get("/two") + "\x81\x85";
    for (const int size : { 1, 5, 1'000 }) {
        const Parsed result = parsed(glued, [size] { return size; });
        QCOMPARE(result.consumed, first.size());
        QCOMPARE(result.head()->path(), "/one");
    }
    HeadParser parser;
    QVERIFY(parser.isEmpty());
    QByteArrayView input(glued);
    QVERIFY(std::holds_alternative<RequestHead>(parser.feed(input)));
    QVERIFY(parser.isEmpty());
    const auto second = parser.feed(input);
    QCOMPARE(std::get<RequestHead>(second).path(), "/two");
    QCOMPARE(input, "\x81\x85");
}

// A burst of megabytes is not taken in to find that it is too long.
void RequestHeadTest::keepsLittleOfTooMuch()
{
    const QByteArray burst = "GET / HTTP/1.1\r\nx: " + QByteArray(4'000'000, 'a');
    HeadParser parser;
    QByteArrayView input(burst);
    QCOMPARE(std::get<Refusal>(parser.feed(input)).status, 431);
    // Small limits are exact too.
    const QByteArray small = get("/12345");
    const auto status = [&small](HeadLimits limits) {
        return parsed(
            small, [] { return 3; }, limits)
            .status();
    };
    QCOMPARE(status({ small.size(), 6, 1 }), 200);
    QCOMPARE(status({ small.size() - 1, 6, 1 }), 431);
    QCOMPARE(status({ small.size(), 5, 1 }), 414);
    QCOMPARE(status({ small.size(), 6, 0 }), 431);
}

// Damaged requests are answered alike however TCP cuts them.
void RequestHeadTest::anyChunking()
{
    const quint32 seed = QRandomGenerator::global()->generate();
    qInfo("seed %u", seed);
    QRandomGenerator random(seed);
    const QByteArray good = get("/api/v1/ws?token=a%2Bb&client=x/1", host + "Upgrade: websocket\r\nX: y\r\n") + "rest";
    for (int round = 0; round < 3'000; ++round) {
        QByteArray bytes = good;
        for (int changes = random.bounded(3); changes > 0; --changes)
            bytes[random.bounded(bytes.size())] = "\r\n :%?/\tA\0a"[random.bounded(11)];
        const HeadLimits limits{ random.bounded(80, 140), random.bounded(30, 40), random.bounded(1, 5) };
        const Parsed whole = parsed(
            bytes, [&] { return bytes.size(); }, limits);
        const Parsed cut = parsed(
            bytes, [&] { return random.bounded(1, 20); }, limits);
        QCOMPARE(cut.status(), whole.status());
        if (whole.head()) {
            QCOMPARE(cut.consumed, whole.consumed);
            QCOMPARE(cut.head()->path(), whole.head()->path());
        }
    }
}

// B042: 256 random bytes are no method long before their end.
void RequestHeadTest::survivesNoise()
{
    const quint32 seed = QRandomGenerator::global()->generate();
    qInfo("seed %u", seed);
    QRandomGenerator random(seed);
    for (int round = 0; round < 3'000; ++round) {
        const QByteArray noise = randomBytes(random, 256);
        const int status = parsed(noise, [] { return 16; }).status();
        if (noise[0] < 'A' || noise[0] > 'Z'
            || ((noise[1] < 'A' || noise[1] > 'Z') && noise[1] != ' ' && noise[1] != '-'))
            QCOMPARE(status, 400);
    }
}

// B037, B040: 300 readings of the largest heads take a moment when each byte is looked at a fixed number of times,
// and run into the time limit of this test when the work grows with the square.
void RequestHeadTest::adversarialHeadsAreLinear()
{
    const QByteArray blanks = get("/", host + "x:" + QByteArray(12'000, ' ') + "y" + QByteArray(4'000, ' ') + "\r\n");
    const QByteArray escapes = get("/?a=" + QByteArray("%41").repeated(2'700));
    const QByteArray pairs = get("/?" + QByteArray("a&").repeated(4'000));
    const QByteArray colons = get("/", host + QByteArray("a:\r\n").repeated(99));
    for (int round = 0; round < 300; ++round) {
        QCOMPARE(parsed(blanks).status(), 200);
        QCOMPARE(parsed(escapes).status(), 200);
        QCOMPARE(parsed(pairs).status(), 400);
        QCOMPARE(parsed(colons).status(), 200);
    }
}

QTEST_APPLESS_MAIN(RequestHeadTest)
#include "tst_requesthead.moc"
