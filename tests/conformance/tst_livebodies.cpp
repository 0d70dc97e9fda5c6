// SPDX-License-Identifier: Apache-2.0
// Bodies of REST requests on live sockets (docs/faults.md 2.10): 413 before the body is read, 415, 400 with the field named, 405
// per route, 408 of a slow body, chunked up to the limit, two Content-Length, JSON as strict as on the socket. Seen red: the
// head's length not looked at (tooLongByItsHead waits), no deadline for the body (slowBody), a body left in front of the next
// request (pipelined), duplicate keys taken (strictJson).
#include "conformance/requests.h"
#include "support/restclient.h"
#include "support/serverprocess.h"

#include <QJsonArray>
#include <QTest>

using namespace conversa::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray messages = "/api/v1/sessions/" + session + "/messages";
const QByteArray isJson = "Content-Type: application/json\r\n";

QByteArray lengthOf(const QByteArray &body)
{
    return "Content-Length: " + QByteArray::number(body.size()) + "\r\n";
}

// A message to bring in, blanks before it up to `size` bytes in all.
QByteArray message(const QByteArray &externalId, qsizetype size = 0)
{
    const QByteArray json = R"({"external_id":")" + externalId
        + R"(","contact_id":"660e8400-e29b-41d4-a716-446655440000","author":"contact","text":"hello"})";
    return QByteArray(std::max<qsizetype>(0, size - json.size()), ' ') + json;
}

QByteArray chunked(const QByteArray &body, qsizetype size)
{
    QByteArray bytes;
    for (qsizetype at = 0; at < body.size(); at += size) {
        const QByteArray chunk = body.mid(at, size);
        bytes += QByteArray::number(chunk.size(), 16) + "\r\n" + chunk + "\r\n";
    }
    return bytes + "0\r\n\r\n";
}

} // namespace

class TestLiveBodies : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QVERIFY2(m_server.start(), m_server.log()); }
    void tooLongByItsHead();
    void tooLongInChunks();
    void atTheLimit();
    void mediaTypes_data();
    void mediaTypes();
    void methods_data();
    void methods();
    void slowBody();
    void ambiguousLength_data();
    void ambiguousLength();
    void strictJson_data();
    void strictJson();
    void fields_data();
    void fields();
    void preflight();
    void pipelined();
    void byteByByte();
    void expectation();
    void refusedBeforeItsBody();
    void perKey();

private:
    RestAnswer raw(const QByteArray &headers, const QByteArray &body)
    {
        return ask(m_server.port(), postHead(messages, "dev-user-key", "Connection: close\r\n" + headers) + body);
    }

    ServerProcess m_server;
};

void TestLiveBodies::tooLongByItsHead()
{
    // Not a byte of the body is sent, and nobody waits for it.
    const RestAnswer answer = raw(isJson + "Content-Length: 65537\r\n", {});
    QCOMPARE(answer.status, 413);
    QCOMPARE(answer.json["error"_L1].toString(), u"body_too_large"_s);
    QCOMPARE(raw(isJson + "Content-Length: 99999999999\r\n", {}).status, 413);
}

void TestLiveBodies::tooLongInChunks()
{
    QCOMPARE(raw(isJson + "Transfer-Encoding: chunked\r\n", "10001\r\n").status, 413);
    QCOMPARE(raw(isJson + "Transfer-Encoding: chunked\r\n", chunked(message("a", 65'537), 4'000)).status, 413);
}

void TestLiveBodies::atTheLimit()
{
    const QByteArray whole = message("a", 65'536);
    QCOMPARE(raw(isJson + lengthOf(whole), whole).status, 201);
    QCOMPARE(raw(isJson + "Transfer-Encoding: chunked\r\n", chunked(message("b", 65'536), 65'536)).status, 201);
    QCOMPARE(raw(isJson + "Transfer-Encoding: chunked\r\n", chunked(message("c"), 1)).status, 201);
}

void TestLiveBodies::mediaTypes_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<int>("status");
    QTest::newRow("none") << QByteArray() << 415;
    QTest::newRow("text") << QByteArray("Content-Type: text/plain\r\n") << 415;
    QTest::newRow("form") << QByteArray("Content-Type: application/x-www-form-urlencoded\r\n") << 415;
    QTest::newRow("nearly") << QByteArray("Content-Type: application/json5\r\n") << 415;
    QTest::newRow("json") << isJson << 201;
    QTest::newRow("with a parameter") << QByteArray("Content-Type: application/json; charset=utf-8\r\n") << 201;
    QTest::newRow("any case") << QByteArray("content-type: Application/JSON\r\n") << 201;
}

void TestLiveBodies::mediaTypes()
{
    QFETCH(const QByteArray, type);
    QFETCH(const int, status);
    QCOMPARE(raw(type + lengthOf(message("a")), message("a")).status, status);
}

void TestLiveBodies::methods_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<QByteArray>("allow");
    const QByteArray base = "/api/v1/sessions/" + session;
    QTest::newRow("sessions") << QByteArray("PUT /api/v1/sessions") << QByteArray("GET, POST, OPTIONS");
    QTest::newRow("messages") << "DELETE " + messages << QByteArray("GET, POST, OPTIONS");
    QTest::newRow("close") << "GET " + base + "/close" << QByteArray("POST, OPTIONS");
    QTest::newRow("reopen") << "HEAD " + base + "/reopen" << QByteArray("POST, OPTIONS");
    QTest::newRow("receipts") << "PATCH " + base + "/receipts" << QByteArray("POST, OPTIONS");
    QTest::newRow("stats") << QByteArray("POST /api/v1/ws/stats") << QByteArray("GET, OPTIONS");
    QTest::newRow("health") << QByteArray("POST /health") << QByteArray("GET, HEAD, OPTIONS");
}

void TestLiveBodies::methods()
{
    QFETCH(const QByteArray, request);
    QFETCH(const QByteArray, allow);
    RawClient client(m_server.port());
    client.send(request + " HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer dev-user-key\r\n\r\n");
    QCOMPARE(client.waitForStatus(), 405);
    QCOMPARE(client.header("Allow"), allow);
}

void TestLiveBodies::slowBody()
{
    QVERIFY2(m_server.start({ u"--limits.handshake=400"_s }), m_server.log());
    for (const QByteArray &start : { isJson + "Content-Length: 500\r\n", isJson + "Transfer-Encoding: chunked\r\n" }) {
        const RestAnswer answer = raw(start, {});
        QCOMPARE(answer.status, 408);
    }
    RawClient client(m_server.port());
    client.send(postHead(messages, "dev-user-key", isJson + lengthOf(message("a"))) + message("a").left(20));
    QCOMPARE(client.waitForStatus(), 408);
    QCOMPARE(get(m_server.port(), messages, "dev-user-key").json["messages"_L1].toArray().size(), 0);
}

void TestLiveBodies::ambiguousLength_data()
{
    QTest::addColumn<QByteArray>("lines");
    QTest::newRow("two lengths") << QByteArray("Content-Length: 5\r\nContent-Length: 6\r\n");
    QTest::newRow("the same twice") << QByteArray("Content-Length: 5\r\nContent-Length: 5\r\n");
    QTest::newRow("length and chunked") << QByteArray("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n");
    QTest::newRow("gzip") << QByteArray("Transfer-Encoding: gzip, chunked\r\n");
    QTest::newRow("negative") << QByteArray("Content-Length: -5\r\n");
    QTest::newRow("list") << QByteArray("Content-Length: 5, 5\r\n");
}

void TestLiveBodies::ambiguousLength()
{
    QFETCH(const QByteArray, lines);
    QCOMPARE(raw(isJson + lines, "{\"a\":1}").status, 400);
}

void TestLiveBodies::strictJson_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("code");
    const auto row = [](const char *name, const QByteArray &body, const QString &code = u"invalid_json"_s) {
        QTest::newRow(name) << body << code;
    };
    const QByteArray good = message("a");
    row("empty", "");
    row("cut off", good.chopped(1));
    row("two documents", good + good);
    row("trailing comma", good.chopped(1) + ",}");
    row("comment", "/* */" + good);
    row("single quotes", "{'a':1}");
    row("NaN", good.chopped(1) + ",\"a\":NaN}");
    row("leading zero", good.chopped(1) + ",\"a\":01}");
    row("duplicate key", good.chopped(1) + ",\"text\":\"other\"}");
    row("duplicate key, escaped", good.chopped(1) + ",\"\\u0074ext\":\"other\"}");
    row("byte order mark", "\xEF\xBB\xBF" + good);
    row("lone surrogate", good.chopped(1) + ",\"a\":\"\\ud800\"}");
    row("bad UTF-8", good.chopped(1) + ",\"a\":\"\xED\xA0\x80\"}");
    row("control character", good.chopped(1) + ",\"a\":\"\x01\"}");
    row("too deep", good.chopped(1) + ",\"a\":" + QByteArray("[").repeated(20) + QByteArray("]").repeated(20) + "}");
    row("array", "[]", u"invalid_message"_s);
    row("string", "\"a\"", u"invalid_message"_s);
}

void TestLiveBodies::strictJson()
{
    QFETCH(const QByteArray, body);
    QFETCH(const QString, code);
    const RestAnswer answer = raw(isJson + lengthOf(body), body);
    QCOMPARE(answer.status, 400);
    QCOMPARE(answer.json["error"_L1].toString(), code);
    QCOMPARE(get(m_server.port(), messages).json["messages"_L1].toArray().size(), 0);
}

void TestLiveBodies::fields_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("field");
    QTest::addColumn<int>("status");
    const auto row = [](const char *name, const QByteArray &path, const QByteArray &body, const QString &field, int status = 400) {
        QTest::newRow(name) << path << body << field << status;
    };
    const auto changed = [](const QByteArray &from, const QByteArray &to) { return message("a").replace(from, to); };
    row("no external_id", messages, changed("external_id", "x"), u"external_id"_s);
    row("long external_id", messages, message(QByteArray(257, 'x')), u"external_id"_s);
    row("external_id with a control character", messages, message("a\\u0000"), u"external_id"_s);
    row("no contact_id", messages, changed("contact_id", "x"), u"contact_id"_s);
    row("bad contact_id", messages, changed("660e", "zz0e"), u"contact_id"_s);
    row("no author", messages, changed("author", "x"), u"author"_s);
    row("unknown author", messages, changed("\"author\":\"contact\"", "\"author\":\"bot\""), u"author"_s);
    row("no text", messages, changed("\"text\"", "\"x\""), u"text"_s);
    row("blank text", messages, changed("\"hello\"", "\" \""), u"text"_s);
    row("long text", messages, changed("hello", QByteArray(10'241, 'x')), u"text"_s, 413);
    row("content_type", messages, changed("\"text\"", "\"content_type\":\"html\",\"text\""), u"content_type"_s);
    row("session of the path", "/api/v1/sessions/x/messages", message("a"), u"session_id"_s);
    row("no contact of a session", "/api/v1/sessions", "{}", u"contact_id"_s);
    row("bad session", "/api/v1/sessions", R"({"session_id":"x","contact_id":"660e8400-e29b-41d4-a716-446655440000"})", u"session_id"_s);
    row("name that is no text", "/api/v1/sessions", R"({"contact_name":7,"contact_id":"660e8400-e29b-41d4-a716-446655440000"})",
        u"contact_name"_s);
    const QByteArray receipts = "/api/v1/sessions/" + session + "/receipts";
    row("no status", receipts, R"({"up_to_seq":1})", u"status"_s);
    row("no message of a receipt", receipts, R"({"status":"read"})", u"message_id"_s);
    row("two messages of a receipt", receipts, R"({"status":"read","up_to_seq":1,"external_id":"a"})", u"message_id"_s);
    row("reader", receipts, R"({"status":"read","up_to_seq":1,"reader":"all"})", u"reader"_s);
}

void TestLiveBodies::fields()
{
    QFETCH(const QByteArray, path);
    QFETCH(const QByteArray, body);
    QFETCH(const QString, field);
    QFETCH(const int, status);
    const RestAnswer answer = post(m_server.port(), path, body);
    QCOMPARE(answer.status, status);
    QCOMPARE(answer.json["field"_L1].toString(), field);
    QVERIFY(answer.json["message"_L1].toString().contains(field));
}

void TestLiveBodies::preflight()
{
    const auto asked = [&](const QByteArray &origin, const QByteArray &path) {
        auto client = std::make_unique<RawClient>(m_server.port());
        client->send("OPTIONS " + path + " HTTP/1.1\r\nHost: h\r\nOrigin: " + origin
            + "\r\nAccess-Control-Request-Method: POST\r\nConnection: close\r\n\r\n");
        client->waitForStatus();
        return client;
    };
    const auto good = asked("http://localhost:3000", messages);
    QVERIFY(good->received().startsWith("HTTP/1.1 204"));
    QCOMPARE(good->header("Access-Control-Allow-Origin"), QByteArray("http://localhost:3000"));
    QCOMPARE(good->header("Access-Control-Allow-Methods"), QByteArray("GET, POST, OPTIONS"));
    QVERIFY(good->header("Access-Control-Allow-Headers").contains("Content-Type"));
    QCOMPARE(asked("http://localhost:3000", "/api/v1/sessions/" + session + "/close")->header("Access-Control-Allow-Methods"),
        QByteArray("POST, OPTIONS"));
    const auto bad = asked("http://evil.example", messages);
    QVERIFY(bad->header("Access-Control-Allow-Origin").isEmpty() && bad->header("Access-Control-Allow-Methods").isEmpty());
}

void TestLiveBodies::pipelined()
{
    const auto keptAlive = [](const QByteArray &body) { return postHead(messages, "dev-user-key", isJson + lengthOf(body)) + body; };
    RawClient client(m_server.port());
    client.send(keptAlive(message("a")) + keptAlive(message("a"))
        + postHead(messages, "dev-user-key", isJson + "Transfer-Encoding: chunked\r\n") + chunked(message("b"), 7)
        + "GET " + messages + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\nAuthorization: Bearer dev-user-key\r\n\r\n");
    QVERIFY(client.waitForClose());
    const QByteArray &all = client.received();
    const auto second = all.indexOf("HTTP/1.1 200 ", all.indexOf("HTTP/1.1 201 "));
    const auto third = all.indexOf("HTTP/1.1 201 ", second);
    QVERIFY(all.startsWith("HTTP/1.1 201 ") && second > 0 && third > second && all.indexOf("HTTP/1.1 200 ", third) > third);
    QCOMPARE(all.count("HTTP/1.1 "), 4);
    QCOMPARE(all.mid(third).count("\"seq\""), 3);
}

void TestLiveBodies::byteByByte()
{
    RawClient client(m_server.port());
    client.trickle(postRequest(messages, message("a")));
    QCOMPARE(client.waitForStatus(), 201);
}

void TestLiveBodies::expectation()
{
    RawClient client(m_server.port());
    client.send(postHead(messages, "dev-user-key", isJson + lengthOf(message("a")) + "Expect: 100-continue\r\n"));
    QVERIFY(client.waitUntil([](const QByteArray &bytes) { return bytes.endsWith("\r\n\r\n"); }));
    QCOMPARE(client.take(client.received().size()), QByteArray("HTTP/1.1 100 Continue\r\n\r\n"));
    client.send(message("a"));
    QCOMPARE(client.waitForStatus(), 201);
    RawClient refused(m_server.port());
    refused.send(postHead(messages, "dev-user-key", isJson + "Content-Length: 70000\r\nExpect: 100-continue\r\n"));
    QCOMPARE(refused.waitForStatus(), 413);
}

void TestLiveBodies::refusedBeforeItsBody()
{
    QCOMPARE(ask(m_server.port(), postHead(messages, "wrong", "Connection: close\r\n" + isJson + "Content-Length: 10\r\n")).status, 401);
    QCOMPARE(ask(m_server.port(), "GET " + messages + " HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer dev-user-key\r\nContent-Length: 2\r\n\r\n{}")
                 .status, 400);
    QCOMPARE(post(m_server.port(), "/api/v1/sessions/" + session + "/nothing", "{}").status, 404);
    // A body that breaks off leaves nothing behind.
    RawClient client(m_server.port());
    client.send(postHead(messages, "dev-user-key", isJson + lengthOf(message("a"))) + message("a").chopped(1));
    client.close();
    QCOMPARE(get(m_server.port(), messages).json["messages"_L1].toArray().size(), 0);
}

void TestLiveBodies::perKey()
{
    QVERIFY2(m_server.start({ u"--limits.enabled=true"_s, u"--limits.rest_per_key_burst=3"_s, u"--limits.rest_per_key=1"_s }), m_server.log());
    for (int i = 0; i < 3; ++i)
        QCOMPARE(post(m_server.port(), messages, message(QByteArray::number(i))).status, 201);
    RawClient client(m_server.port());
    client.send(postRequest(messages, message("late")));
    QCOMPARE(client.waitForStatus(), 429);
    QVERIFY(client.header("Retry-After").toInt() >= 1);
    QCOMPARE(post(m_server.port(), messages, message("other"), "dev-admin-key").status, 201);
}

QTEST_GUILESS_MAIN(TestLiveBodies)
#include "tst_livebodies.moc"
