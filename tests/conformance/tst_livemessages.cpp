// SPDX-License-Identifier: Apache-2.0
// What the server answers to JSON and fields that are not as they should be; the connection stays open.
// Seen red: 17 levels taken (B079), a key twice (B080), 10,241 bytes of text (B091, F61), 65 of client_message_id
// (B097), typing without a join (B110), a join too many (B113), pages measured by their texts (F36).
#include "support/serverprocess.h"
#include "support/wsclient.h"

#include <QJsonArray>
#include <QTest>

using namespace conversa::test;

class TestLiveMessages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_server.start(), m_server.log()); }
    void refuses_data();
    void refuses();
    void threeJsonErrorsClose();
    void extraKeysAreIgnored(); // B085
    void upperCaseUuid(); // B089
    void serverValuesWin(); // B095
    void sqlIsText(); // B096
    void joinsAreLimited(); // B113
    void largestTextIsKept(); // F61
    void farBehindIsNotSlow(); // F36
    void limitsAreConfigured();

private:
    ServerProcess m_server;
};

namespace {

const QByteArray session = "550e8400-e29b-41d4-a716-446655440000";
const QByteArray contact = "660e8400-e29b-41d4-a716-446655440000";

QByteArray sending(const QByteArray &fields)
{
    return R"({"type":"send_message","payload":{"session_id":")" + session + R"(","contact_id":")" + contact + "\","
        + fields + "}}";
}

QByteArray joining(const QByteArray &id, const QByteArray &more = {})
{
    return R"({"type":"join_session","payload":{"session_id":")" + id + '"' + more + "}}";
}

void addRow(const char *name, const QByteArray &text, const char *code)
{
    QTest::newRow(name) << text << QByteArray(code);
}

void addJsonRows()
{
    for (const char *text : { "", "{", R"({"type":)", R"({"type":"ping"} x)", R"({"type":"ping"}{"type":"ping"})",
             R"({'type':'ping'})", R"({"type":"ping"/**/})", R"({"type":"ping",})" })
        QTest::addRow("B073-B076 %s", text) << QByteArray(text) << QByteArray("invalid_json");
    for (const char *number : { "NaN", "1e999", "01", "+1", ".5", "1." })
        QTest::addRow("B077 %s", number) << QByteArray(R"({"type":"ping","x":)") + number + '}'
                                         << QByteArray("invalid_json");
    for (const char *text : { "[]", "\"a\"", "1", "null" })
        QTest::addRow("B078 %s", text) << QByteArray(text) << QByteArray("invalid_message");
    addRow(
        "B079 17 levels", R"({"type":"ping","x":)" + QByteArray(16, '[') + QByteArray(16, ']') + '}', "invalid_json");
    addRow("B080 duplicate key", R"({"type":"ping","type":"ping"})", "invalid_json");
    addRow("B081 raw control character", "{\"type\":\"ping\",\"x\":\"\x01\"}", "invalid_json");
    addRow("B081 bad escape", R"({"type":"ping","x":"\x41"})", "invalid_json");
    addRow("B082 BOM", "\xEF\xBB\xBF{\"type\":\"ping\"}", "invalid_json");
    addRow("B083 lone surrogate", R"({"type":"ping","x":"\ud800"})", "invalid_json");
    QByteArray many = R"({"type":"ping")";
    for (int i = 0; i < 65; ++i)
        many += ",\"k" + QByteArray::number(i) + "\":0";
    addRow("B084 66 keys", many + '}', "invalid_message");
    addRow("B084 60 KB key", R"({"type":"ping",")" + QByteArray(60'000, 'k') + R"(":0})", "invalid_message");
}

void addTypeRows()
{
    addRow("B087 no type", "{}", "invalid_message");
    addRow("B087 type is a number", R"({"type":1})", "invalid_message");
    addRow("B087 unknown", R"({"type":"dance"})", "unknown_type");
    addRow("B087 wrong case", R"({"type":"Ping"})", "unknown_type");
    addRow("B088 no payload", R"({"type":"join_session"})", "invalid_message");
    for (const char *payload : { "null", "[]", "\"a\"" })
        QTest::addRow("B088 payload %s", payload)
            << QByteArray(R"({"type":"join_session","payload":)") + payload + '}' << QByteArray("invalid_message");
    addRow("B095 server type new_message", R"({"type":"new_message","payload":{}})", "unknown_type");
    addRow("B095 server type connected", R"({"type":"connected","payload":{}})", "unknown_type");
}

void addFieldRows()
{
    addRow("B089 wrong length", joining(session + "0"), "invalid_field");
    addRow("B089 braces", joining('{' + session + '}'), "invalid_field");
    addRow("B089 nil", joining("00000000-0000-0000-0000-000000000000"), "invalid_field");
    addRow("B089 Unicode digits", joining(QByteArray(session).replace("550", "\xD9\xA5\xD9\xA5\xD9\xA0")),
        "invalid_field");
    addRow("B089 60 KB", joining(QByteArray(60'000, 'a')), "invalid_field");
    addRow("B090 missing", sending(R"("content_type":"text")"), "invalid_field");
    for (const char *text : { "null", "1", "\"\"", R"("  \t ")" })
        QTest::addRow("B090 text %s", text) << sending(QByteArray("\"text\":") + text) << QByteArray("invalid_field");
    addRow("B091 F61 10,241 bytes", sending("\"text\":\"" + QByteArray(10'241, 'a') + '"'), "message_too_large");
    addRow("B092 content_type", sending(R"("text":"a","content_type":"image")"), "invalid_field");
    addRow("B093 reply_to_id unknown", sending(R"("text":"a","reply_to_id":"770e8400-e29b-41d4-a716-446655440000")"),
        "invalid_field");
    for (const char *value : { "\"true\"", "1" })
        QTest::addRow("B094 %s", value) << R"({"type":"typing","payload":{"session_id":")" + session
                + R"(","contact_id":")" + contact + R"(","is_typing":)" + value
                + "}}" << QByteArray("invalid_field");
    addRow(
        "B097 65 bytes", sending(R"("text":"a","client_message_id":")" + QByteArray(65, 'a') + '"'), "invalid_field");
    addRow("B097 a number", sending(R"("text":"a","client_message_id":1)"), "invalid_field");
    for (const char *value : { "-1", "1.5", "9007199254740993" })
        QTest::addRow("B098 after_seq %s", value)
            << joining(session, QByteArray(",\"after_seq\":") + value) << QByteArray("invalid_field");
    addRow("B110 typing without a join",
        R"({"type":"typing","payload":{"session_id":")" + session + R"(","contact_id":")" + contact
            + R"(","is_typing":true}})",
        "not_joined");
    addRow("B150 control characters only", sending(R"("text":"\u0001\u0002")"), "invalid_field");
}

} // namespace

void TestLiveMessages::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("code");
    addJsonRows();
    addTypeRows();
    addFieldRows();
}

void TestLiveMessages::refuses()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, code);
    WsClient client(m_server.port());
    client.sendText(text);
    const QJsonObject error = client.waitFor("error");
    QCOMPARE(error.value(QLatin1String("error")).toString().toUtf8(), code);
    QCOMPARE(error.value(QLatin1String("payload")).toObject().value(QLatin1String("code")).toString().toUtf8(), code);
    QVERIFY(client.sync());
}

void TestLiveMessages::threeJsonErrorsClose()
{
    ServerProcess server;
    QVERIFY2(server.start({ QStringLiteral("--limits.enabled=true") }), server.log());
    WsClient client(server.port());
    for (int i = 0; i < 3; ++i)
        client.sendText("{");
    QCOMPARE(client.waitForClose(), 1008);
}

void TestLiveMessages::extraKeysAreIgnored()
{
    WsClient client(m_server.port());
    client.sendText(R"({"type":"ping","__proto__":{"a":1},"secret_extra":"echo"})");
    QVERIFY(!client.waitFor("pong").isEmpty());
    for (const QByteArray &text : client.received())
        QVERIFY2(!text.contains("echo") && !text.contains("__proto__"), text);
}

void TestLiveMessages::upperCaseUuid()
{
    WsClient client(m_server.port());
    client.sendText(joining(session.toUpper()));
    const QJsonObject joined = client.waitFor("session_joined").value(QLatin1String("payload")).toObject();
    QCOMPARE(joined.value(QLatin1String("session_id")).toString().toUtf8(), session);
}

void TestLiveMessages::serverValuesWin()
{
    WsClient client(m_server.port());
    client.sendText(
        sending(R"("text":"a","from_me":false,"agent_id":"x","message_id":"x","timestamp":"x","user_name":"x")"));
    const QJsonObject sent = client.waitFor("message_sent").value(QLatin1String("payload")).toObject();
    QVERIFY(sent.value(QLatin1String("from_me")).toBool());
    QCOMPARE(sent.value(QLatin1String("message_id")).toString().size(), 36);
    QCOMPARE(sent.value(QLatin1String("agent_id")).toString().size(), 36);
    QVERIFY(sent.value(QLatin1String("timestamp")).toString().endsWith(QLatin1Char('Z')));
}

void TestLiveMessages::sqlIsText()
{
    ServerProcess server;
    QVERIFY2(server.start({ QStringLiteral("--database.url=sqlite://") + server.file(QStringLiteral("s.db")) }),
        server.log());
    WsClient client(server.port());
    const QByteArray sql = "x'); DROP TABLE messages; --";
    client.sendText(sending("\"text\":\"" + sql + "\",\"client_message_id\":\"" + sql + '"'));
    QVERIFY(!client.waitFor("message_sent").isEmpty());
    client.sendText(R"({"type":"get_history","payload":{"session_id":")" + session + R"("}})");
    QVERIFY(!client.waitFor("history").isEmpty());
    QVERIFY(client.received("history").last().contains("x&#39;); DROP TABLE messages; --"));
}

void TestLiveMessages::joinsAreLimited()
{
    WsClient client(m_server.port());
    for (int i = 0; i <= 100; ++i)
        client.sendText(joining(session.left(33) + QByteArray::number(100 + i)));
    QCOMPARE(client.waitFor("error").value(QLatin1String("error")).toString(), QLatin1String("limit_exceeded"));
    QVERIFY(client.sync());
}

void TestLiveMessages::largestTextIsKept()
{
    WsClient client(m_server.port());
    const QByteArray four = "\xF0\x9F\x98\x80"; // B158: 2,560 characters of four bytes
    client.sendText(sending("\"text\":\"" + four.repeated(2'560) + '"'));
    const QJsonObject sent = client.waitFor("message_sent").value(QLatin1String("payload")).toObject();
    QCOMPARE(sent.value(QLatin1String("text")).toString().toUtf8(), four.repeated(2'560));
}

void TestLiveMessages::farBehindIsNotSlow()
{
    // Texts that grow sixfold on the wire: the pages they come in are far smaller than the queue all the same.
    constexpr int messages = 40;
    const QByteArray elsewhere = QByteArray(session).replace("550e", "551e");
    WsClient sender(m_server.port());
    for (int i = 0; i < messages; ++i) {
        sender.sendText(
            sending("\"text\":\"" + QByteArray(R"(\")").repeated(10'240) + '"').replace(session, elsewhere));
        QVERIFY(!sender.waitFor("message_sent").isEmpty());
    }
    WsClient client(m_server.port());
    client.sendText(R"({"type":"get_history","payload":{"session_id":")" + elsewhere + R"("}})");
    const QJsonObject page = client.waitFor("history").value(QLatin1String("payload")).toObject();
    QVERIFY(page.value(QLatin1String("has_more")).toBool());
    QVERIFY2(client.received("history").last().size() <= 256 * 1024, QByteArray::number(client.received("history").last().size()));
    client.sendText(joining(elsewhere, ",\"after_seq\":0"));
    for (int i = 1; i <= messages; ++i) {
        const QJsonObject replayed = client.waitFor("new_message").value(QLatin1String("payload")).toObject();
        QCOMPARE(replayed.value(QLatin1String("seq")).toInt(), i);
    }
    QVERIFY(client.sync());
}

void TestLiveMessages::limitsAreConfigured()
{
    ServerProcess server;
    QVERIFY2(server.start({ QStringLiteral("--limits.json_depth=4"), QStringLiteral("--limits.json_keys=16"),
                 QStringLiteral("--limits.page_messages=3"), QStringLiteral("--limits.page_bytes=2KiB") }),
        server.log());
    WsClient client(server.port());
    const auto answer = [&](const QByteArray &text, const char *type) {
        client.sendText(text);
        return client.waitFor(type);
    };
    const auto code = [&](const QByteArray &text) { return answer(text, "error").value(QLatin1String("error")); };
    const auto asking = [](const QByteArray &more) {
        return R"({"type":"get_history","payload":{"session_id":")" + session + '"' + more + "}}";
    };
    const auto page = [&](const QByteArray &more) {
        return answer(asking(more), "history").value(QLatin1String("payload")).toObject();
    };
    const auto nested
        = [](int levels) { return R"({"type":"ping","x":)" + QByteArray(levels, '[') + QByteArray(levels, ']') + '}'; };
    QVERIFY(!answer(nested(3), "pong").isEmpty());
    QCOMPARE(code(nested(4)), QLatin1String("invalid_json"));
    QByteArray wide = R"({"type":"ping")";
    for (int i = 1; i < 17; ++i)
        wide += ",\"k" + QByteArray::number(i) + "\":0";
    QCOMPARE(code(wide + '}'), QLatin1String("invalid_message"));
    for (const QByteArray &text :
        { QByteArray("a"), QByteArray("b"), QByteArray("c"), QByteArray("d"), QByteArray(2'000, 'e') })
        QVERIFY(!answer(sending("\"text\":\"" + text + '"'), "message_sent").isEmpty());
    QCOMPARE(page(",\"after_seq\":0").value(QLatin1String("messages")).toArray().size(), 3);
    QVERIFY(page(",\"after_seq\":0").value(QLatin1String("has_more")).toBool());
    QCOMPARE(page({}).value(QLatin1String("messages")).toArray().size(), 1);
    QCOMPARE(code(asking(",\"limit\":4")), QLatin1String("invalid_field"));
    client.sendText(joining(session, ",\"after_seq\":0"));
    for (int i = 1; i <= 5; ++i)
        QVERIFY(!client.waitFor("new_message").isEmpty());
}

QTEST_GUILESS_MAIN(TestLiveMessages)
#include "tst_livemessages.moc"
