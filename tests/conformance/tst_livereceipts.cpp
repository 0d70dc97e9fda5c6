// SPDX-License-Identifier: Apache-2.0
// Receipts on live sockets, over SQLite and PostgreSQL. Seen red: history without the marks (historyTellsTheStatus), the
// marking connection told as well (othersHearOfIt), marks of a crowd told (crowdsAreSpared).
#include "conformance/bothstores.h"
#include "conformance/requests.h"
#include "support/wsclient.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <algorithm>

using namespace conversa::test;
using namespace Qt::StringLiterals;

namespace {

QByteArray marking(const QByteArray &type, const QByteArray &members)
{
    return "{\"type\":\"" + type + R"(","request_id":"m","payload":{"session_id":")" + session + "\"," + members + "}}";
}

QByteArray upTo(int seq)
{
    return "\"up_to_seq\":" + QByteArray::number(seq);
}

QJsonObject payload(const QJsonObject &message)
{
    return message["payload"_L1].toObject();
}

qsizetype heard(WsClient &client, const QByteArray &type)
{
    if (!client.sync())
        return -1;
    return std::count_if(client.received().begin(), client.received().end(),
        [&](const QByteArray &text) { return text.contains("\"type\":\"" + type + '"'); });
}

// The statuses of a session's messages as history tells them, in order.
QStringList statuses(WsClient &client)
{
    client.sendText(R"({"type":"get_history","payload":{"session_id":")" + session + "\"}}");
    QStringList found;
    for (const QJsonValue message : payload(client.waitFor("history"))["messages"_L1].toArray())
        found.append(message["status"_L1].toString());
    return found;
}

} // namespace

class TestLiveReceipts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { BothStores::addRows(); }
    void cleanup()
    {
        m_contact.reset();
        m_agent.reset();
        m_admin.reset();
    }

    void othersHearOfIt();
    void onlyForward();
    void neverBeyondTheLastMessage();
    void manyBecomeOne();
    void refusals();
    void historyTellsTheStatus();
    void joinTellsTheWatermarks();
    void marksAreLimited();
    void crowdsAreSpared();

private:
    // The server, and an agent, an admin and the contact who are in a session of `count` messages by the agent.
    void begin(int count, const QStringList &arguments = {});
    void join(WsClient &client);

    BothStores m_stores;
    std::unique_ptr<WsClient> m_agent;
    std::unique_ptr<WsClient> m_admin;
    std::unique_ptr<WsClient> m_contact;
    QStringList m_ids; // of the messages
};

void TestLiveReceipts::join(WsClient &client)
{
    client.sendText(joining(session));
    QVERIFY(!client.waitFor("session_joined").isEmpty());
}

void TestLiveReceipts::begin(int count, const QStringList &arguments)
{
    m_stores.start(arguments);
    m_agent = std::make_unique<WsClient>(m_stores.port());
    m_admin = std::make_unique<WsClient>(m_stores.port(), Handshake{ .token = "dev-admin-key" });
    m_contact = std::make_unique<WsClient>(m_stores.port(), Handshake{ .token = "dev-contact-key" });
    m_ids.clear();
    for (int i = 0; i < count; ++i) {
        m_agent->sendText(sending(QByteArray::number(i)));
        m_ids.append(payload(m_agent->waitFor("message_sent"))["message_id"_L1].toString());
        QVERIFY(!m_ids.last().isEmpty());
    }
    for (WsClient *client : { m_agent.get(), m_admin.get(), m_contact.get() })
        join(*client);
}

void TestLiveReceipts::othersHearOfIt()
{
    begin(2);
    WsClient tab(m_stores.port(), Handshake{ .token = "dev-contact-key" });
    join(tab);
    m_contact->sendText(marking("mark_delivered", "\"message_id\":\"" + m_ids[1].toLatin1() + '"'));
    for (WsClient *client : { m_agent.get(), m_admin.get(), &tab }) {
        const QJsonObject delivered = client->waitFor("message_delivered");
        QVERIFY(!delivered.contains("request_id"_L1));
        const QJsonObject receipt = payload(delivered);
        QCOMPARE(receipt["message_id"_L1].toString(), m_ids[1]);
        QCOMPARE(receipt["session_id"_L1].toString(), QString::fromLatin1(session));
        QCOMPARE(receipt["user_id"_L1].toString(), u"660e8400-e29b-41d4-a716-446655440000"_s);
        QCOMPARE(receipt["up_to_seq"_L1].toInt(), 2);
        QVERIFY(receipt["delivered_at"_L1].toString().endsWith(u'Z'));
    }
    m_contact->sendText(marking("mark_read", upTo(1)));
    const QJsonObject receipt = payload(m_agent->waitFor("message_read"));
    QCOMPARE(receipt["message_id"_L1].toString(), m_ids[0]);
    QCOMPARE(receipt["up_to_seq"_L1].toInt(), 1);
    QVERIFY(receipt["read_at"_L1].toString().endsWith(u'Z'));
    QCOMPARE(heard(*m_contact, "message_delivered"), 0);
    QCOMPARE(heard(*m_contact, "message_read"), 0);
}

void TestLiveReceipts::onlyForward()
{
    begin(5);
    m_contact->sendText(marking("mark_read", upTo(3)));
    QCOMPARE(payload(m_agent->waitFor("message_read"))["up_to_seq"_L1].toInt(), 3);
    m_contact->sendText(marking("mark_read", upTo(2)));
    m_contact->sendText(marking("mark_delivered", upTo(3)));
    QVERIFY(m_contact->sync());
    // Another connection's mark is a batch of its own, behind it.
    WsClient tab(m_stores.port(), Handshake{ .token = "dev-contact-key" });
    join(tab);
    tab.sendText(marking("mark_read", upTo(5)));
    QCOMPARE(payload(m_agent->waitFor("message_read"))["up_to_seq"_L1].toInt(), 5);
    QCOMPARE(heard(*m_agent, "message_read"), 2);
    QCOMPARE(heard(*m_agent, "message_delivered"), 0);
}

void TestLiveReceipts::neverBeyondTheLastMessage()
{
    begin(2);
    m_contact->sendText(marking("mark_read", "\"up_to_seq\":9007199254740991"));
    const QJsonObject receipt = payload(m_agent->waitFor("message_read"));
    QCOMPARE(receipt["up_to_seq"_L1].toInt(), 2);
    QCOMPARE(receipt["message_id"_L1].toString(), m_ids[1]);
    m_agent->sendText(sending("unread"));
    QVERIFY(!m_agent->waitFor("message_sent").isEmpty());
    QCOMPARE(statuses(*m_agent), (QStringList{ u"read"_s, u"read"_s, u"sent"_s }));
}

void TestLiveReceipts::manyBecomeOne()
{
    begin(30);
    for (int i = 0; i < 30; ++i)
        m_contact->sendText(marking("mark_read", i % 2 ? upTo(i + 1) : "\"message_id\":\"" + m_ids[i].toLatin1() + '"'));
    int last = 0;
    while (last < 30) {
        const int seq = payload(m_agent->waitFor("message_read"))["up_to_seq"_L1].toInt();
        QVERIFY(seq > last);
        last = seq;
    }
    QVERIFY2(heard(*m_agent, "message_read") < 10, "each mark was told by itself");
    QCOMPARE(heard(*m_contact, "error"), 0);
}

void TestLiveReceipts::refusals()
{
    begin(1);
    const auto refusal = [](WsClient &client, const QByteArray &text) {
        client.sendText(text);
        const QJsonObject error = client.waitFor("error");
        return error["request_id"_L1].toString() + u' ' + payload(error)["request_type"_L1].toString() + u' '
            + payload(error)["code"_L1].toString() + u' ' + payload(error)["field"_L1].toString();
    };
    WsClient stranger(m_stores.port());
    QCOMPARE(refusal(stranger, marking("mark_read", upTo(1))), u"m mark_read not_joined "_s); // B110
    QCOMPARE(refusal(stranger, marking("mark_delivered", upTo(1))), u"m mark_delivered not_joined "_s);
    QCOMPARE(refusal(*m_agent, marking("mark_read", "\"x\":1")), u"m mark_read invalid_field message_id"_s);
    QCOMPARE(refusal(*m_agent, marking("mark_read", upTo(0))), u"m mark_read invalid_field up_to_seq"_s);
    const QByteArray elsewhere = R"({"type":"send_message","payload":{"session_id":"550e8400-e29b-41d4-a716-446655440001",
        "contact_id":"660e8400-e29b-41d4-a716-446655440000","text":"elsewhere"}})";
    m_agent->sendText(elsewhere);
    const QByteArray foreign = payload(m_agent->waitFor("message_sent"))["message_id"_L1].toString().toLatin1();
    QVERIFY(!foreign.isEmpty());
    QCOMPARE(refusal(*m_agent, marking("mark_delivered", "\"message_id\":\"" + foreign + '"')),
        u"m mark_delivered not_found message_id"_s);
}

void TestLiveReceipts::historyTellsTheStatus()
{
    begin(2);
    m_contact->sendText(sending("from the contact"));
    QVERIFY(!m_contact->waitFor("message_sent").isEmpty());
    QCOMPARE(statuses(*m_agent), (QStringList{ u"sent"_s, u"sent"_s, u"sent"_s }));
    m_contact->sendText(marking("mark_delivered", upTo(2)));
    QVERIFY(!m_agent->waitFor("message_delivered").isEmpty());
    QCOMPARE(statuses(*m_agent), (QStringList{ u"delivered"_s, u"delivered"_s, u"sent"_s }));
    m_contact->sendText(marking("mark_read", upTo(1)));
    QVERIFY(!m_agent->waitFor("message_read").isEmpty());
    // The best of the business side counts, not that of whoever wrote.
    m_admin->sendText(marking("mark_read", upTo(3)));
    QVERIFY(!m_agent->waitFor("message_read").isEmpty());
    QCOMPARE(statuses(*m_contact), (QStringList{ u"read"_s, u"delivered"_s, u"read"_s }));
    RawClient rest(m_stores.port());
    rest.send("GET /api/v1/sessions/" + session + "/messages HTTP/1.1\r\nHost: h\r\nConnection: close\r\n"
        "Authorization: Bearer dev-user-key\r\n\r\n");
    QVERIFY(rest.waitForClose());
    QCOMPARE(rest.body().count("\"status\":\"read\""), 2);
}

void TestLiveReceipts::joinTellsTheWatermarks()
{
    begin(3);
    m_contact->sendText(marking("mark_delivered", upTo(3)));
    m_contact->sendText(marking("mark_read", upTo(2)));
    QVERIFY(!m_agent->waitFor("message_read").isEmpty());
    const QJsonObject watermark{ { u"user_id"_s, u"660e8400-e29b-41d4-a716-446655440000"_s }, { u"role"_s, u"contact"_s },
        { u"delivered_seq"_s, 3 }, { u"read_seq"_s, 2 } };
    const auto told = [&] {
        WsClient client(m_stores.port());
        client.sendText(joining(session));
        return payload(client.waitFor("session_joined"))["watermarks"_L1].toArray();
    };
    QCOMPARE(told(), QJsonArray{ watermark });
    m_stores.server().kill();
    m_stores.restart();
    QCOMPARE(told(), QJsonArray{ watermark });
}

void TestLiveReceipts::marksAreLimited()
{
    begin(1, { u"--limits.enabled=true"_s });
    for (int i = 0; i < 60; ++i)
        m_contact->sendText(marking("mark_read", upTo(1)));
    const QJsonObject error = payload(m_contact->waitFor("error"));
    QCOMPARE(error["code"_L1].toString(), u"rate_limited"_s);
    QVERIFY(error["retry_after_ms"_L1].toInt() > 0);
}

void TestLiveReceipts::crowdsAreSpared()
{
    begin(1, { u"--limits.presence_users=2"_s });
    m_contact->sendText(marking("mark_read", upTo(1)));
    QTRY_COMPARE(statuses(*m_agent), QStringList{ u"read"_s });
    QCOMPARE(heard(*m_agent, "message_read"), 0);
}

QTEST_GUILESS_MAIN(TestLiveReceipts)
#include "tst_livereceipts.moc"
