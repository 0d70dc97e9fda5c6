// SPDX-License-Identifier: Apache-2.0
// An agent's inbox on live sockets, over SQLite and PostgreSQL: what REST tells and what comes by itself. Seen red: session_opened
// to contacts as well (agentsHearOfNewCustomers), each change told at once (changesAreGathered).
#include "conformance/sessionrequests.h"

#include <QSet>
#include <QTest>

using namespace conversa::test;
using namespace Qt::StringLiterals;

class TestLiveInbox : public SessionTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { BothStores::addRows(); }
    void init() { m_stores.start(); }
    void agentsHearOfNewCustomers();
    void changesAreGathered();
    void tenantsWithManyAgentsAreSpared();
    void inboxTellsWhoWaits();
    void inboxPages();
    void inboxText(); // B144
};

void TestLiveInbox::agentsHearOfNewCustomers()
{
    WsClient agent(m_stores.port());
    WsClient plain(m_stores.port(), { .token = "dev-admin-key", .query = "text=plain" });
    WsClient contact(m_stores.port(), { .token = "dev-contact-key" });
    QVERIFY(agent.sync() && plain.sync() && contact.sync());
    QCOMPARE(send(sessions, newSession(session)).status, 201);
    const QJsonObject opened = agent.waitFor("session_opened");
    QCOMPARE(payload(opened)["contact"_L1].toObject()["name"_L1].toString(), u"Ana &lt;Lima&gt;"_s);
    QCOMPARE(payload(plain.waitFor("session_opened"))["contact"_L1].toObject()["name"_L1].toString(), u"Ana <Lima>"_s);
    // One that begins with its first message, by the socket and by REST.
    WsClient other(m_stores.port(), { .token = "dev-admin-key" });
    other.sendText(R"({"type":"send_message","payload":{"session_id":")" + otherSession(1) + R"(","contact_id":")" + contactId
        + R"(","text":"hello"}})");
    QCOMPARE(payload(agent.waitFor("session_opened"))["session_id"_L1].toString(), QString::fromLatin1(otherSession(1)));
    QCOMPARE(send(at("messages", otherSession(2)), message("a", "help <b>")).status, 201);
    const QJsonObject row = payload(agent.waitFor("session_opened"));
    QCOMPARE(row["session_id"_L1].toString(), QString::fromLatin1(otherSession(2)));
    QCOMPARE(row["last_message"_L1].toObject()["text"_L1].toString(), u"help &lt;b&gt;"_s);
    QCOMPARE(row["unread"_L1].toInt(), 1);
    QVERIFY(row.contains("waiting_since"_L1));
    QCOMPARE(row, inbox()[0].toObject());
    QCOMPARE(heard(contact, "session_opened"), 0);
    QCOMPARE(heard(agent, "session_opened"), 3);
}

void TestLiveInbox::changesAreGathered()
{
    QCOMPARE(send(sessions, newSession(session)).status, 201);
    WsClient agent(m_stores.port());
    QVERIFY(agent.sync());
    for (int i = 1; i <= 30; ++i)
        QCOMPARE(send(at("messages"), message(QByteArray::number(i), "text " + QByteArray::number(i))).status, 201);
    qint64 seq = 0;
    while (seq < 30) {
        const QJsonObject row = payload(agent.waitFor("session_updated"));
        const qint64 now = row["last_message"_L1].toObject()["seq"_L1].toInt();
        QVERIFY(now > seq);
        QCOMPARE(row["unread"_L1].toInt(), int(now));
        seq = now;
    }
    QVERIFY2(heard(agent, "session_updated") < 25, "every message was told by itself");
    // Reading takes the agent's own count away, in all its tabs; another agent's stays.
    WsClient tab(m_stores.port());
    WsClient admin(m_stores.port(), { .token = "dev-admin-key" });
    QVERIFY(tab.sync() && admin.sync());
    join(agent);
    agent.sendText(R"({"type":"mark_read","payload":{"session_id":")" + session + R"(","up_to_seq":29}})");
    QCOMPARE(payload(tab.waitFor("session_updated"))["unread"_L1].toInt(), 1);
    QCOMPARE(payload(admin.waitFor("session_updated"))["unread"_L1].toInt(), 30);
}

void TestLiveInbox::tenantsWithManyAgentsAreSpared()
{
    m_stores.start({ u"--limits.inbox_connections=1"_s });
    WsClient first(m_stores.port());
    QVERIFY(first.sync());
    QCOMPARE(send(sessions, newSession(session)).status, 201);
    QVERIFY(!first.waitFor("session_opened").isEmpty());
    WsClient second(m_stores.port());
    QVERIFY(second.sync());
    QCOMPARE(send(sessions, newSession(otherSession(1))).status, 201);
    second.sendClose(1000);
    QCOMPARE(second.waitForClose(), 1000);
    // Told again once they are few; what happened meanwhile is in the inbox.
    QTRY_VERIFY(send(sessions, R"({"contact_id":")" + contactId + "\"}").status == 201 && heard(first, "session_opened") > 1);
}

void TestLiveInbox::inboxTellsWhoWaits()
{
    QCOMPARE(send(at("messages"), message("1", "first")).status, 201);
    const QJsonObject one = inbox()[0].toObject();
    QCOMPARE(one["unread"_L1].toInt(), 1);
    const QString since = one["waiting_since"_L1].toString();
    QCOMPARE(since, one["last_message"_L1].toObject()["timestamp"_L1].toString());
    QCOMPARE(send(at("messages"), message("2", "second")).status, 201);
    QCOMPARE(inbox()[0].toObject()["waiting_since"_L1].toString(), since);
    QCOMPARE(inbox()[0].toObject()["unread"_L1].toInt(), 2);
    QCOMPARE(send(at("messages"), message("3", "answer", "agent")).status, 201);
    QVERIFY(!inbox()[0].toObject().contains("waiting_since"_L1));
    QCOMPARE(inbox()[0].toObject()["unread"_L1].toInt(), 2);
    QCOMPARE(send(at("receipts"), R"({"status":"read","reader":"agent","up_to_seq":1})").status, 200);
    QCOMPARE(inbox()[0].toObject()["unread"_L1].toInt(), 1);
    QCOMPARE(inbox({}, "dev-admin-key")[0].toObject()["unread"_L1].toInt(), 2);
    QCOMPARE(inbox("?unread=true").size(), 1);
    QCOMPARE(inbox("?unread=false").size(), 0);
    QCOMPARE(inbox("?waiting=true").size(), 0);
    QCOMPARE(inbox("?waiting=false&unread=true").size(), 1);
    QCOMPARE(send(at("messages"), message("4", "and now?")).status, 201);
    QCOMPARE(inbox("?waiting=true").size(), 1);
}

void TestLiveInbox::inboxPages()
{
    QSet<QString> all;
    for (int i = 0; i < 11; ++i) {
        QCOMPARE(send(at("messages", otherSession(i)), message("a", "hello")).status, 201);
        all.insert(QString::fromLatin1(otherSession(i)));
    }
    QSet<QString> seen;
    QByteArray cursor;
    do {
        const RestAnswer page = get(m_stores.port(), sessions + "?limit=4" + (cursor.isEmpty() ? QByteArray() : "&cursor=" + cursor));
        QCOMPARE(page.status, 200);
        for (const QJsonValue row : page.json["sessions"_L1].toArray()) {
            QVERIFY(!seen.contains(row["session_id"_L1].toString()));
            seen.insert(row["session_id"_L1].toString());
        }
        cursor = page.json["next_cursor"_L1].toString().toLatin1();
    } while (!cursor.isEmpty());
    QCOMPARE(seen, all);
    for (const auto &[query, field] : { std::pair<QByteArray, QString>("?limit=0", u"limit"_s), { "?limit=101", u"limit"_s },
             { "?cursor=x", u"cursor"_s }, { "?cursor=1.x", u"cursor"_s }, { "?state=all", u"state"_s }, { "?unread=1", u"unread"_s } }) {
        const RestAnswer refused = get(m_stores.port(), sessions + query);
        QCOMPARE(refused.status, 400);
        QCOMPARE(refused.json["field"_L1].toString(), field);
    }
}

void TestLiveInbox::inboxText()
{
    const QByteArray hostile = "<img src=x onerror=alert(1)><script>alert(1)</script>\\\" '";
    QCOMPARE(send(sessions, newSession(session, hostile)).status, 201);
    QCOMPARE(send(at("messages"), message("a", hostile + QByteArray("\xF0\x9F\x98\x80").repeated(300))).status, 201);
    const RestAnswer answer = get(m_stores.port(), sessions);
    QVERIFY(!answer.body.contains('<') && !answer.body.contains("onerror") && !answer.body.contains("alert(1)"));
    const QJsonObject row = answer.json["sessions"_L1].toArray()[0].toObject();
    QVERIFY(row["contact"_L1].toObject()["name"_L1].toString().startsWith(u"&lt;img src=x"));
    const QString text = row["last_message"_L1].toObject()["text"_L1].toString();
    QVERIFY(text.endsWith(u"😀") && text.toUcs4().size() < 400);
}

QTEST_GUILESS_MAIN(TestLiveInbox)
#include "tst_liveinbox.moc"
