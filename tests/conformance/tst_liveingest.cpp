// SPDX-License-Identifier: Apache-2.0
// Messages and receipts that another system brings in, on live sockets, over SQLite and PostgreSQL. Seen red: 201 before
// the commit (aPromiseSurvivesAKill, fiftyAtOnce), an early receipt forgotten (earlyReceiptWaits).
#include "conformance/sessionrequests.h"

#include <QSet>
#include <QTest>

#include <atomic>
#include <thread>

using namespace conversa::test;
using namespace Qt::StringLiterals;

class TestLiveIngest : public SessionTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { BothStores::addRows(); }
    void init() { m_stores.start(); }
    void ingestIsDeliveredLive();
    void ingestIsStoredOnce();
    void fiftyAtOnce();
    void receiptsByExternalId();
    void earlyReceiptWaits();
    void aPromiseSurvivesAKill();
};

void TestLiveIngest::ingestIsDeliveredLive()
{
    WsClient agent(m_stores.port());
    WsClient contact(m_stores.port(), { .token = "dev-contact-key" });
    QCOMPARE(send(sessions, newSession(session)).status, 201);
    join(agent);
    join(contact);
    const RestAnswer in = send(at("messages"), message("wamid.1", "Tom & Jerry"));
    QCOMPARE(in.status, 201);
    QCOMPARE(in.json["external_id"_L1].toString(), u"wamid.1"_s);
    QCOMPARE(in.json["text"_L1].toString(), u"Tom &amp; Jerry"_s);
    for (WsClient *client : { &agent, &contact }) {
        const QJsonObject told = payload(client->waitFor("new_message"));
        QCOMPARE(told["message_id"_L1].toString(), in.json["message_id"_L1].toString());
        QCOMPARE(told["from_me"_L1].toBool(true), false);
        QCOMPARE(told["seq"_L1].toInt(), 1);
        QVERIFY(!told.contains("agent_id"_L1) && !told.contains("external_id"_L1));
    }
    QCOMPARE(send(at("messages"), message("wamid.2", "answer", "agent")).status, 201);
    const QJsonObject answer = payload(contact.waitFor("new_message"));
    QVERIFY(answer["from_me"_L1].toBool());
    QCOMPARE(answer["agent_id"_L1].toString(), u"770e8400-e29b-41d4-a716-446655440001"_s);
    // A contact brings in its own, under its own name.
    QCOMPARE(send(at("messages"), message("app.1", "mine"), "dev-contact-key").status, 201);
    QCOMPARE(send(at("messages"), message("app.2", "not mine", "agent"), "dev-contact-key").status, 403);
    QCOMPARE(history().size(), 3);
}

void TestLiveIngest::ingestIsStoredOnce()
{
    WsClient agent(m_stores.port());
    const RestAnswer first = send(at("messages"), message("a", "hello"));
    join(agent);
    const RestAnswer again = send(at("messages"), message("a", "hello"));
    QCOMPARE(first.status, 201);
    QCOMPARE(again.status, 200);
    QCOMPARE(again.json["message_id"_L1].toString(), first.json["message_id"_L1].toString());
    QCOMPARE(send(at("messages"), message("a", "hello"), "dev-admin-key").status, 200);
    const RestAnswer conflict = send(at("messages"), message("a", "other"));
    QCOMPARE(conflict.status, 409);
    QCOMPARE(conflict.json["error"_L1].toString(), u"conflict"_s);
    QCOMPARE(send(at("messages"), message("a", "hello", "agent")).status, 409);
    QCOMPARE(send(at("messages", otherSession(1)), message("a", "hello")).status, 201);
    QCOMPARE(heard(agent, "new_message"), 0);
    QCOMPARE(history().size(), 1);
    const QByteArray foreign = message("b", "hello").replace(contactId, "660e8400-e29b-41d4-a716-446655440001");
    QCOMPARE(send(at("messages"), foreign).json["field"_L1].toString(), u"contact_id"_s);
}

void TestLiveIngest::fiftyAtOnce()
{
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < 50; ++i)
        clients.push_back(std::make_unique<RawClient>(m_stores.port()));
    for (const auto &client : clients)
        client->send(postRequest(at("messages"), message("same", "hello")));
    QSet<QString> ids;
    int created = 0;
    for (const auto &client : clients) {
        const RestAnswer answer = answerOf(*client);
        QVERIFY(answer.status == 201 || answer.status == 200);
        created += answer.status == 201;
        ids.insert(answer.json["message_id"_L1].toString());
    }
    QCOMPARE(created, 1);
    QCOMPARE(ids.size(), 1);
    QCOMPARE(history().size(), 1);
}

void TestLiveIngest::receiptsByExternalId()
{
    WsClient agent(m_stores.port());
    const RestAnswer first = send(at("messages"), message("a", "1", "agent"));
    QCOMPARE(send(at("messages"), message("b", "2", "agent")).status, 201);
    join(agent);
    const RestAnswer read = send(at("receipts"), R"({"status":"read","external_id":"a"})");
    QCOMPARE(read.status, 200);
    QCOMPARE(read.json["up_to_seq"_L1].toInt(), 1);
    const QJsonObject told = payload(agent.waitFor("message_read"));
    QCOMPARE(told["message_id"_L1].toString(), first.json["message_id"_L1].toString());
    QCOMPARE(told["user_id"_L1].toString(), QString::fromLatin1(contactId));
    QCOMPARE(send(at("receipts"), R"({"status":"delivered","up_to_seq":2})").status, 200);
    QCOMPARE(payload(agent.waitFor("message_delivered"))["up_to_seq"_L1].toInt(), 2);
    QCOMPARE(history()[0].toObject()["status"_L1].toString(), u"read"_s);
    QCOMPARE(history()[1].toObject()["status"_L1].toString(), u"delivered"_s);
    const RestAnswer unknown = send(at("receipts"), R"({"status":"read","message_id":"880e8400-e29b-41d4-a716-446655440000"})");
    QCOMPARE(unknown.status, 404);
    QCOMPARE(unknown.json["field"_L1].toString(), u"message_id"_s);
    QCOMPARE(send(at("receipts", otherSession(1)), R"({"status":"read","external_id":"a"})").status, 404);
}

void TestLiveIngest::earlyReceiptWaits()
{
    QCOMPARE(send(sessions, newSession(session)).status, 201);
    WsClient agent(m_stores.port());
    join(agent);
    for (int i = 0; i < 2; ++i) {
        const RestAnswer early = send(at("receipts"), R"({"status":"read","external_id":"late"})");
        QCOMPARE(early.status, 202);
        QVERIFY(early.json["parked"_L1].toBool());
    }
    QCOMPARE(heard(agent, "message_read"), 0);
    m_stores.server().kill();
    m_stores.restart();
    WsClient later(m_stores.port());
    join(later);
    QCOMPARE(send(at("messages"), message("late", "hello", "agent")).status, 201);
    QCOMPARE(payload(later.waitFor("message_read"))["up_to_seq"_L1].toInt(), 1);
    QCOMPARE(history()[0].toObject()["status"_L1].toString(), u"read"_s);
    QCOMPARE(heard(later, "message_read"), 1);
}

void TestLiveIngest::aPromiseSurvivesAKill()
{
    // Three rounds of posts from two threads with a kill in between: what was answered is there, once, and a repeat finds it.
    QSet<QByteArray> promised;
    for (int round = 0; round < 3; ++round) {
        std::atomic<int> answered = 0;
        QSet<QByteArray> own[2];
        std::vector<std::thread> threads;
        for (int t = 0; t < 2; ++t)
            threads.emplace_back([&, t, port = m_stores.port()] {
                for (int i = 0; i < 10'000; ++i) {
                    const QByteArray id = QByteArray::number(round) + '-' + QByteArray::number(t) + '-' + QByteArray::number(i);
                    if (post(port, at("messages"), message(id, id)).status != 201)
                        return;
                    own[t].insert(id);
                    ++answered;
                }
            });
        QTRY_VERIFY(answered > 20);
        m_stores.server().kill();
        for (std::thread &thread : threads)
            thread.join();
        promised.unite(own[0]).unite(own[1]);
        m_stores.restart();
    }
    QSet<QByteArray> stored;
    qint64 seq = 0;
    for (;;) {
        const QJsonArray page = get(m_stores.port(), at("messages") + "?after_seq=" + QByteArray::number(seq)).json["messages"_L1].toArray();
        for (const QJsonValue each : page) {
            QCOMPARE(each["seq"_L1].toInteger(), ++seq);
            const QByteArray id = each["text"_L1].toString().toLatin1();
            QVERIFY(!stored.contains(id));
            stored.insert(id);
        }
        if (page.isEmpty())
            break;
    }
    QVERIFY2(stored.contains(promised), "a message that was answered 201 is not there");
    for (const QByteArray &id : promised.values().mid(0, 10))
        QCOMPARE(send(at("messages"), message(id, id)).status, 200);
}

QTEST_GUILESS_MAIN(TestLiveIngest)
#include "tst_liveingest.moc"
