// SPDX-License-Identifier: Apache-2.0
// Sessions over REST on live sockets, over SQLite and PostgreSQL: made, closed, reopened, ended by inactivity, and who may do what.
// Seen red: a role asked for nothing (rights), the scope not looked at (scopeNarrowsTheInbox).
#include "conformance/sessionrequests.h"

#include <QTest>

using namespace conversa::test;
using namespace Qt::StringLiterals;

class TestLiveSessions : public SessionTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { BothStores::addRows(); }
    void init() { m_stores.start(); }
    void madeOverRest();
    void closedAndReopened();
    void idleSessionsAreClosed();
    void rights_data();
    void rights();
    void tenantsAreApart();
    void scopeNarrowsTheInbox();

private:
    // The token of a new key.
    QByteArray key(const QStringList &arguments);
};

QByteArray TestLiveSessions::key(const QStringList &arguments)
{
    const auto made = m_stores.server().run(QStringList{ u"key"_s, u"create"_s } + arguments + m_stores.keyArguments());
    const qsizetype from = made.second.indexOf("cv_");
    return from < 0 ? QByteArray() : made.second.mid(from, 46);
}

void TestLiveSessions::madeOverRest()
{
    const RestAnswer made = send(sessions, newSession(session.toUpper()));
    QCOMPARE(made.status, 201);
    QCOMPARE(made.json["session_id"_L1].toString(), QString::fromLatin1(session));
    QCOMPARE(made.json["state"_L1].toString(), u"open"_s);
    QCOMPARE(made.json["contact"_L1].toObject()["id"_L1].toString(), QString::fromLatin1(contactId));
    QCOMPARE(made.json["contact"_L1].toObject()["name"_L1].toString(), u"Ana &lt;Lima&gt;"_s);
    QVERIFY(!made.json.contains("last_message"_L1) && made.json["unread"_L1].toInt(-1) == 0);
    QCOMPARE(send(sessions, newSession(session)).status, 200);
    const QByteArray foreign = R"({"session_id":")" + session + R"(","contact_id":"660e8400-e29b-41d4-a716-446655440001"})";
    const RestAnswer refused = send(sessions, foreign);
    QCOMPARE(refused.status, 400);
    QCOMPARE(refused.json["field"_L1].toString(), u"contact_id"_s);
    const RestAnswer unnamed = send(sessions, R"({"contact_id":")" + contactId + "\"}");
    QCOMPARE(unnamed.status, 201);
    QCOMPARE(unnamed.json["session_id"_L1].toString().size(), 36);
    QCOMPARE(inbox().size(), 2);
    // The contact reaches it from now on.
    WsClient contact(m_stores.port(), { .token = "dev-contact-key" });
    join(contact);
}

void TestLiveSessions::closedAndReopened()
{
    WsClient contact(m_stores.port(), { .token = "dev-contact-key" });
    WsClient agent(m_stores.port());
    QCOMPARE(send(at("messages"), message("a", "hello")).status, 201);
    join(contact);
    const RestAnswer closed = send(at("close"), "{}");
    QCOMPARE(closed.status, 200);
    QCOMPARE(closed.json["state"_L1].toString(), u"closed"_s);
    QCOMPARE(payload(contact.waitFor("session_closed"))["session_id"_L1].toString(), QString::fromLatin1(session));
    QCOMPARE(send(at("close"), "{}").status, 200);
    contact.sendText(sending("no"));
    QCOMPARE(payload(contact.waitFor("error"))["code"_L1].toString(), u"session_closed"_s);
    const RestAnswer refused = send(at("messages"), message("b", "no"));
    QCOMPARE(refused.status, 409);
    QCOMPARE(refused.json["error"_L1].toString(), u"session_closed"_s);
    // A repeat is answered whatever became of its session; joining and reading go on.
    QCOMPARE(send(at("messages"), message("a", "hello")).status, 200);
    join(agent);
    QCOMPARE(history().size(), 1);
    QVERIFY(inbox().isEmpty());
    QCOMPARE(inbox("?state=closed").size(), 1);
    QCOMPARE(send(at("reopen"), {}).status, 200);
    QCOMPARE(payload(contact.waitFor("session_reopened"))["session_id"_L1].toString(), QString::fromLatin1(session));
    contact.sendText(sending("yes"));
    QVERIFY(!contact.waitFor("message_sent").isEmpty());
    QCOMPARE(heard(contact, "session_closed"), 1);
    QCOMPARE(inbox()[0].toObject()["state"_L1].toString(), u"open"_s);
    QCOMPARE(send(at("close", otherSession(9)), "{}").status, 404);
}

void TestLiveSessions::idleSessionsAreClosed()
{
    m_stores.start({ u"--sessions.inactivity=1s"_s });
    WsClient agent(m_stores.port());
    agent.sendText(sending("hello"));
    QVERIFY(!agent.waitFor("message_sent").isEmpty());
    join(agent);
    QVERIFY(!agent.waitFor("session_closed").isEmpty());
    agent.sendText(sending("too late"));
    QCOMPARE(payload(agent.waitFor("error"))["code"_L1].toString(), u"session_closed"_s);
    QTRY_VERIFY(heard(agent, "session_updated") > 0);
    QCOMPARE(inbox("?state=closed").size(), 1);
}

void TestLiveSessions::rights_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("own"); // what a contact gets in its own session
    QTest::addColumn<int>("foreign");
    const QByteArray none;
    QTest::newRow("inbox") << QByteArray("GET") << none << none << 403 << 403;
    QTest::newRow("create") << QByteArray("POST") << none << newSession("S") << 403 << 403;
    QTest::newRow("close") << QByteArray("POST") << QByteArray("/S/close") << QByteArray("{}") << 403 << 403;
    QTest::newRow("reopen") << QByteArray("POST") << QByteArray("/S/reopen") << QByteArray("{}") << 403 << 403;
    QTest::newRow("history") << QByteArray("GET") << QByteArray("/S/messages") << none << 200 << 404;
    QTest::newRow("message") << QByteArray("POST") << QByteArray("/S/messages") << message("a", "x") << 201 << 404;
    QTest::newRow("receipt") << QByteArray("POST") << QByteArray("/S/receipts") << QByteArray(R"({"status":"read","up_to_seq":1})") << 200 << 404;
    QTest::newRow("receipt of the agent") << QByteArray("POST") << QByteArray("/S/receipts")
                                          << QByteArray(R"({"status":"read","reader":"agent","up_to_seq":1})") << 403 << 404;
}

void TestLiveSessions::rights()
{
    QFETCH(const QByteArray, method);
    QFETCH(const QByteArray, path);
    QFETCH(const QByteArray, body);
    QFETCH(const int, own);
    QFETCH(const int, foreign);
    QCOMPARE(send(at("messages"), message("first", "hello")).status, 201);
    const QByteArray stranger = R"({"session_id":")" + otherSession(1) + R"(","contact_id":"660e8400-e29b-41d4-a716-446655440001"})";
    QCOMPARE(send(sessions, stranger).status, 201);
    const auto asked = [&](QByteArray id, const QByteArray &token) {
        const QByteArray target = sessions + QByteArray(path).replace("/S/", '/' + id + '/');
        return method == "GET" ? get(m_stores.port(), target, token).status
                               : send(target, QByteArray(body).replace("\"S\"", '"' + id + '"'), token).status;
    };
    QCOMPARE(asked(session, "dev-contact-key"), own);
    QCOMPARE(asked(otherSession(1), "dev-contact-key"), foreign);
    QCOMPARE(asked(otherSession(2), "dev-contact-key"), foreign); // one that is not there looks the same
    QCOMPARE(asked(session, "no-such-key"), 401);
    QVERIFY(asked(session, "dev-user-key") < 300);
}

void TestLiveSessions::tenantsAreApart()
{
    const QByteArray elsewhere = key({ u"--name"_s, u"e"_s, u"--role"_s, u"agent"_s, u"--tenant"_s, u"elsewhere"_s, u"--user-name"_s, u"Eve"_s });
    WsClient eve(m_stores.port(), { .token = elsewhere });
    QVERIFY(eve.sync());
    QCOMPARE(send(at("messages"), message("a", "hello")).status, 201);
    QVERIFY(inbox({}, elsewhere).isEmpty());
    for (const QByteArray &action : { at("close"), at("reopen") })
        QCOMPARE(send(action, "{}", elsewhere).status, 404);
    QCOMPARE(send(at("receipts"), R"({"status":"read","up_to_seq":1})", elsewhere).status, 404);
    // The same session id is a session of its own there, with the same external id.
    QCOMPARE(send(at("messages"), message("a", "theirs"), elsewhere).status, 201);
    QVERIFY(!eve.waitFor("session_opened").isEmpty());
    QCOMPARE(heard(eve, "session_opened"), 1);
    QCOMPARE(history().size(), 1);
    QCOMPARE(history()[0].toObject()["text"_L1].toString(), u"hello"_s);
}

void TestLiveSessions::scopeNarrowsTheInbox()
{
    const QByteArray narrow = key({ u"--name"_s, u"n"_s, u"--role"_s, u"agent"_s, u"--tenant"_s, u"dev"_s, u"--user-name"_s, u"N"_s,
        u"--session"_s, QString::fromLatin1(otherSession(3)) });
    WsClient agent(m_stores.port(), { .token = narrow });
    QVERIFY(agent.sync());
    for (int i = 1; i <= 5; ++i)
        QCOMPARE(send(at("messages", otherSession(i)), message("a", "hello")).status, 201);
    const QJsonArray rows = inbox({}, narrow);
    QCOMPARE(rows.size(), 1);
    QCOMPARE(rows[0].toObject()["session_id"_L1].toString(), QString::fromLatin1(otherSession(3)));
    QCOMPARE(payload(agent.waitFor("session_opened"))["session_id"_L1].toString(), QString::fromLatin1(otherSession(3)));
    QCOMPARE(send(at("close", otherSession(4)), "{}", narrow).status, 404);
    QCOMPARE(send(sessions, newSession(otherSession(4)), narrow).status, 404);
    QCOMPARE(heard(agent, "session_opened"), 1);
}

QTEST_GUILESS_MAIN(TestLiveSessions)
#include "tst_livesessions.moc"
