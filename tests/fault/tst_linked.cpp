// SPDX-License-Identifier: Apache-2.0
// Servers linked by Redis: what one stores reaches the members at the others, in order and once; health, figures and the
// log say how the link is; and a server hears of its own sessions alone.
// Seen red: messages (messagesCross), users (usersAreSeen), typing (typingIsSeen) and receipts (receiptsCross) not published, a
// lost server's users kept (usersOfDeadServerLeave), messages passed on as they come (joinsAreComplete).
#include "fault/answers.h"
#include "fault/talk.h"
#include "support/postgresserver.h"
#include "support/redisserver.h"
#include "support/serverprocess.h"

#include <QDeadlineTimer>
#include <QJsonArray>
#include <QSet>
#include <QTest>

#include <algorithm>

using namespace conversa;
using namespace conversa::test;
using namespace Qt::StringLiterals;

namespace {

QJsonObject joined(WsClient &client)
{
    client.sendText(Talk::onSession("join_session"));
    return client.waitFor("session_joined").value("payload"_L1).toObject();
}

qsizetype countOf(const WsClient &client, const QByteArray &type)
{
    const QList<QByteArray> &all = client.received();
    return std::count_if(all.begin(), all.end(), [&](const QByteArray &text) { return text.contains("\"type\":\"" + type + '"'); });
}

} // namespace

class TestLinked : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void messagesCross();
    void patternMode();
    void bothWrite();
    void joinsAreComplete();
    void usersAreSeen();
    void usersOfDeadServerLeave();
    void typingIsSeen();
    void receiptsCross();
    void saysHowItIs();

private:
    bool start(ServerProcess &server, const QStringList &more = {})
    {
        const QStringList settings{u"--database.url="_s + QString::fromUtf8(m_postgres.url(m_database)),
            u"--redis.url="_s + QString::fromUtf8(m_redis.url()), u"--bus.secret=known to these servers alone"_s};
        return server.start(settings + more) && server.waitForLog("bus_up");
    }
    // The two talk by turns, each message when the one before was heard.
    static void talkByTurns(Talk &one, Talk &other);

    PostgresServer m_postgres;
    RedisServer m_redis;
    QString m_database;
    int m_databases = 0;
};

void TestLinked::initTestCase()
{
    for (const auto &started : {m_postgres.start(), m_redis.start()})
        QVERIFY2(started, started ? "" : started.error().message.constData());
}

void TestLinked::init()
{
    m_database = u"test%1"_s.arg(++m_databases);
    QVERIFY(m_postgres.createDatabase(m_database));
}

void TestLinked::talkByTurns(Talk &one, Talk &other)
{
    // By the sweep alone, which looks every two seconds, it would take a minute.
    const QDeadlineTimer deadline(20'000);
    for (int seq = 1; seq <= 60; seq += 2) {
        one.send(1);
        QVERIFY(other.readTo(seq, int(deadline.remainingTime())));
        other.send(1);
        QVERIFY(one.readTo(seq + 1, int(deadline.remainingTime())));
    }
    QVERIFY(one.readAnswers() && other.readAnswers());
    QCOMPARE(one.confirmed() + other.confirmed(), 60);
}

void TestLinked::messagesCross()
{
    ServerProcess a;
    ServerProcess b;
    QVERIFY2(start(a) && start(b), b.log());
    QVERIFY(a.log().contains("✅ WebSocket Hub started (Redis Pub/Sub enabled)\n"));
    Talk onA(a.port());
    Talk onB(b.port(), "dev-admin-key");
    QVERIFY(onA.join() && onB.join());
    talkByTurns(onA, onB);
}

void TestLinked::patternMode()
{
    ServerProcess a;
    ServerProcess b;
    QVERIFY2(start(a, {u"--bus.redis.pattern=true"_s}) && start(b), b.log());
    Talk onA(a.port());
    Talk onB(b.port(), "dev-admin-key");
    QVERIFY(onA.join() && onB.join());
    talkByTurns(onA, onB);
}

// Two writers and a reader at three servers: the reader hears all, the writers what they did not write, all in order.
void TestLinked::bothWrite()
{
    ServerProcess a;
    ServerProcess b;
    ServerProcess c;
    QVERIFY2(start(a) && start(b) && start(c), c.log());
    Talk onA(a.port());
    Talk onB(b.port(), "dev-contact-key");
    Talk onC(c.port(), "dev-admin-key");
    QVERIFY(onA.join() && onC.join());
    onA.send(1); // makes the contact's session
    QVERIFY(onC.readTo(1) && onB.join());
    onA.send(300);
    onB.send(300);
    QVERIFY(onA.readAnswers() && onB.readAnswers());
    QVERIFY(onC.readTo(601));
    QCOMPARE(onC.heard(), upTo(601));
    onA.send(1);
    QVERIFY(onB.readTo(602));
    onB.send(1);
    QVERIFY(onA.readTo(603));
    for (const Talk *talk : {&onA, &onB}) {
        QVERIFY(std::is_sorted(talk->heard().begin(), talk->heard().end()));
        QCOMPARE(talk->heard().size(), 301);
    }
    QCOMPARE((QSet<int>(onA.heard().begin(), onA.heard().end()) + QSet<int>(onB.heard().begin(), onB.heard().end())).size(), 602);
}

// A join at one server while another one stores: nothing is lost between the head that the answer names and what is live.
void TestLinked::joinsAreComplete()
{
    ServerProcess a;
    ServerProcess b;
    QVERIFY2(start(a) && start(b), b.log());
    Talk writer(a.port());
    QVERIFY(writer.join());
    for (int round = 1; round <= 10; ++round) {
        Talk reader(b.port(), "dev-admin-key");
        writer.send(20);
        reader.client().sendText(Talk::onSession("join_session"));
        const QJsonObject joined = reader.client().waitFor("session_joined").value("payload"_L1).toObject();
        const int from = joined.value("last_seq"_L1).toInt(-1);
        QVERIFY(from >= 0);
        writer.send(20);
        QVERIFY(reader.readTo(round * 40));
        QCOMPARE(reader.heard(), upTo(round * 40).mid(from));
    }
}

void TestLinked::usersAreSeen()
{
    ServerProcess a;
    ServerProcess b;
    QVERIFY2(start(a, {u"--limits.presence_grace=200ms"_s}) && start(b, {u"--limits.presence_grace=200ms"_s}), b.log());
    Talk agent(a.port());
    QVERIFY(agent.join());
    for (int round = 0; round < 3; ++round) {
        WsClient admin(b.port(), {.token = "dev-admin-key"});
        QCOMPARE(joined(admin).value("user_count"_L1).toInt(), 2);
        QCOMPARE(agent.client().waitFor("user_joined").value("payload"_L1).toObject().value("role"_L1).toString(), u"admin"_s);
        WsClient tab(b.port(), {.token = "dev-admin-key"});
        QCOMPARE(joined(tab).value("users"_L1).toArray().size(), 2);
        admin.sendText(Talk::onSession("leave_session"));
        QVERIFY(!admin.waitFor("session_left").isEmpty());
        tab.sendText(Talk::onSession("leave_session"));
        QCOMPARE(agent.client().waitFor("user_left").value("payload"_L1).toObject().value("role"_L1).toString(), u"admin"_s);
    }
    QVERIFY(agent.client().sync());
    QCOMPARE(countOf(agent.client(), "user_joined"), 3);
    QCOMPARE(countOf(agent.client(), "user_left"), 3);
}

void TestLinked::usersOfDeadServerLeave()
{
    const QStringList quick{u"--limits.presence_grace=700ms"_s, u"--cluster.lease=600ms"_s};
    ServerProcess a;
    ServerProcess b;
    QVERIFY2(start(a, quick) && start(b, quick), b.log());
    QVERIFY(a.waitForLog("node_came"));
    Talk agent(a.port());
    WsClient admin(b.port(), {.token = "dev-admin-key"});
    QVERIFY(agent.join() && !joined(admin).isEmpty());
    QVERIFY(!agent.client().waitFor("user_joined").isEmpty());
    b.kill();
    QVERIFY(a.waitForLog("node_lost"));
    QVERIFY(!agent.client().waitFor("user_left").isEmpty());
    WsClient later(a.port(), {.token = "dev-contact-key"});
    agent.send(1);
    QVERIFY(agent.readAnswers());
    QCOMPARE(joined(later).value("user_count"_L1).toInt(), 2);
    QCOMPARE(countOf(agent.client(), "user_left"), 1);
}

void TestLinked::typingIsSeen()
{
    ServerProcess a;
    ServerProcess b;
    QVERIFY2(start(a) && start(b), b.log());
    Talk agent(a.port());
    QVERIFY(agent.join());
    WsClient admin(b.port(), {.token = "dev-admin-key"});
    const QByteArray typing = ",\"contact_id\":\"660e8400-e29b-41d4-a716-446655440000\",\"is_typing\":";
    // Before the other server has the session, and after.
    agent.client().sendText(Talk::onSession("typing", typing + "true"));
    QVERIFY(agent.client().sync());
    QCOMPARE(joined(admin).value("typing"_L1).toArray().size(), 1);
    agent.client().sendText(Talk::onSession("typing", typing + "true"));
    agent.send(1);
    const QJsonObject ended = admin.waitFor("user_typing").value("payload"_L1).toObject();
    QVERIFY(!ended.isEmpty() && !ended.value("is_typing"_L1).toBool());
    QVERIFY(!admin.waitFor("new_message").isEmpty());
    admin.sendText(Talk::onSession("typing", typing + "true"));
    const QJsonObject begun = agent.client().waitFor("user_typing").value("payload"_L1).toObject();
    QVERIFY(begun.value("is_typing"_L1).toBool());
    // Nobody renews it, so the server that heard of it ends it too.
    QVERIFY(!agent.client().waitFor("user_typing").value("payload"_L1).toObject().value("is_typing"_L1).toBool(true));
}

void TestLinked::receiptsCross()
{
    ServerProcess a;
    ServerProcess b;
    QVERIFY2(start(a) && start(b), b.log());
    Talk agent(a.port());
    Talk admin(b.port(), "dev-admin-key");
    QVERIFY(agent.join() && admin.join());
    agent.send(3);
    QVERIFY(agent.readAnswers() && admin.readTo(3));
    for (const auto &[mark, event] : {std::pair{"mark_delivered", "message_delivered"}, {"mark_read", "message_read"}}) {
        admin.client().sendText(Talk::onSession(mark, ",\"up_to_seq\":2"));
        QCOMPARE(agent.client().waitFor(event).value("payload"_L1).toObject().value("up_to_seq"_L1).toInt(), 2);
    }
    // A newcomer at the other server is answered from its memory.
    WsClient tab(a.port(), {.token = "dev-admin-key"});
    const QJsonArray marks = joined(tab).value("watermarks"_L1).toArray();
    QVERIFY(std::any_of(marks.begin(), marks.end(), [](const auto &mark) { return mark.toObject().value("read_seq"_L1).toInt() == 2; }));
}

void TestLinked::saysHowItIs()
{
    ServerProcess linked;
    QVERIFY2(start(linked), linked.log());
    QVERIFY(answerTo(linked.port(), "/health/redis").startsWith("200 {\"status\":\"ok\""));
    QVERIFY(answerTo(linked.port(), "/health/redis").contains("\"state\":\"up\""));
    QVERIFY(answerTo(linked.port(), "/ready").contains("\"redis\":\"up\""));
    QCOMPARE(answerTo(linked.port(), "/api/v1/ws/stats"), "200 {\"total_clients\":0,\"total_sessions\":0,\"redis_enabled\":true}");
    ServerProcess alone;
    QVERIFY2(alone.start(), alone.log());
    QVERIFY(alone.log().contains("✅ WebSocket Hub started (Redis Pub/Sub disabled)\n"));
    QVERIFY(answerTo(alone.port(), "/health/redis").startsWith("503 {\"status\":\"not_configured\""));
    QVERIFY(answerTo(alone.port(), "/ready").contains("\"redis\":\"not_configured\""));
}

QTEST_GUILESS_MAIN(TestLinked)
#include "tst_linked.moc"
