// SPDX-License-Identifier: Apache-2.0
// What a client may send: docs/protocol.md, "Client to server", and docs/faults.md 2.4.
// Seen red: with the text measured after cleaning (B091), with blank text accepted (B090, B150), with null read as a
// value (null rows), with client_message_id of 65 bytes accepted (B097).
#include "clientoutcome.h"
#include "protocol/clientreader.h"

#include <QTest>

using namespace conversa;

namespace {

constexpr char session[] = "550e8400-e29b-41d4-a716-446655440000";
constexpr char contact[] = "660e8400-e29b-41d4-a716-446655440000";
constexpr char reply[] = "880e8400-e29b-41d4-a716-446655440000";

// A send_message whose payload is the usual one with `members` behind; a member named twice must not be tried with it.
QByteArray send(const QByteArray &members, const QByteArray &text = "\"hello\"")
{
    return QByteArray("{\"type\":\"send_message\",\"payload\":{\"session_id\":\"") + session + "\",\"contact_id\":\""
        + contact + "\",\"text\":" + text + members + "}}";
}

QByteArray message(const QByteArray &type, const QByteArray &members)
{
    return "{\"type\":\"" + type + "\",\"payload\":{" + members + "}}";
}

QByteArray join(const QByteArray &members)
{
    return message("join_session", QByteArray("\"session_id\":\"") + session + '"' + members);
}

QByteArray history(const QByteArray &members)
{
    return message("get_history", QByteArray("\"session_id\":\"") + session + '"' + members);
}

QByteArray leave(const QByteArray &id)
{
    return message("leave_session", "\"session_id\":" + id);
}

QByteArray mark(const QByteArray &type, const QByteArray &members)
{
    return message(type, QByteArray("\"session_id\":\"") + session + '"' + members);
}

QByteArray typing(const QByteArray &members)
{
    return message(
        "typing", QByteArray("\"session_id\":\"") + session + "\",\"contact_id\":\"" + contact + '"' + members);
}

} // namespace

class TestClientReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answers_data();
    void answers();
    void readsJoin();
    void readsLeave();
    void readsSend();
    void readsTyping();
    void readsMarks();
    void readsHistory();
    void readsPing();
    void echoes_data();
    void echoes();
    void cleansText();

private:
    void envelopeRows();
    void uuidRows();
    void sendRows();
    void otherRows();

    template <typename T>
    T read(const QByteArray &json)
    {
        const ClientEnvelope envelope = m_reader.read(json);
        return envelope.body ? std::get<T>(*envelope.body) : T{};
    }

    ClientReader m_reader;
};

void TestClientReader::answers_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("expected");
    envelopeRows();
    uuidRows();
    sendRows();
    otherRows();
}

void TestClientReader::answers()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, expected);
    const ClientEnvelope envelope = m_reader.read(json);
    QCOMPARE(outcome(envelope), expected);
    if (!envelope.body) {
        QVERIFY(!envelope.body.error().message.isEmpty());
        QVERIFY(!envelope.body.error().message.contains('\n'));
    }
}

void TestClientReader::envelopeRows()
{
    const auto row = [](const char *name, const QByteArray &json, const char *code) {
        QTest::newRow(name) << json << QByteArray(code);
    };
    row("B087 no type", R"({"payload":{}})", "invalid_message");
    row("B087 empty object", "{}", "invalid_message");
    row("B087 type null", R"({"type":null})", "invalid_message");
    row("B087 type number", R"({"type":1})", "invalid_message");
    row("B087 type array", R"({"type":["ping"]})", "invalid_message");
    row("B087 unknown type", R"({"type":"shout"})", "unknown_type");
    row("B087 empty type", R"({"type":""})", "unknown_type");
    row("B087 wrong case", R"({"type":"Ping"})", "unknown_type");
    row("B087 with blanks", R"({"type":" ping"})", "unknown_type");
    row("B087 with NUL", R"({"type":"ping\u0000"})", "unknown_type");
    row("B087 escaped", R"({"type":"p\u0069ng"})", "ok");
    row("B087 huge type", "{\"type\":\"" + QByteArray(60'000, 't') + "\"}", "unknown_type");
    row("B088 payload missing", R"({"type":"join_session"})", "invalid_message");
    row("B088 payload null", R"({"type":"join_session","payload":null})", "invalid_message");
    row("B088 payload array", R"({"type":"send_message","payload":[]})", "invalid_message");
    row("B088 payload string", R"({"type":"typing","payload":"x"})", "invalid_message");
    row("B088 payload number", R"({"type":"get_history","payload":7})", "invalid_message");
    row("B088 ping needs none", R"({"type":"ping","payload":null})", "ok");
    for (const char *type :
        { "new_message", "connected", "message_sent", "user_typing", "session_joined", "session_left", "user_joined",
            "user_left", "history", "error", "pong", "server_draining", "message_read" }) {
        QTest::newRow(qPrintable(QStringLiteral("B095 ") + QString::fromLatin1(type)))
            << message(type, {}) << QByteArray("unknown_type");
    }
    QTest::newRow("authenticate without a token") << message("authenticate", {}) << QByteArray("invalid_field token");
    QTest::newRow("refresh_token without one") << message("refresh_token", {}) << QByteArray("invalid_field token");
    row("request_id of 64 bytes", "{\"type\":\"ping\",\"request_id\":\"" + QByteArray(64, 'r') + "\"}", "ok");
    row("request_id of 65 bytes", "{\"type\":\"ping\",\"request_id\":\"" + QByteArray(65, 'r') + "\"}",
        "invalid_field request_id");
    row("request_id number", R"({"type":"ping","request_id":7})", "invalid_field request_id");
    row("request_id null", R"({"type":"ping","request_id":null})", "ok");
    row("type before request_id", R"({"type":"shout","request_id":7})", "unknown_type");
    row("request_id before the payload", R"({"type":"join_session","request_id":7})", "invalid_field request_id");
}

void TestClientReader::uuidRows()
{
    const QByteArray refused = "invalid_field session_id";
    const auto bad
        = [&](const char *name, const QByteArray &id) { QTest::newRow(name) << leave('"' + id + '"') << refused; };
    QTest::newRow("B089 lower case") << leave(QByteArray("\"") + session + '"') << QByteArray("ok");
    QTest::newRow("B089 upper case") << leave(QByteArray("\"") + QByteArray(session).toUpper() + '"')
                                     << QByteArray("ok");
    QTest::newRow("B089 missing") << message("leave_session", "") << refused;
    QTest::newRow("B089 null") << leave("null") << refused;
    QTest::newRow("B089 number") << leave("1") << refused;
    bad("B089 empty", "");
    bad("B089 short", "550e8400-e29b-41d4-a716-44665544000");
    bad("B089 long", "550e8400-e29b-41d4-a716-4466554400000");
    bad("B089 braces", "{550e8400-e29b-41d4-a716-446655440000}");
    bad("B089 urn", "urn:uuid:550e8400-e29b-41d4-a716-446655440000");
    bad("B089 without dashes", "550e8400e29b41d4a716446655440000");
    bad("B089 dash moved", "550e840-0e29b-41d4-a716-446655440000");
    bad("B089 nil", "00000000-0000-0000-0000-000000000000");
    bad("B089 not hexadecimal", "550e8400-e29b-41d4-a716-44665544000g");
    bad("B089 Unicode digits",
        "\xEF\xBC\x95\xEF\xBC\x95"
        "0e8400-e29b-41d4-a716-446655440000");
    bad("B089 trailing NUL", "550e8400-e29b-41d4-a716-44665544000\\u0000");
    bad("B089 1 MB", QByteArray(1'000'000, '5'));
    bad("B096 SQL", "' or 1=1; drop table messages; --");
}

void TestClientReader::sendRows()
{
    const auto row = [](const char *name, const QByteArray &json, const char *expected) {
        QTest::newRow(name) << json << QByteArray(expected);
    };
    const QByteArray ids = QByteArray("\"session_id\":\"") + session + "\",\"contact_id\":\"" + contact + '"';
    row("minimal", send({}), "ok");
    row("as in the spec", send(R"(,"content_type":"text","reply_to_id":null)"), "ok");
    row("B089 contact missing", message("send_message", QByteArray("\"text\":\"x\",\"session_id\":\"") + session + '"'),
        "invalid_field contact_id");
    row("B090 text missing", message("send_message", ids), "invalid_field text");
    row("B090 text null", send({}, "null"), "invalid_field text");
    row("B090 text number", send({}, "5"), "invalid_field text");
    row("B090 text array", send({}, "[\"x\"]"), "invalid_field text");
    row("B090 text empty", send({}, "\"\""), "invalid_field text");
    row("B090 text blanks", send({}, R"(" \t\r\n\u00a0\u3000\u200b")"), "invalid_field text");
    row("B091 text 10,240 bytes", send({}, '"' + QByteArray(10'240, 'x') + '"'), "ok");
    row("B091 text 10,241 bytes", send({}, '"' + QByteArray(10'241, 'x') + '"'), "message_too_large text");
    row("B091 measured before cleaning", send({}, '"' + QByteArray("\\u0001").repeated(10'240) + "x\""),
        "message_too_large text");
    row("B091 measured after unescaping", send({}, '"' + QByteArray("\\u0041").repeated(10'240) + '"'), "ok");
    row("B092 image", send(R"(,"content_type":"image")"), "invalid_field content_type");
    row("B092 wrong case", send(R"(,"content_type":"Text")"), "invalid_field content_type");
    row("B092 empty", send(R"(,"content_type":"")"), "invalid_field content_type");
    row("B092 number", send(R"(,"content_type":1)"), "invalid_field content_type");
    row("B092 null is absent", send(R"(,"content_type":null)"), "ok");
    row("B093 reply_to_id no UUID", send(R"(,"reply_to_id":"x")"), "invalid_field reply_to_id");
    row("B093 reply_to_id number", send(R"(,"reply_to_id":5)"), "invalid_field reply_to_id");
    row("B093 reply_to_id nil", send(R"(,"reply_to_id":"00000000-0000-0000-0000-000000000000")"),
        "invalid_field reply_to_id");
    row("B095 server's fields ignored",
        send(R"(,"agent_id":1,"from_me":"x","message_id":[],"timestamp":{},"user_id":"x","user_name":2,"seq":-1)"),
        "ok");
    row("B096 SQL in the text", send({}, R"("'; drop table messages; --")"), "ok");
    row("B097 client_message_id of 64 bytes", send(",\"client_message_id\":\"" + QByteArray(64, 'c') + '"'), "ok");
    row("B097 client_message_id of 65 bytes", send(",\"client_message_id\":\"" + QByteArray(65, 'c') + '"'),
        "invalid_field client_message_id");
    row("B097 client_message_id in bytes, not characters",
        send(",\"client_message_id\":\"" + QByteArray("\xC3\xA9").repeated(33) + '"'),
        "invalid_field client_message_id");
    row("B097 client_message_id number", send(R"(,"client_message_id":7)"), "invalid_field client_message_id");
    row("B097 client_message_id empty", send(R"(,"client_message_id":"")"), "invalid_field client_message_id");
    row("B097 client_message_id with NUL", send(R"(,"client_message_id":"a\u0000b")"),
        "invalid_field client_message_id");
    row("B097 client_message_id null", send(R"(,"client_message_id":null)"), "ok");
    row("B136 only a script", send({}, "\"<script>alert(1)</script>\""), "invalid_field text");
    row("B149 text with NUL", send({}, R"("a\u0000b")"), "ok");
    row("B150 only controls", send({}, R"("\u0000\u0001\u007f\u0085\u202e")"), "invalid_field text");
    row("B158 10,240 bytes of 4-byte characters", send({}, '"' + QByteArray("\xF0\x9F\x98\x80").repeated(2'560) + '"'),
        "ok");
    row("B158 one character more", send({}, '"' + QByteArray("\xF0\x9F\x98\x80").repeated(2'561) + '"'),
        "message_too_large text");
}

void TestClientReader::otherRows()
{
    const auto row = [](const char *name, const QByteArray &json, const char *expected) {
        QTest::newRow(name) << json << QByteArray(expected);
    };
    row("B094 is_typing string", typing(R"(,"is_typing":"true")"), "invalid_field is_typing");
    row("B094 is_typing number", typing(R"(,"is_typing":1)"), "invalid_field is_typing");
    row("B094 is_typing missing", typing({}), "invalid_field is_typing");
    row("B094 is_typing null", typing(R"(,"is_typing":null)"), "invalid_field is_typing");
    row("typing", typing(R"(,"is_typing":false)"), "ok");
    row("mark by message", mark("mark_read", R"(,"message_id":"880e8400-e29b-41d4-a716-446655440000")"), "ok");
    row("mark by seq", mark("mark_delivered", R"(,"up_to_seq":1)"), "ok");
    row("mark by null and seq", mark("mark_read", R"(,"message_id":null,"up_to_seq":1)"), "ok");
    row("mark of nothing", mark("mark_read", {}), "invalid_field message_id");
    row("mark of both", mark("mark_read", R"(,"message_id":"880e8400-e29b-41d4-a716-446655440000","up_to_seq":1)"),
        "invalid_field message_id");
    row("mark up to 0", mark("mark_read", R"(,"up_to_seq":0)"), "invalid_field up_to_seq");
    row("B098 mark up to -1", mark("mark_read", R"(,"up_to_seq":-1)"), "invalid_field up_to_seq");
    row("B098 mark up to 1.5", mark("mark_read", R"(,"up_to_seq":1.5)"), "invalid_field up_to_seq");
    row("B089 mark of no UUID", mark("mark_delivered", R"(,"message_id":"8")"), "invalid_field message_id");
    row("join", join({}), "ok");
    row("B098 after_seq 0", join(R"(,"after_seq":0)"), "ok");
    row("B098 after_seq 2^53-1", join(R"(,"after_seq":9007199254740991)"), "ok");
    row("B098 after_seq 2^53", join(R"(,"after_seq":9007199254740992)"), "invalid_field after_seq");
    row("B098 after_seq 2^53+1", join(R"(,"after_seq":9007199254740993)"), "invalid_field after_seq");
    row("B098 after_seq 2^63", join(R"(,"after_seq":9223372036854775808)"), "invalid_field after_seq");
    row("B098 after_seq negative", join(R"(,"after_seq":-1)"), "invalid_field after_seq");
    row("B098 after_seq fractional", join(R"(,"after_seq":1.5)"), "invalid_field after_seq");
    row("B098 after_seq exponent", join(R"(,"after_seq":1e3)"), "invalid_field after_seq");
    row("B098 after_seq string", join(R"(,"after_seq":"1")"), "invalid_field after_seq");
    row("B098 after_seq null", join(R"(,"after_seq":null)"), "ok");
    row("epoch number", join(R"(,"epoch":1)"), "invalid_field epoch");
    row("epoch of 65 bytes", join(",\"epoch\":\"" + QByteArray(65, 'e') + '"'), "invalid_field epoch");
    row("epoch unknown", join(R"(,"epoch":"before")"), "ok");
    row("history", history({}), "ok");
    row("history limit 1", history(R"(,"limit":1)"), "ok");
    row("history limit 100", history(R"(,"limit":100)"), "ok");
    row("history limit 0", history(R"(,"limit":0)"), "invalid_field limit");
    row("history limit 101", history(R"(,"limit":101)"), "invalid_field limit");
    row("history limit string", history(R"(,"limit":"10")"), "invalid_field limit");
    row("B098 before_seq negative", history(R"(,"before_seq":-5)"), "invalid_field before_seq");
    row("history both bounds", history(R"(,"before_seq":5,"after_seq":1)"), "invalid_field before_seq");
    row("history one bound null", history(R"(,"before_seq":5,"after_seq":null)"), "ok");
}

void TestClientReader::readsJoin()
{
    const auto plain = read<JoinSession>(join({}));
    QCOMPARE(plain.session.toByteArray(), QByteArray(session));
    QVERIFY(!plain.afterSeq);
    QVERIFY(plain.epoch.isEmpty());
    const auto resuming = read<JoinSession>(join(QByteArray(",\"after_seq\":17,\"epoch\":\"") + reply + '"'));
    QCOMPARE(resuming.afterSeq, std::optional<qint64>(17));
    QCOMPARE(resuming.epoch, QByteArray(reply));
}

void TestClientReader::readsLeave()
{
    const auto left = read<LeaveSession>(leave('"' + QByteArray(session).toUpper() + '"'));
    QCOMPARE(left.session.toByteArray(), QByteArray(session));
}

void TestClientReader::readsSend()
{
    const auto plain = read<SendMessage>(send({}, R"("Ol\u00e1! \"Como\" \ud83d\ude00")"));
    QCOMPARE(plain.session.toByteArray(), QByteArray(session));
    QCOMPARE(plain.contact.toByteArray(), QByteArray(contact));
    QCOMPARE(plain.text, QByteArray("Ol\xC3\xA1! \"Como\" \xF0\x9F\x98\x80"));
    QVERIFY(!plain.replyTo);
    QVERIFY(plain.clientMessageId.isEmpty());
    const auto full
        = read<SendMessage>(send(QByteArray(",\"client_message_id\":\"c-1\",\"reply_to_id\":\"") + reply + '"'));
    QCOMPARE(full.replyTo->toByteArray(), QByteArray(reply));
    QCOMPARE(full.clientMessageId, QByteArray("c-1"));
}

void TestClientReader::readsTyping()
{
    const auto notice = read<TypingNotice>(typing(R"(,"is_typing":true)"));
    QCOMPARE(notice.session.toByteArray(), QByteArray(session));
    QCOMPARE(notice.contact.toByteArray(), QByteArray(contact));
    QVERIFY(notice.isTyping);
}

void TestClientReader::readsMarks()
{
    const auto byMessage = read<MarkMessages>(mark("mark_read", ",\"message_id\":\"" + QByteArray(reply) + '"'));
    QVERIFY(byMessage.mark == Mark::Read);
    QVERIFY(byMessage.message == MessageId::parse(reply));
    QVERIFY(!byMessage.upToSeq);
    const auto bySeq = read<MarkMessages>(mark("mark_delivered", ",\"up_to_seq\":9007199254740991"));
    QVERIFY(bySeq.mark == Mark::Delivered);
    QVERIFY(bySeq.session == SessionId::parse(session));
    QCOMPARE(bySeq.upToSeq, std::optional<qint64>(9007199254740991));
}

void TestClientReader::readsHistory()
{
    const auto latest = read<GetHistory>(history({}));
    QCOMPARE(latest.limit, 100);
    QVERIFY(!latest.beforeSeq && !latest.afterSeq);
    const auto older = read<GetHistory>(history(R"(,"before_seq":51,"limit":25)"));
    QCOMPARE(older.session.toByteArray(), QByteArray(session));
    QCOMPARE(older.beforeSeq, std::optional<qint64>(51));
    QCOMPARE(older.limit, 25);
    QCOMPARE(read<GetHistory>(history(R"(,"after_seq":9)")).afterSeq, std::optional<qint64>(9));
}

void TestClientReader::readsPing()
{
    const ClientEnvelope envelope = m_reader.read(R"({"type":"ping"})");
    QVERIFY(envelope.body && std::holds_alternative<Ping>(*envelope.body));
}

void TestClientReader::echoes_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("requestId");
    const auto row = [](const char *name, const QByteArray &json, const char *type, const char *id) {
        QTest::newRow(name) << json << QByteArray(type) << QByteArray(id);
    };
    row("accepted", R"({"type":"ping","request_id":"r-1"})", "ping", "r-1");
    row("refused body", R"({"type":"send_message","request_id":"r-2","payload":{}})", "send_message", "r-2");
    row("unknown type", R"({"type":"shout","request_id":"r-3"})", "shout", "r-3");
    row("no type", R"({"request_id":"r-4"})", "", "r-4");
    row("none given", R"({"type":"ping"})", "ping", "");
    row("request_id no string", R"({"type":"ping","request_id":{}})", "ping", "");
    row("request_id too long", "{\"type\":\"ping\",\"request_id\":\"" + QByteArray(65, 'r') + "\"}", "ping", "");
    row("B085 type too long to be one", "{\"type\":\"" + QByteArray(65, 't') + "\"}", "", "");
    row("B073 no JSON", "{", "", "");
}

void TestClientReader::echoes()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, requestId);
    const ClientEnvelope envelope = m_reader.read(json);
    QCOMPARE(envelope.type, type);
    QCOMPARE(envelope.requestId, requestId);
}

void TestClientReader::cleansText()
{
    const QByteArray marked = send({}, "\"a\\u0000b\\u202ec<img src=x onerror=alert(1)>\"");
    QCOMPARE(read<SendMessage>(marked).text, QByteArray("abc<img src=x>"));
    const QByteArray prose = " d'\xC3\xA1gua & <b> ";
    QCOMPARE(read<SendMessage>(send({}, '"' + prose + '"')).text, prose);
}

QTEST_GUILESS_MAIN(TestClientReader)
#include "tst_clientreader.moc"
