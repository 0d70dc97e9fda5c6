// SPDX-License-Identifier: Apache-2.0
// A ChatClient and a server that leaves gaps, refuses, says what no client can read, or is of another version.
// Seen red: a gap never asked for, a person told that a server does not know marks, such marks said again, a refused join
// given up, a confirmation told twice.
#include "protocol/clientreader.h"
#include "support/person.h"

#include <QTest>
#include <QWebSocket>
#include <QWebSocketServer>

using namespace conversa;
using namespace conversa::test;
using Kind = LinkStatus::Kind;

namespace {

const SessionId session = *SessionId::parse("550e8400-e29b-41d4-a716-446655440000");
const Epoch epoch{ Uuid::random() };

// Answers as the test says, a message at a time.
class Server : public QWebSocketServer
{
public:
    using Answer = std::function<void(const ClientEnvelope &)>;

    Server()
        : QWebSocketServer(QStringLiteral("strange"), NonSecureMode)
    {
        connect(this, &QWebSocketServer::newConnection, this, [this] {
            m_socket = nextPendingConnection();
            m_socket->setParent(this);
            connect(m_socket, &QWebSocket::textMessageReceived, this, &Server::onMessage);
        });
        listen(QHostAddress::LocalHost);
    }

    // What is said to messages of this type.
    void on(const QByteArray &type, Answer answer) { m_answers.insert(type, std::move(answer)); }
    void say(const QByteArray &json) { m_socket->sendTextMessage(QString::fromUtf8(json)); }
    void sayMessage(qint64 seq)
    {
        QByteArray json;
        encodeNewMessage(json, {}, message(seq), Audience::Plain);
        say(json);
    }
    void sayJoined(const ClientEnvelope &to, qint64 lastSeq, bool recovered = false)
    {
        QByteArray json;
        encodeSessionJoined(json, { 0, {}, to.requestId },
            { .session = session, .lastSeq = lastSeq, .epoch = epoch, .recovered = recovered }, Audience::Plain);
        say(json);
    }
    void sayError(const ClientEnvelope &to, const Error &error)
    {
        QByteArray json;
        encodeError(json, { 0, {}, to.requestId }, error, to.type, Audience::Plain);
        say(json);
    }
    static ChatMessage message(qint64 seq)
    {
        return { .id = { Uuid::random() },
            .key = { {}, session },
            .seq = seq,
            .contact = { Uuid::random() },
            .user = { Uuid::random() },
            .text = QByteArray::number(seq) };
    }

    QList<QByteArray> heard; // types

private:
    void onMessage(const QString &text)
    {
        const ClientEnvelope envelope = ClientReader().read(text.toUtf8());
        heard.append(envelope.type);
        if (const auto answer = m_answers.value(envelope.type))
            answer(envelope);
    }

    QHash<QByteArray, Answer> m_answers;
    QWebSocket *m_socket = nullptr;
};

} // namespace

class TestStrangeServer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void leavesAGap();
    void refusesForAWhile();
    void doesNotKnowMarks();
    void saysWhatNobodyCanRead();
    void answersTwice();
    void refusesForGood();
};

void TestStrangeServer::leavesAGap()
{
    Server server;
    server.on("join_session", [&](const ClientEnvelope &join) { server.sayJoined(join, 10); });
    server.on("get_history", [&](const ClientEnvelope &request) {
        const auto &wanted = std::get<GetHistory>(*request.body);
        HistoryPage page{ session, {}, true };
        for (qint64 seq = *wanted.afterSeq + 1; seq <= *wanted.afterSeq + 2; ++seq)
            page.messages.push_back(Server::message(seq));
        QByteArray json;
        encodeHistory(json, { 0, {}, request.requestId }, page, Audience::Plain, {});
        server.say(json);
    });
    Person joao(server.serverPort(), "key");
    QVERIFY(joao.enter(session));
    server.sayMessage(11);
    server.sayMessage(15);
    server.sayMessage(15);
    server.sayMessage(14);
    QVERIFY(becomes([&] { return joao.messages.size() == 5; }));
    for (qsizetype i = 0; i < 5; ++i)
        QCOMPARE(joao.messages[i].seq, 11 + i);
    QCOMPARE(server.heard.count("get_history"), 1);
    QVERIFY(joao.missed.isEmpty() && joao.histories.isEmpty());
}

void TestStrangeServer::refusesForAWhile()
{
    Server server;
    int joins = 0, sends = 0;
    server.on("join_session", [&](const ClientEnvelope &join) {
        if (++joins < 3)
            server.sayError(join, { ErrorCode::RateLimited, "too many joins", {}, 50 });
        else
            server.sayJoined(join, 0);
    });
    server.on("send_message", [&](const ClientEnvelope &request) {
        if (++sends < 3)
            return server.sayError(request, { ErrorCode::Unavailable, "the store is away", {}, 20 });
        ChatMessage stored = Server::message(1);
        stored.clientMessageId = std::get<SendMessage>(*request.body).clientMessageId;
        QByteArray json;
        encodeMessageSent(json, { 0, {}, request.requestId }, stored, Audience::Plain);
        server.say(json);
    });
    Person joao(server.serverPort(), "key");
    QVERIFY(joao.enter(session));
    QCOMPARE(joins, 3);
    joao.say(session);
    QVERIFY(becomes([&] { return joao.messages.size() == 1; }));
    QVERIFY(sends == 3 && joao.failures.isEmpty() && joao.errors.isEmpty());
    QVERIFY(!joao.joinRefusals[0].second);
}

void TestStrangeServer::doesNotKnowMarks()
{
    Server server;
    server.on("join_session", [&](const ClientEnvelope &join) { server.sayJoined(join, 10); });
    for (const char *type : { "mark_read", "mark_delivered" }) {
        server.on(type, [&](const ClientEnvelope &mark) {
            server.sayError(mark, { ErrorCode::UnknownType, "the message type is not known" });
        });
    }
    Person joao(server.serverPort(), "key");
    QVERIFY(joao.enter(session));
    for (int i = 1; i <= 3; ++i) {
        joao.client.markRead(session, i);
        joao.client.markDelivered(session, i);
        server.sayMessage(10 + i);
        QVERIFY(becomes([&] { return joao.messages.size() == i; }));
        // The spacing of marks is over, so that a second one would go out.
        const qint64 from = Clock::system().monotonicMs();
        QVERIFY(becomes([&] { return Clock::system().monotonicMs() > from + 2 * ReceiptMarks::spacingMs; }));
    }
    QCOMPARE(server.heard.count("mark_read"), 1);
    QCOMPARE(server.heard.count("mark_delivered"), 1);
    QVERIFY(joao.errors.isEmpty());
}

void TestStrangeServer::saysWhatNobodyCanRead()
{
    Server server;
    server.on("join_session", [&](const ClientEnvelope &join) {
        server.say("{");
        server.say(R"({"type":"session_coloured","payload":{}})");
        server.sayJoined(join, 0);
    });
    Person joao(server.serverPort(), "key");
    QVERIFY(joao.enter(session));
    QCOMPARE(joao.errors.size(), 1);
    QCOMPARE(joao.errors[0].code, ErrorCode::InvalidJson);
    server.sayMessage(1);
    QVERIFY(becomes([&] { return joao.messages.size() == 1; }));
    QCOMPARE(joao.count(Kind::Connected), 1);
}

void TestStrangeServer::answersTwice()
{
    Server server;
    server.on("join_session", [&](const ClientEnvelope &join) { server.sayJoined(join, 0); });
    server.on("send_message", [&](const ClientEnvelope &request) {
        ChatMessage stored = Server::message(1);
        stored.clientMessageId = std::get<SendMessage>(*request.body).clientMessageId;
        for (int i = 0; i < 2; ++i) {
            QByteArray json;
            encodeMessageSent(json, { 0, {}, request.requestId }, stored, Audience::Plain);
            server.say(json);
        }
        server.sayError(request, { ErrorCode::Conflict, "late" });
        server.sayMessage(2);
    });
    Person joao(server.serverPort(), "key");
    QVERIFY(joao.enter(session));
    joao.say(session);
    QVERIFY(becomes([&] { return joao.messages.size() == 2; }));
    QCOMPARE(joao.confirmations.value(joao.sent[0]).size(), 1);
    QVERIFY(joao.failures.isEmpty());
}

void TestStrangeServer::refusesForGood()
{
    Server server;
    server.on("join_session", [&](const ClientEnvelope &join) {
        server.sayError(join, { ErrorCode::LimitExceeded, "too many sessions are joined" });
    });
    server.on("send_message", [&](const ClientEnvelope &request) {
        server.sayError(request, { ErrorCode::SessionClosed, "closed" });
    });
    Person joao(server.serverPort(), "key");
    joao.client.start();
    joao.client.join(session);
    QVERIFY(becomes([&] { return joao.joinRefusals.size() == 1; }));
    QVERIFY(joao.joinRefusals[0].second);
    // Sending needs no join.
    joao.say(session);
    QVERIFY(becomes([&] { return joao.failures.size() == 1; }));
    QCOMPARE(joao.failures[0].code, ErrorCode::SessionClosed);
    QCOMPARE(joao.client.unconfirmed(), 0);
}

QTEST_GUILESS_MAIN(TestStrangeServer)
#include "tst_strangeserver.moc"
