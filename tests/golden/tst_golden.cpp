// SPDX-License-Identifier: Apache-2.0
// Every wire message of both directions against its file: client/ is what ClientReader reads, server/ is, byte for
// byte, what the encoders write. A file nobody compares with fails the test too. Seen red: with agent_id written for a
// service, with status before agent_id, with the writer escaping nothing.
#include "protocol/clientreader.h"
#include "protocol/servermessages.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace conversa;

namespace {

template <typename T>
T id(const char *prefix)
{
    return *T::parse(std::string(prefix) + "0e8400-e29b-41d4-a716-446655440000");
}

QByteArray contents(const QString &name)
{
    QFile file(qEnvironmentVariable("CONVERSA_SOURCE") + QStringLiteral("/tests/golden/") + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed() : QByteArray();
}

QStringList names(const QString &folder)
{
    const QDir dir(qEnvironmentVariable("CONVERSA_SOURCE") + QStringLiteral("/tests/golden/") + folder);
    QStringList found = dir.entryList({ QStringLiteral("*.json") }, QDir::Files, QDir::Name);
    for (QString &name : found)
        name.chop(5);
    return found;
}

const SessionId session = id<SessionId>("55");
const ContactId contact = id<ContactId>("66");
const UserId agent = id<UserId>("77");
const UserId other = id<UserId>("66");
const MessageId earlier = id<MessageId>("99");
constexpr qint64 stored = 1'760'110'200'000; // 2025-10-10T15:30:00.000Z
const UserInfo joao{ agent, "Jo&\xC3\xA3o Silva", Role::Agent };

EnvelopeInfo envelope(const char *requestId = "")
{
    return { 1'760'110'265'250, id<MessageId>("aa").uuid, requestId };
}

ChatMessage agentMessage()
{
    return { .id = id<MessageId>("88"),
        .key = { "dev", session },
        .seq = 7,
        .contact = contact,
        .user = agent,
        .role = Role::Agent,
        .text = "Ol\xC3\xA1! d'\xC3\xA1gua & <b> \"j\xC3\xA1\"\n\xE2\x80\xA8\xF0\x9F\x98\x80",
        .replyTo = earlier,
        .clientMessageId = "tab-1 <7>",
        .timestampMs = stored };
}

ChatMessage contactMessage()
{
    return { .id = earlier,
        .key = { "dev", session },
        .seq = 6,
        .contact = contact,
        .user = other,
        .role = Role::Contact,
        .text = "Preciso de ajuda com um pedido",
        .timestampMs = stored };
}

ChatMessage serviceMessage()
{
    ChatMessage message = contactMessage();
    message.id = id<MessageId>("cc");
    message.seq = 8;
    message.user = id<UserId>("dd");
    message.role = Role::Service;
    message.text = "Pedido 4711 enviado";
    return message;
}

HistoryPage page()
{
    return { session, { contactMessage(), agentMessage(), serviceMessage() }, true };
}

// The contact was given both of the business side's messages and has read the first; nobody has seen the contact's.
HistoryPage markedPage()
{
    HistoryPage marked = page();
    marked.marks.contact = { other, Role::Contact, 8, 7 };
    return marked;
}

Receipt receipt()
{
    return { session, id<MessageId>("88"), other, 7, stored };
}

SessionJoined joined()
{
    return { .session = session,
        .lastSeq = 8,
        .epoch = id<Epoch>("bb"),
        .recovered = true,
        .missed = 2,
        .users = { joao, { other, "Ana", Role::Contact } },
        .userCount = 2,
        .typing = { agent, other },
        .watermarks = { { agent, Role::Agent, 8, 6 }, { other, Role::Contact, 7, 0 } } };
}

// A customer nobody has answered yet.
InboxRow waitingRow()
{
    return { .session = session,
        .contact = contact,
        .contactName = "Ana <vip>",
        .last = lastMessageOf(contactMessage()),
        .unread = 2,
        .waitingSinceMs = stored,
        .createdMs = stored - 1,
        .changedMs = stored + 1 };
}

InboxRow answeredRow()
{
    return { .session = session,
        .closed = true,
        .contact = contact,
        .last = lastMessageOf(agentMessage()),
        .createdMs = stored,
        .changedMs = stored };
}

using Encoded = QMap<QString, QByteArray>;

// One encoded message a file name.
class Encoding
{
public:
    template <typename Encode, typename... Arguments>
    void add(const char *name, Encode encode, const Arguments &...arguments)
    {
        encode(m_messages[QString::fromLatin1(name)], arguments...);
    }
    const Encoded &messages() const { return m_messages; }

private:
    Encoded m_messages;
};

void addMessages(Encoding &all)
{
    const auto escaped = Audience::Escaped;
    const auto plain = Audience::Plain;
    all.add("message_sent", encodeMessageSent, envelope("r-1"), agentMessage(), escaped);
    all.add("message_sent_plain", encodeMessageSent, envelope(), agentMessage(), plain);
    all.add("new_message_agent", encodeNewMessage, envelope(), agentMessage(), escaped);
    all.add("new_message_agent_plain", encodeNewMessage, envelope(), agentMessage(), plain);
    all.add("new_message_contact", encodeNewMessage, envelope(), contactMessage(), escaped);
    all.add("new_message_service", encodeNewMessage, envelope(), serviceMessage(), escaped);
    all.add("new_message_replayed_own", encodeReplayedMessage, envelope(), agentMessage(), escaped, agent);
    all.add("new_message_replayed_other", encodeReplayedMessage, envelope(), agentMessage(), escaped, other);
    all.add("history_own", encodeHistory, envelope("r-2"), page(), escaped, agent);
    all.add("history_other", encodeHistory, envelope(), page(), escaped, other);
    all.add("history_marked", encodeHistory, envelope(), markedPage(), escaped, other);
    all.add("history_empty", encodeHistory, envelope(), HistoryPage{ session, {}, false }, escaped, agent);
    all.add("history_body", encodeHistoryBody, page(), other);
}

void addEvents(Encoding &all)
{
    const auto escaped = Audience::Escaped;
    const SessionJoined fresh{ .session = session, .epoch = id<Epoch>("bb") };
    all.add("connected", encodeConnected, envelope(), id<ConnectionId>("cc"), agent);
    all.add("session_joined", encodeSessionJoined, envelope("r-3"), joined(), escaped);
    all.add("session_joined_unknown_gap", encodeSessionJoined, envelope(), fresh, escaped);
    all.add("session_left", encodeSessionLeft, envelope(), session);
    all.add("user_joined", encodeUserJoined, envelope(), session, joao, escaped);
    all.add("user_left", encodeUserLeft, envelope(), session, joao, Audience::Plain);
    all.add("user_typing", encodeUserTyping, envelope(), UserTyping{ session, contact, joao, true }, escaped);
    all.add("message_delivered", encodeReceipt, envelope(), Mark::Delivered, receipt());
    all.add("message_read", encodeReceipt, envelope(), Mark::Read, receipt());
    all.add("session_closed", encodeSessionClosed, envelope(), session, true);
    all.add("session_reopened", encodeSessionClosed, envelope(), session, false);
    all.add("session_opened", encodeInboxEvent, envelope(), waitingRow(), true, escaped);
    all.add("session_opened_empty", encodeInboxEvent, envelope(), InboxRow{ .session = session }, true, escaped);
    all.add("session_updated", encodeInboxEvent, envelope(), answeredRow(), false, escaped);
    all.add("session_updated_plain", encodeInboxEvent, envelope(), waitingRow(), false, Audience::Plain);
    all.add("inbox_body", encodeInboxBody, std::vector{ waitingRow(), answeredRow() }, QByteArray("1760110200001000.") + session.toByteArray());
    all.add("inbox_empty_body", encodeInboxBody, std::vector<InboxRow>(), QByteArray());
    all.add("session_body", encodeInboxRow, waitingRow());
    all.add("message_body", encodeMessageBody, contactMessage(), QByteArray("wamid.\"7\""));
    all.add("pong", encodePong, envelope("r-4"));
    all.add("token_expiring", encodeTokenExpiring, envelope(), stored);
    all.add("token_refreshed", encodeTokenRefreshed, envelope("r-1"), std::optional(stored));
    all.add("token_refreshed_for_good", encodeTokenRefreshed, envelope("r-1"), std::optional<qint64>());
    all.add("notice", encodeNotice, envelope(), session, QByteArrayView("Back at <10>"), Audience::Escaped);
    all.add("server_draining", encodeServerDraining, envelope(), qint64(1'500));
}

void addErrors(Encoding &all)
{
    const auto add = [&all](const char *name, const Error &error, const char *type, const char *requestId = "") {
        all.add(name, encodeError, envelope(requestId), error, QByteArrayView(type), Audience::Escaped);
    };
    add("error_send_failed", { ErrorCode::SendFailed, "the message could not be stored in time" }, "send_message",
        "r-5");
    add("error_invalid_field", invalidField("content_type", "must be \"text\""), "send_message");
    add("error_rate_limited", { ErrorCode::RateLimited, "too many messages", {}, 250 }, "send_message");
    add("error_invalid_json", { ErrorCode::InvalidJson, "the message is not valid JSON" }, "");
    add("error_unknown_type", { ErrorCode::UnknownType, "the message type is not known" }, "<b>");
}

Encoded encodedMessages()
{
    Encoding all;
    addMessages(all);
    addEvents(all);
    addErrors(all);
    return all.messages();
}

} // namespace

class TestGolden : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void serverFiles_data();
    void serverFiles();
    void clientFiles_data();
    void clientFiles();
    void coversEveryClientType();
    void appendsBehindWhatIsThere();
};

void TestGolden::initTestCase()
{
    QVERIFY2(!names(QStringLiteral("client")).isEmpty(), "CONVERSA_SOURCE must name the source tree");
}

void TestGolden::serverFiles_data()
{
    QTest::addColumn<QByteArray>("encoded");
    const Encoded encoded = encodedMessages();
    QStringList wanted = names(QStringLiteral("server")) + encoded.keys();
    wanted.sort();
    wanted.removeDuplicates();
    for (const QString &name : wanted)
        QTest::newRow(qPrintable(name)) << encoded.value(name);
}

void TestGolden::serverFiles()
{
    QFETCH(QByteArray, encoded);
    const QByteArray golden = contents(QStringLiteral("server/%1.json").arg(QLatin1String(QTest::currentDataTag())));
    QCOMPARE(encoded, golden);
    QJsonParseError error;
    const QJsonObject parsed = QJsonDocument::fromJson(encoded, &error).object();
    QCOMPARE(error.errorString(), QJsonParseError().errorString());
    QVERIFY(!parsed.isEmpty());
}

void TestGolden::clientFiles_data()
{
    QTest::addColumn<QByteArray>("json");
    for (const QString &name : names(QStringLiteral("client")))
        QTest::newRow(qPrintable(name)) << contents(QStringLiteral("client/%1.json").arg(name));
}

void TestGolden::clientFiles()
{
    QFETCH(QByteArray, json);
    const QJsonObject expected = QJsonDocument::fromJson(json).object();
    const ClientEnvelope read = ClientReader().read(json);
    QVERIFY2(read.body, read.body ? "" : read.body.error().message.constData());
    QCOMPARE(QString::fromUtf8(read.type), expected[QLatin1String("type")].toString());
    QCOMPARE(QString::fromUtf8(read.requestId), expected[QLatin1String("request_id")].toString());
    if (const auto *send = std::get_if<SendMessage>(&*read.body)) {
        const QJsonObject payload = expected[QLatin1String("payload")].toObject();
        QCOMPARE(QString::fromUtf8(send->text), payload[QLatin1String("text")].toString());
        QCOMPARE(QString::fromUtf8(send->clientMessageId), payload[QLatin1String("client_message_id")].toString());
    }
}

void TestGolden::coversEveryClientType()
{
    QSet<size_t> kinds;
    for (const QString &name : names(QStringLiteral("client"))) {
        const ClientEnvelope read = ClientReader().read(contents(QStringLiteral("client/%1.json").arg(name)));
        if (read.body)
            kinds.insert(read.body->index());
    }
    QCOMPARE(size_t(kinds.size()), std::variant_size_v<ClientMessage>);
}

void TestGolden::appendsBehindWhatIsThere()
{
    QByteArray one;
    encodePong(one, envelope());
    QByteArray two = one;
    encodePong(two, envelope());
    QCOMPARE(two, one + one);
}

QTEST_GUILESS_MAIN(TestGolden)
#include "tst_golden.moc"
