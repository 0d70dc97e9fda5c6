// SPDX-License-Identifier: Apache-2.0
// Every golden server message read as a client reads it: nothing is refused or unknown, and every field comes back with
// the value the file has. Types no golden file holds yet are written out here (docs/protocol.md).
// Seen red: client_message_id not read, agent_id taken from user_id, an unknown type refused, has_more always true.
#include "protocol/serverreader.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace conversa;

namespace {

const QByteArray session = "550e8400-e29b-41d4-a716-446655440000";

QString folder()
{
    return qEnvironmentVariable("CONVERSA_SOURCE") + QStringLiteral("/tests/golden/server/");
}

QByteArray contents(const QString &name)
{
    QFile file(folder() + name + QStringLiteral(".json"));
    return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed() : QByteArray();
}

template <typename T>
T id(const char *prefix)
{
    return *T::parse(std::string(prefix) + "0e8400-e29b-41d4-a716-446655440000");
}

template <typename T>
T golden(const char *name)
{
    const auto read = ServerReader().read(contents(QString::fromLatin1(name)));
    if (!read || !std::holds_alternative<T>(read->event))
        qFatal("%s: %s", name, read ? "another type" : read.error().message.constData());
    return std::get<T>(read->event);
}

template <typename T>
T readPayload(const char *type, const QByteArray &payload)
{
    const auto read = ServerReader().read(
        QByteArray("{\"type\":\"") + type + "\",\"payload\":{\"session_id\":\"" + session + "\"," + payload + "}}");
    if (!read || !std::holds_alternative<T>(read->event))
        qFatal("%s: %s", type, read ? "another type" : read.error().message.constData());
    return std::get<T>(read->event);
}

// What agentMessage() of tst_golden is on the wire of a plain connection.
ReceivedMessage agentMessage()
{
    return { .id = id<MessageId>("88"),
        .session = id<SessionId>("55"),
        .contact = id<ContactId>("66"),
        .text = "Ol\xC3\xA1! d'\xC3\xA1gua & <b> \"j\xC3\xA1\"\n\xE2\x80\xA8\xF0\x9F\x98\x80",
        .fromBusiness = true,
        .agent = id<UserId>("77"),
        .timestampMs = 1'760'110'200'000,
        .seq = 7,
        .replyTo = id<MessageId>("99") };
}

} // namespace

class TestServerReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyFile_data();
    void everyFile();
    void messages();
    void histories();
    void joining();
    void users();
    void errors();
    void signs();
    void inboxes();
    void receipts();
    void laterVersions();
    void refused_data();
    void refused();
};

void TestServerReader::everyFile_data()
{
    QTest::addColumn<QByteArray>("json");
    for (QString name : QDir(folder()).entryList({ QStringLiteral("*.json") }, QDir::Files)) {
        name.chop(5);
        // The body of a REST answer is no envelope.
        if (!name.endsWith(QLatin1String("_body")))
            QTest::newRow(qPrintable(name)) << contents(name);
    }
}

void TestServerReader::everyFile()
{
    QFETCH(const QByteArray, json);
    const auto read = ServerReader().read(json);
    QVERIFY2(read, read ? "" : read.error().message.constData());
    const QJsonObject envelope = QJsonDocument::fromJson(json).object();
    QCOMPARE(QString::fromUtf8(read->type), envelope[QLatin1String("type")].toString());
    QCOMPARE(QString::fromUtf8(read->requestId), envelope[QLatin1String("request_id")].toString());
    QVERIFY(!std::holds_alternative<UnknownEvent>(read->event));
}

void TestServerReader::messages()
{
    ReceivedMessage wanted = agentMessage();
    QVERIFY(golden<NewMessage>("new_message_agent_plain").message == wanted);
    wanted.clientMessageId = "tab-1 <7>";
    QVERIFY(golden<MessageSent>("message_sent_plain").message == wanted);
    const auto replayed = golden<NewMessage>("new_message_replayed_own").message;
    QVERIFY(replayed.replayed && replayed.clientMessageId == "tab-1 <7>");
    QVERIFY(golden<NewMessage>("new_message_replayed_other").message.clientMessageId.isEmpty());
    const auto contact = golden<NewMessage>("new_message_contact").message;
    QVERIFY(!contact.fromBusiness && !contact.agent && !contact.replyTo && contact.seq == 6);
    const auto service = golden<NewMessage>("new_message_service").message;
    QVERIFY(service.fromBusiness && !service.agent);
}

void TestServerReader::histories()
{
    const auto own = golden<History>("history_own");
    QVERIFY(own.session == id<SessionId>("55") && own.hasMore);
    QCOMPARE(own.messages.size(), size_t(3));
    QCOMPARE(own.messages[1].seq, 7);
    QCOMPARE(own.messages[1].clientMessageId, QByteArray("tab-1 <7>"));
    const auto empty = golden<History>("history_empty");
    QVERIFY(empty.messages.empty() && !empty.hasMore);
}

void TestServerReader::joining()
{
    const auto joined = golden<SessionJoined>("session_joined");
    QVERIFY(joined.session == id<SessionId>("55") && joined.epoch == id<Epoch>("bb"));
    QCOMPARE(joined.lastSeq, 8);
    QVERIFY(joined.recovered && joined.missed == 2 && joined.userCount == 2);
    QCOMPARE(joined.users.size(), size_t(2));
    QVERIFY(joined.users[0].user == id<UserId>("77") && joined.users[0].role == Role::Agent);
    QCOMPARE(joined.users[1].name, QByteArray("Ana"));
    QVERIFY(joined.typing == (std::vector{ id<UserId>("77"), id<UserId>("66") }));
    const auto fresh = golden<SessionJoined>("session_joined_unknown_gap");
    QVERIFY(!fresh.recovered && !fresh.missed && fresh.users.empty());
    QVERIFY(golden<SessionLeft>("session_left").session == id<SessionId>("55"));
}

void TestServerReader::users()
{
    QVERIFY(golden<UserJoined>("user_joined").user.role == Role::Agent);
    const auto left = golden<UserLeft>("user_left");
    QVERIFY(left.session == id<SessionId>("55") && left.user.user == id<UserId>("77"));
    QCOMPARE(left.user.name, QByteArray("Jo&\xC3\xA3o Silva"));
    const auto typing = golden<UserTyping>("user_typing");
    QVERIFY(typing.isTyping && typing.contact == id<ContactId>("66") && typing.user.user == id<UserId>("77"));
}

void TestServerReader::errors()
{
    const auto limited = golden<ErrorReply>("error_rate_limited");
    QVERIFY(limited.error.code == ErrorCode::RateLimited && limited.retryable);
    QVERIFY(limited.error.retryAfterMs == 250);
    QCOMPARE(limited.requestType, QByteArray("send_message"));
    const auto field = golden<ErrorReply>("error_invalid_field");
    QVERIFY(field.error.code == ErrorCode::InvalidField && !field.retryable);
    QCOMPARE(field.error.field, QByteArray("content_type"));
    const auto later = readPayload<ErrorReply>("error", R"("code":"too_blue","message":"no","retryable":true)");
    QVERIFY(later.error.code == ErrorCode::Internal && later.retryable);
    QCOMPARE(later.code, QByteArray("too_blue"));
}

void TestServerReader::signs()
{
    QVERIFY(golden<Connected>("connected").user == id<UserId>("77"));
    QCOMPARE(golden<ServerDraining>("server_draining").retryAfterMs, 1500);
    QCOMPARE(golden<Notice>("notice").text, QByteArray("Back at &lt;10&gt;"));
    QVERIFY(golden<Notice>("notice").session.has_value());
    golden<Pong>("pong");
    QCOMPARE(golden<TokenRefreshed>("token_refreshed").expiresAtMs, std::optional<qint64>(1'760'110'200'000));
    QVERIFY(!golden<TokenRefreshed>("token_refreshed_for_good").expiresAtMs);
    const auto expiring = readPayload<TokenExpiring>("token_expiring", R"("expires_at":"2025-10-10T15:30:00.000Z")");
    QCOMPARE(expiring.expiresAtMs, 1'760'110'200'000);
    QVERIFY(readPayload<SessionClosed>("session_closed", R"("more":1)").session == id<SessionId>("55"));
}

void TestServerReader::inboxes()
{
    const InboxRow row = golden<SessionUpdated>("session_updated_plain").row;
    QVERIFY(row.session == id<SessionId>("55") && row.contact == id<ContactId>("66") && !row.closed);
    QCOMPARE(row.contactName, QByteArray("Ana <vip>"));
    QVERIFY(row.last
        == (LastMessage{ id<MessageId>("99"), 6, "Preciso de ajuda com um pedido", false, {}, 1'760'110'200'000 }));
    QVERIFY(row.unread == 2 && row.waitingSinceMs == 1'760'110'200'000);
    QVERIFY(row.createdMs == 1'760'110'199'999 && row.changedMs == 1'760'110'200'001);
    const InboxRow answered = golden<SessionUpdated>("session_updated").row;
    QVERIFY(answered.closed && answered.unread == 0 && !answered.waitingSinceMs && answered.contactName.isEmpty());
    QVERIFY(answered.last->fromBusiness && answered.last->agent == id<UserId>("77") && answered.last->seq == 7);
    const InboxRow empty = golden<SessionOpened>("session_opened_empty").row;
    QVERIFY(!empty.contact && !empty.last);
    QVERIFY(golden<SessionOpened>("session_opened").row.session == id<SessionId>("55"));
    QVERIFY(golden<SessionClosed>("session_closed").session == id<SessionId>("55"));
    QVERIFY(golden<SessionReopened>("session_reopened").session == id<SessionId>("55"));
}

void TestServerReader::receipts()
{
    const Receipt delivered = golden<MessageDelivered>("message_delivered").receipt;
    QVERIFY(delivered.upToSeq == 7 && delivered.message == id<MessageId>("88") && delivered.atMs == 1'760'110'200'000);
    const Receipt seen = golden<MessageRead>("message_read").receipt;
    QVERIFY(seen.session == id<SessionId>("55") && seen.user == id<UserId>("66") && seen.atMs == 1'760'110'200'000);
    const auto marked = golden<History>("history_marked").messages;
    QVERIFY(std::any_of(
        marked.begin(), marked.end(), [](const auto &message) { return message.status != MessageStatus::Sent; }));
    const auto watermarks = golden<SessionJoined>("session_joined").watermarks;
    QVERIFY(watermarks
        == (std::vector<Watermark>{
            { id<UserId>("77"), Role::Agent, 8, 6 }, { id<UserId>("66"), Role::Contact, 7, 0 } }));
    QByteArray json = contents(QStringLiteral("message_sent"));
    const auto status = [&json](const char *name) {
        QByteArray changed = json;
        changed.replace("\"status\":\"sent\"", QByteArray("\"status\":\"") + name + "\"");
        return std::get<MessageSent>(ServerReader().read(changed)->event).message.status;
    };
    QVERIFY(status("delivered") == MessageStatus::Delivered && status("read") == MessageStatus::Read);
}

void TestServerReader::laterVersions()
{
    const auto unknown = ServerReader().read(R"({"type":"session_coloured","payload":7})");
    QVERIFY(unknown && std::holds_alternative<UnknownEvent>(unknown->event));
    QByteArray more = contents(QStringLiteral("session_joined"));
    more.replace("\"last_seq\"", "\"colour\":{\"of\":[1]},\"last_seq\"").replace("\"agent\"", "\"overseer\"");
    const auto joined = ServerReader().read(more);
    QVERIFY(joined);
    QVERIFY(std::get<SessionJoined>(joined->event).users[0].role == Role::Service);
}

void TestServerReader::refused_data()
{
    QTest::addColumn<QByteArray>("json");
    const QByteArray sent = contents(QStringLiteral("message_sent"));
    const auto without = [&sent](const char *from, const char *to) { return QByteArray(sent).replace(from, to); };
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("cut off") << sent.chopped(1);
    QTest::newRow("no object") << QByteArray("[]");
    QTest::newRow("no type") << QByteArray("{}");
    QTest::newRow("no payload") << QByteArray(R"({"type":"connected"})");
    QTest::newRow("no seq") << without("\"seq\"", "\"sec\"");
    QTest::newRow("seq 0") << without("\"seq\":7", "\"seq\":0");
    QTest::newRow("text a number") << without("\"text\":", "\"text\":1,\"more\":");
    QTest::newRow("bad id") << without("\"880e", "\"88ze");
    QTest::newRow("bad time") << without("15:30:00", "25:30:00");
    QTest::newRow("bad user") << contents(QStringLiteral("session_joined")).replace("\"user_name\"", "\"name\"");
    QTest::newRow("bad contact") << contents(QStringLiteral("session_opened")).replace("\"id\":\"66", "\"id\":\"zz");
    QTest::newRow("last message without text") << contents(QStringLiteral("session_updated")).replace("\"text\"", "\"test\"");
    QTest::newRow("bad message") << contents(QStringLiteral("history_own")).replace("\"seq\":7", "\"seq\":-7");
}

void TestServerReader::refused()
{
    QFETCH(const QByteArray, json);
    const auto read = ServerReader().read(json);
    QVERIFY(!read);
    QVERIFY(!read.error().message.isEmpty());
}

QTEST_GUILESS_MAIN(TestServerReader)
#include "tst_serverreader.moc"
