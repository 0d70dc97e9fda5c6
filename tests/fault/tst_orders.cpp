// SPDX-License-Identifier: Apache-2.0
// What an administrator orders at one of three servers holds at all of them: within two seconds (F58), by Redis and without it;
// a server that stands still is named, and obeys once it goes on; one that starts later knows. And a server drained by another.
// Seen red: without the question to the others (everywhere), without the sweep (untold), without the first look (startsLater).
#include "fault/cluster.h"
#include "support/restclient.h"
#include "support/wsclient.h"

#include <QJsonArray>
#include <QTest>

#include <csignal>

using namespace conversa::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray session = "550e8400-e29b-41d4-a716-446655440000";

QByteArray onSession(const QByteArray &type, const QByteArray &more = {})
{
    return "{\"type\":\"" + type + "\",\"payload\":{\"session_id\":\"" + session + '"' + more + "}}";
}

QByteArray sending(const QByteArray &text)
{
    return onSession("send_message", ",\"contact_id\":\"660e8400-e29b-41d4-a716-446655440000\",\"text\":\"" + text + '"');
}

// "name state" of each server that was asked.
QStringList statesIn(const RestAnswer &answer)
{
    QStringList states;
    for (const auto &node : answer.json["nodes"_L1].toArray())
        states.append(node.toObject()["state"_L1].toString());
    states.sort();
    return states;
}

int affected(const RestAnswer &answer)
{
    int sum = 0;
    for (const auto &node : answer.json["nodes"_L1].toArray())
        sum += node.toObject()["result"_L1].toObject()["affected"_L1].toInt();
    return sum;
}

} // namespace

class TestOrders : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void everywhere_data();
    void everywhere(); // F58
    void standsStill();
    void startsLater();
    void untold();
    void drainedByAnother();

private:
    struct Made
    {
        QByteArray user;
        QByteArray token;
    };
    Made make();
    RestAnswer order(int node, const QByteArray &path, const QByteArray &body = "{}", const QByteArray &token = "dev-admin-key")
    {
        return post(m_cluster.port(node), "/api/v1/admin/" + path, body, token);
    }

    Cluster m_cluster;
};

void TestOrders::initTestCase()
{
    const auto started = m_cluster.start();
    QVERIFY2(started, started ? "" : started.error().message.constData());
}

void TestOrders::init()
{
    QVERIFY2(m_cluster.begin(3), m_cluster.logs());
    QTRY_COMPARE(statesIn(order(0, "notice", R"({"text":"x"})")).size(), 3);
}

TestOrders::Made TestOrders::make()
{
    const QJsonObject key = post(m_cluster.port(0), "/api/v1/auth/api-key", R"({"name":"a","role":"agent"})", "dev-admin-key").json;
    return { key["user_id"_L1].toString().toUtf8(), key["key"_L1].toString().toUtf8() };
}

void TestOrders::everywhere_data()
{
    QTest::addColumn<bool>("redis");
    QTest::newRow("by Redis") << true;
    QTest::newRow("by the database") << false;
}

void TestOrders::everywhere()
{
    QFETCH(bool, redis);
    if (!redis) {
        m_cluster.redis().kill();
        for (int node = 0; node < m_cluster.size(); ++node)
            QVERIFY(m_cluster.node(node).waitForLog("bus_degraded"));
    }
    const Made removed = make(), banned = make();
    WsClient member(m_cluster.port(1), { .token = removed.token }), speaker(m_cluster.port(0)), lost(m_cluster.port(2), { .token = banned.token });
    for (WsClient *client : { &member, &speaker, &lost }) {
        client->sendText(onSession("join_session"));
        QVERIFY(!client->waitFor("session_joined").isEmpty());
    }
    speaker.sendText(sending("one"));
    QVERIFY(!member.waitFor("new_message").isEmpty() && !lost.waitFor("new_message").isEmpty());

    QElapsedTimer clock;
    clock.start();
    const RestAnswer removal = order(0, "sessions/" + session + "/members/" + removed.user + "/remove");
    QCOMPARE(removal.status, 201);
    QCOMPARE(statesIn(removal), QStringList({ u"answered"_s, u"answered"_s, u"answered"_s }));
    QCOMPARE(affected(removal), 1);
    QVERIFY(!member.waitFor("session_left", 2'000).isEmpty());
    member.sendText(sending("no more"));
    QCOMPARE(member.waitFor("error")["error"_L1].toString(), u"forbidden"_s);
    speaker.sendText(sending("two"));
    QVERIFY(!lost.waitFor("new_message").isEmpty());
    QVERIFY(member.sync());
    QCOMPARE(member.received("new_message").size(), 1);

    const QByteArray body = "{\"user_id\":\"" + banned.user + "\"}";
    QCOMPARE(affected(order(0, "bans", body)), 1);
    QCOMPARE(lost.waitForClose(2'000), 4503);
    for (int node = 0; node < m_cluster.size(); ++node)
        QCOMPARE(WsClient(m_cluster.port(node), { .token = banned.token }).status(), 403);
    qInfo("removed and banned at three servers after %lld ms", clock.elapsed());
    QVERIFY(member.isOpen() && speaker.isOpen());
    if (!redis)
        QVERIFY(m_cluster.redis().start());
}

void TestOrders::standsStill()
{
    const Made banned = make();
    WsClient there(m_cluster.port(2), { .token = banned.token });
    QVERIFY(there.sync());
    m_cluster.node(2).stop();
    QTRY_COMPARE(processState(m_cluster.node(2).pid()), 'T');
    const QByteArray body = "{\"user_id\":\"" + banned.user + "\"}";
    const RestAnswer answer = order(0, "bans", body);
    QCOMPARE(answer.status, 201);
    QCOMPARE(statesIn(answer), QStringList({ u"answered"_s, u"answered"_s, u"silent"_s }));
    m_cluster.node(2).proceed();
    QCOMPARE(there.waitForClose(), 4503);
    QTRY_COMPARE(WsClient(m_cluster.port(2), { .token = banned.token }).status(), 403);
}

void TestOrders::startsLater()
{
    const Made banned = make();
    m_cluster.node(2).kill();
    const QByteArray body = "{\"user_id\":\"" + banned.user + "\"}";
    QCOMPARE(order(0, "bans", body).status, 201);
    QVERIFY(m_cluster.restart(2));
    // It looks before the five seconds of its sweep are over.
    QVERIFY(QTest::qWaitFor([&] { return WsClient(m_cluster.port(2), { .token = banned.token }).status() == 403; }, 3'000));
}

void TestOrders::untold()
{
    const Made banned = make();
    WsClient there(m_cluster.port(1), { .token = banned.token });
    QVERIFY(there.sync());
    m_cluster.sql(u"INSERT INTO restrictions (restriction_id, kind, tenant, user_id, network, reason, made_by, created_at) "
                  "VALUES ('330e8400-e29b-41d4-a716-446655440000', 'user', 'dev', '%1', '', '', '', 0)"_s.arg(QString::fromUtf8(banned.user)));
    QCOMPARE(there.waitForClose(), 4503);
}

void TestOrders::drainedByAnother()
{
    const auto made = m_cluster.node(0).run({ u"key"_s, u"create"_s, u"--name=root"_s, u"--role=admin"_s, u"--tenant=*"_s, u"--env=development"_s,
        u"--database.url="_s + QString::fromUtf8(m_cluster.postgres().url(m_cluster.database())) });
    const QByteArray root = made.second.mid(made.second.indexOf("cv_"), 46);
    const QJsonArray nodes = get(m_cluster.port(1), "/api/v1/admin/nodes?filter=state:self", root).json["nodes"_L1].toArray();
    QCOMPARE(nodes.size(), 1);
    const QByteArray name = nodes[0].toObject()["node"_L1].toString().toUtf8();
    WsClient there(m_cluster.port(1)), here(m_cluster.port(0));
    QVERIFY(there.sync() && here.sync());
    QCOMPARE(order(0, "nodes/" + name + "/drain", {}, "dev-admin-key").status, 403);
    const RestAnswer answer = ask(m_cluster.port(0),
        "POST /api/v1/admin/nodes/" + name + "/drain HTTP/1.1\r\nHost: h\r\nConnection: close\r\nAuthorization: Bearer " + root + "\r\n\r\n");
    QCOMPARE(answer.status, 202);
    QCOMPARE(statesIn(answer), QStringList{ u"answered"_s });
    QVERIFY(!there.waitFor("server_draining").isEmpty());
    QCOMPARE(there.waitForClose(), 1001);
    QCOMPARE(m_cluster.node(1).waitForEnd(), 0);
    QVERIFY(here.sync());
}

QTEST_GUILESS_MAIN(TestOrders)

#include "tst_orders.moc"
