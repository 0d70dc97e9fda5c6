// SPDX-License-Identifier: Apache-2.0
// The client library and the real server: two people talk, and are told no more and no less than happened.
// Seen red: message_sent not put in the session's order, marks never said, the pace
// above the server's, a contact's join never tried again, session_closed and session_updated handed out as their neighbours.
#include "support/person.h"
#include "support/restclient.h"
#include "support/serverprocess.h"

#include <QTest>

using namespace conversa;
using namespace conversa::test;
using Kind = LinkStatus::Kind;

namespace {

const ContactId contact = *ContactId::parse("660e8400-e29b-41d4-a716-446655440000");

QList<qint64> seqs(const QList<ReceivedMessage> &messages)
{
    QList<qint64> all;
    for (const ReceivedMessage &message : messages)
        all.append(message.seq);
    return all;
}

} // namespace

class TestChatClient : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void talk();
    void typing();
    void presence();
    void history();
    void refusedSends();
    void refusedToken();
    void aContactWaitsForItsSession();
    void receipts();
    void belowTheServersLimits();
    void leaving();
    void sessionsOpenAndClose();

private:
    SessionId m_session; // new for each test
    ServerProcess m_server;
};

void TestChatClient::init()
{
    m_session = SessionId{ Uuid::random() };
    if (m_server.port() == 0)
        QVERIFY2(m_server.start(), m_server.log());
}

void TestChatClient::talk()
{
    Person ana(m_server.port(), "dev-contact-key"), joao(m_server.port(), "dev-user-key");
    QVERIFY(joao.enter(m_session));
    const QByteArray text = "d'\xC3\xA1gua & <b> \"j\xC3\xA1\"\n\xF0\x9F\x98\x80";
    joao.say(m_session, text);
    QVERIFY(becomes([&] { return joao.messages.size() == 1; }));
    QVERIFY(ana.enter(m_session, ResumePoint{}));
    QVERIFY(becomes([&] { return ana.messages.size() == 1; }));
    for (int i = 0; i < 20; ++i) {
        ana.say(m_session);
        joao.say(m_session);
    }
    QVERIFY(becomes([&] { return ana.messages.size() == 41 && joao.messages.size() == 41; }));
    QCOMPARE(seqs(ana.messages), seqs(joao.messages));
    QCOMPARE(ana.messages.last().seq, 41);
    QCOMPARE(ana.messages.first().text, text);
    QVERIFY(ana.messages.first().fromBusiness && ana.messages.first().agent == joao.client.user());
    QCOMPARE(joao.confirmations.size(), 21);
    QCOMPARE(joao.client.unconfirmed(), 0);
    for (const auto &confirmation : joao.confirmations)
        QCOMPARE(confirmation.size(), 1);
    QVERIFY(ana.errors.isEmpty() && joao.errors.isEmpty() && joao.failures.isEmpty() && joao.missed.isEmpty());
}

void TestChatClient::typing()
{
    Person ana(m_server.port(), "dev-admin-key"), joao(m_server.port(), "dev-user-key");
    QVERIFY(ana.enter(m_session) && joao.enter(m_session));
    for (int key = 0; key < 10; ++key)
        joao.client.typed(m_session, contact);
    QVERIFY(becomes([&] { return ana.typing.size() == 1; }));
    QVERIFY(ana.typing[0].isTyping && ana.typing[0].user.user == joao.client.user());
    // Nobody types any more, and nobody said so.
    QVERIFY(becomes([&] { return ana.typing.size() == 2; }));
    QVERIFY(!ana.typing[1].isTyping);
}

void TestChatClient::presence()
{
    Person ana(m_server.port(), "dev-admin-key");
    QVERIFY(ana.enter(m_session));
    {
        Person joao(m_server.port(), "dev-user-key");
        QVERIFY(joao.enter(m_session));
        QCOMPARE(joao.joined[0].userCount, 2);
        QVERIFY(becomes([&] { return ana.users.size() == 1; }));
        QVERIFY(ana.users[0].user == joao.client.user() && ana.users[0].role == Role::Agent);
    }
    QVERIFY(becomes([&] { return ana.gone.size() == 1; }));
}

void TestChatClient::history()
{
    Person joao(m_server.port(), "dev-user-key");
    QVERIFY(!joao.client.requestHistory({ m_session }));
    QVERIFY(joao.enter(m_session));
    for (int i = 0; i < 5; ++i)
        joao.say(m_session);
    QVERIFY(becomes([&] { return joao.messages.size() == 5; }));
    QVERIFY(joao.client.requestHistory({ .session = m_session, .beforeSeq = 5, .limit = 2 }));
    QVERIFY(becomes([&] { return joao.histories.size() == 1; }));
    QCOMPARE(joao.histories[0].messages.size(), size_t(2));
    QVERIFY(joao.histories[0].messages[0].seq == 3 && joao.histories[0].hasMore);
    QCOMPARE(joao.messages.size(), 5); // what was asked for is not handed out as new
    Person ana(m_server.port(), "dev-contact-key");
    ana.client.start();
    QVERIFY(becomes([&] { return ana.hasSeen(Kind::Connected); }));
    QVERIFY(ana.client.requestHistory({ SessionId{ Uuid::random() } }));
    QVERIFY(becomes([&] { return ana.historyFailures.size() == 1; }));
    QCOMPARE(ana.historyFailures[0].code, ErrorCode::NotFound);
}

void TestChatClient::refusedSends()
{
    Person joao(m_server.port(), "dev-user-key");
    QVERIFY(joao.enter(m_session));
    const auto large = joao.client.send(m_session, contact, QByteArray(10'241, 'x'));
    QVERIFY(!large && large.error().code == ErrorCode::MessageTooLarge);
    joao.say(m_session, " \n ");
    joao.say(m_session, "after it");
    QVERIFY(becomes([&] { return joao.failures.size() == 1 && joao.messages.size() == 1; }));
    QCOMPARE(joao.failures[0].code, ErrorCode::InvalidField);
    QCOMPARE(joao.messages[0].text, QByteArray("after it"));
    QCOMPARE(joao.client.unconfirmed(), 0);
}

void TestChatClient::refusedToken()
{
    const QByteArray token = "cv_nobody_has_this_one";
    Person mallory(m_server.port(), token);
    mallory.client.start();
    QVERIFY(becomes([&] { return mallory.hasSeen(Kind::Stopped); }));
    QCOMPARE(mallory.states.last().cause, EndKind::Unauthorized);
    QVERIFY(!m_server.log().contains(token));
    // Another key, and all is well.
    mallory.client.setToken("dev-user-key");
    QVERIFY(mallory.enter(m_session));
}

void TestChatClient::aContactWaitsForItsSession()
{
    Person ana(m_server.port(), "dev-contact-key"), joao(m_server.port(), "dev-user-key");
    ana.client.start();
    ana.client.join(m_session);
    QVERIFY(becomes([&] { return ana.joinRefusals.size() == 1; }));
    QVERIFY(ana.joinRefusals[0].first.code == ErrorCode::NotFound && !ana.joinRefusals[0].second);
    joao.client.start();
    joao.say(m_session, "Good morning!");
    QVERIFY(becomes([&] { return ana.messages.size() == 1; }));
    QCOMPARE(ana.messages[0].text, QByteArray("Good morning!"));
    QVERIFY(ana.missed.isEmpty());
    // It is not for a contact to begin one.
    ana.say(SessionId{ Uuid::random() }, "Is anybody there?");
    QVERIFY(becomes([&] { return ana.failures.size() == 1; }));
    QCOMPARE(ana.failures[0].code, ErrorCode::NotFound);
}

void TestChatClient::receipts()
{
    Person ana(m_server.port(), "dev-admin-key"), joao(m_server.port(), "dev-user-key");
    QVERIFY(ana.enter(m_session) && joao.enter(m_session));
    for (int i = 0; i < 5; ++i)
        joao.say(m_session);
    QVERIFY(becomes([&] { return ana.messages.size() == 5; }));
    ana.client.markDelivered(m_session, 5);
    ana.client.markRead(m_session, 3);
    ana.client.markRead(m_session, 2);
    QVERIFY(becomes([&] { return joao.delivered.size() == 1 && joao.read.size() == 1; }));
    QVERIFY(joao.delivered[0].upToSeq == 5 && joao.delivered[0].user == ana.client.user());
    QCOMPARE(joao.read[0].upToSeq, 3);
    ana.client.markRead(m_session, 5);
    QVERIFY(becomes([&] { return joao.read.size() == 2; }));
    QCOMPARE(joao.read[1].upToSeq, 5);
    QVERIFY(ana.errors.isEmpty() && joao.errors.isEmpty());
}

void TestChatClient::belowTheServersLimits()
{
    ServerProcess strict;
    QVERIFY2(strict.start({ QStringLiteral("--limits.enabled=true") }), strict.log());
    ChatOptions options = Person::options(strict.port(), "dev-user-key");
    options.outbox = {};
    Person joao(options);
    QVERIFY(joao.enter(m_session));
    for (int i = 0; i < 120; ++i)
        joao.say(m_session);
    QVERIFY(becomes([&] { return joao.messages.size() == 120; }));
    QCOMPARE(joao.count(Kind::Waiting), 0); // three refusals close the connection
    QVERIFY(joao.failures.isEmpty());
}

void TestChatClient::leaving()
{
    Person ana(m_server.port(), "dev-admin-key"), joao(m_server.port(), "dev-user-key");
    QVERIFY(ana.enter(m_session) && joao.enter(m_session));
    ana.client.leave(m_session);
    QVERIFY(ana.client.requestHistory({ m_session }));
    QVERIFY(becomes([&] { return ana.histories.size() == 1; }));
    joao.say(m_session);
    QVERIFY(becomes([&] { return joao.messages.size() == 1; }));
    QVERIFY(ana.client.requestHistory({ m_session }));
    QVERIFY(becomes([&] { return ana.histories.size() == 2; }));
    QVERIFY(ana.messages.isEmpty());
    ana.client.stop();
    QVERIFY(becomes([&] { return ana.states.last().kind == Kind::Stopped; }));
}

// An agent hears of every session without joining it, its members of its end.
void TestChatClient::sessionsOpenAndClose()
{
    Person ana(m_server.port(), "dev-admin-key"), joao(m_server.port(), "dev-user-key");
    joao.client.start();
    QVERIFY(becomes([&] { return joao.hasSeen(Kind::Connected); }));
    const QByteArray id = m_session.toByteArray();
    const auto rest = [&](const QByteArray &action, const QByteArray &json) { return post(m_server.port(), "/api/v1/sessions" + action, json).status; };
    QCOMPARE(rest({}, R"({"session_id":")" + id + R"(","contact_id":")" + contact.toByteArray() + R"(","contact_name":"Ana <Lima>"})"), 201);
    QVERIFY(becomes([&] { return joao.opened.size() == 1; }));
    QVERIFY(joao.opened[0].session == m_session && joao.opened[0].contact == contact && !joao.opened[0].closed && !joao.opened[0].last);
    QCOMPARE(joao.opened[0].contactName, QByteArray("Ana <Lima>"));
    QVERIFY(ana.enter(m_session));
    ana.say(m_session, "Good morning & welcome!");
    QVERIFY(becomes([&] { return joao.updated.size() == 1; }));
    QVERIFY(joao.updated[0].session == m_session && joao.updated[0].last);
    QCOMPARE(joao.updated[0].last->text, QByteArray("Good morning & welcome!"));
    QVERIFY(joao.messages.isEmpty());
    QCOMPARE(rest('/' + id + "/close", {}), 200);
    QVERIFY(becomes([&] { return ana.closed.size() == 1 && joao.updated.size() == 2; }));
    QVERIFY(ana.closed[0] == m_session && joao.updated[1].closed);
    ana.say(m_session, "Too late");
    QVERIFY(becomes([&] { return ana.failures.size() == 1; }));
    QCOMPARE(ana.failures[0].code, ErrorCode::SessionClosed);
    QCOMPARE(rest('/' + id + "/reopen", {}), 200);
    QVERIFY(becomes([&] { return ana.reopened.size() == 1 && joao.updated.size() == 3; }));
    QVERIFY(ana.reopened[0] == m_session && !joao.updated[2].closed);
    QVERIFY(ana.closed.size() == 1 && joao.closed.isEmpty() && joao.reopened.isEmpty() && joao.opened.size() == 1);
}

QTEST_GUILESS_MAIN(TestChatClient)
#include "tst_chatclient.moc"
