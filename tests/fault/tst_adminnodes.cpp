// SPDX-License-Identifier: Apache-2.0
// Administrators ask one of three nodes and see all: tables, pages, details, figures, disconnecting. A node that stands still
// is named as silent and holds nobody up, and without Redis the nodes answer as before.
// Seen red: questions without a notice (redisStandsStill, redisIsGone), the silent ones of the roster left out (frozenNode: after its lease),
// a change of the nodes that is not told, sessions not folded (socketTellsOfAll).
#include "admin/adminmessages.h"
#include "conformance/requests.h"
#include "core/uuid.h"
#include "fault/cluster.h"
#include "support/restclient.h"
#include "support/scale.h"
#include "support/wsclient.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QRandomGenerator>
#include <QTest>

using namespace conversa;
using namespace conversa::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray api = "/api/v1/admin/";
constexpr int nodes = 3;
constexpr int clientsEach = 3;

QMap<QString, QString> statesOf(const RestAnswer &answer)
{
    QMap<QString, QString> states;
    for (const QJsonValue &node : answer.json["nodes"_L1].toArray())
        states.insert(node["node"_L1].toString(), node["state"_L1].toString());
    return states;
}

QMap<QString, int> rowsByNode(const RestAnswer &answer)
{
    QMap<QString, int> counts;
    for (const QJsonValue &row : answer.json["connections"_L1].toArray())
        ++counts[row["node"_L1].toString()];
    return counts;
}

} // namespace

class TestAdminNodes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void tables();
    void sessionsOfAll();
    void figuresOfAll();
    void disconnectsEverywhere();
    void socketTellsOfAll();
    void frozenNode();
    void redisStandsStill();
    void redisIsGone();
    void cuts();

private:
    RestAnswer ask(int node, const QByteArray &path, const QByteArray &token = "dev-admin-key")
    {
        return get(m_cluster.port(node), api + path, token);
    }
    // As one that sees all says it: the rows of each node, and that all have answered.
    bool allThere(int node)
    {
        const RestAnswer answer = ask(node, "connections");
        return answer.json["total"_L1].toInt() == nodes * clientsEach && statesOf(answer).values() == QStringList(nodes, u"answered"_s)
            && rowsByNode(answer).values() == QList<int>(nodes, clientsEach);
    }
    bool eachKnowsAll()
    {
        for (int node = 0; node < nodes; ++node) {
            if (!allThere(node))
                return false;
        }
        return true;
    }

    Cluster m_cluster;
    QByteArray m_operator;
    std::vector<std::vector<std::unique_ptr<WsClient>>> m_clients; // by node
};

void TestAdminNodes::initTestCase()
{
    const auto started = m_cluster.start();
    QVERIFY2(started, started ? "" : started.error().message.constData());
    qInfo("seed %u", testSeed());
}

void TestAdminNodes::init()
{
    m_clients.clear();
    if (m_cluster.redis().pid() == 0) // an earlier row has left it so
        QVERIFY(m_cluster.redis().restart());
    m_cluster.redis().thaw();
    QVERIFY2(m_cluster.begin(nodes, {u"--limits.user_connections=1000"_s}) && m_cluster.knowEachOther(), m_cluster.logs());
    for (int node = 0; node < nodes; ++node) {
        auto &here = m_clients.emplace_back();
        for (int i = 0; i < clientsEach; ++i)
            here.push_back(std::make_unique<WsClient>(m_cluster.port(node), Handshake{.query = "client=c" + QByteArray::number(i)}));
        for (int i = 0; i < clientsEach; ++i) {
            for (int pings = 0; pings <= i; ++pings)
                QVERIFY(here[size_t(i)]->sync());
        }
    }
    const QByteArray made = m_cluster.node(0).run({u"key"_s, u"create"_s, u"--name=ops"_s, u"--role=admin"_s, u"--tenant=*"_s,
        u"--database.url="_s + QString::fromUtf8(m_cluster.postgres().url(m_cluster.database()))}).second;
    m_operator = made.mid(made.indexOf("cv_"), 46);
    QTRY_VERIFY_WITH_TIMEOUT(eachKnowsAll(), ServerProcess::patienceMs);
}

void TestAdminNodes::tables()
{
    for (int node = 0; node < nodes; ++node) {
        QSet<QString> seen;
        QList<int> counts;
        QByteArray cursor;
        do {
            const RestAnswer page = ask(node, "connections?sort=-in&limit=2" + (cursor.isEmpty() ? QByteArray() : "&cursor=" + cursor));
            QCOMPARE(page.json["total"_L1].toInt(), nodes * clientsEach);
            for (const QJsonValue &row : page.json["connections"_L1].toArray()) {
                seen.insert(row["id"_L1].toString());
                counts.append(row["in"_L1].toInt());
            }
            cursor = page.json["next_cursor"_L1].toString().toUtf8();
        } while (!cursor.isEmpty() && counts.size() < 20);
        QCOMPARE(seen.size(), nodes * clientsEach);
        QCOMPARE(counts, (QList<int>{3, 3, 3, 2, 2, 2, 1, 1, 1}));
    }
    QCOMPARE(rowsByNode(ask(0, "connections?filter=client:c1")), (QMap<QString, int>{{u"n0"_s, 1}, {u"n1"_s, 1}, {u"n2"_s, 1}}));
    QCOMPARE(rowsByNode(ask(0, "connections?filter=node:n2")), (QMap<QString, int>{{u"n2"_s, clientsEach}}));
    // One of them alone.
    const RestAnswer one = ask(0, "connections?node=n2");
    QCOMPARE(rowsByNode(one), (QMap<QString, int>{{u"n2"_s, clientsEach}}));
    QCOMPARE(statesOf(one), (QMap<QString, QString>{{u"n2"_s, u"answered"_s}}));
    QCOMPARE(ask(0, "connections?node=n9").status, 400);
    // Each connection is found from anywhere, and the wrong error is everyone's.
    const QByteArray id = one.json["connections"_L1][0]["id"_L1].toString().toUtf8();
    QCOMPARE(ask(0, "connections/" + id).json["connection"_L1]["node"_L1].toString(), u"n2"_s);
    QCOMPARE(ask(0, "connections/" + id + "?node=n1").status, 404);
    // Another tenant's key sees nothing of it at any node.
    const QByteArray made = m_cluster.node(0).run({u"key"_s, u"create"_s, u"--name=x"_s, u"--role=admin"_s, u"--tenant=shop"_s,
        u"--database.url="_s + QString::fromUtf8(m_cluster.postgres().url(m_cluster.database()))}).second;
    const QByteArray shop = made.mid(made.indexOf("cv_"), 46);
    QCOMPARE(ask(1, "connections", shop).json["total"_L1].toInt(-1), 0);
    QCOMPARE(ask(1, "connections/" + id, shop).status, 404);
}

void TestAdminNodes::sessionsOfAll()
{
    for (int node = 0; node < nodes; ++node) {
        WsClient &client = *m_clients[size_t(node)][0];
        client.sendText(joining(session));
        QVERIFY(!client.waitFor("session_joined").isEmpty());
    }
    WsClient another(m_cluster.port(2), {.token = "dev-admin-key"});
    another.sendText(joining(session));
    QVERIFY(!another.waitFor("session_joined").isEmpty());
    const RestAnswer rows = ask(1, "sessions");
    QCOMPARE(rows.json["total"_L1].toInt(), nodes); // a row for each node at which it is joined
    QCOMPARE(statesOf(rows).size(), nodes);
    QTRY_COMPARE(ask(1, "sessions/" + session).json["members"_L1].toArray().size(), 2);
    const QJsonObject details = ask(0, "sessions/" + session).json;
    QCOMPARE(details["session"_L1]["node"_L1].toString(), u"n0,n1,n2"_s);
    QCOMPARE(details["session"_L1]["connections"_L1].toInt(), 4);
    QCOMPARE(details["nodes"_L1].toArray().size(), nodes);
    QCOMPARE(ask(0, "sessions/" + session + "?node=n2").json["session"_L1]["connections"_L1].toInt(), 2);
    QCOMPARE(ask(0, "sessions/550e8400-e29b-41d4-a716-44665544ffff").status, 404);
}

void TestAdminNodes::figuresOfAll()
{
    const QJsonObject stats = ask(1, "stats", m_operator).json;
    QCOMPARE(stats["node"_L1].toString(), u"n1"_s);
    QCOMPARE(stats["clients"_L1].toInt(), nodes * clientsEach);
    QCOMPARE(stats["in"_L1].toInt(), nodes * (1 + 2 + 3));
    QVERIFY(stats["redis"_L1].toBool() && stats["database"_L1].toBool());
    for (const QJsonValue &node : stats["nodes"_L1].toArray()) {
        QCOMPARE(node["clients"_L1].toInt(), clientsEach);
        QCOMPARE(node["in"_L1].toInt(), 6);
    }
    QVERIFY(!ask(1, "stats").json.contains("in"_L1)); // of a tenant: who is there, and no more
    QCOMPARE(ask(1, "stats/history", m_operator).json["node"_L1].toString(), u"n1"_s);
    const auto heard = [&] {
        int in = 0;
        const RestAnswer history = ask(1, "stats/history?node=n2", m_operator);
        for (const QJsonValue &sample : history.json["samples"_L1].toArray())
            in += sample["in"_L1].toInt();
        return history.json["node"_L1].toString() == u"n2"_s ? in : -1;
    };
    QTRY_COMPARE(heard(), 6);
}

void TestAdminNodes::disconnectsEverywhere()
{
    const auto order = [this](const QByteArray &json) { return post(m_cluster.port(0), api + "connections/disconnect", json, "dev-admin-key"); };
    const RestAnswer dry = order(R"({"filter":"client:c1","dry_run":true})");
    QCOMPARE(dry.json["matched"_L1].toInt(), nodes);
    QCOMPARE(statesOf(dry).size(), nodes);
    for (int node = 0; node < nodes; ++node)
        QVERIFY(m_clients[size_t(node)][1]->sync());
    QCOMPARE(order(R"({"filter":"client:c1","code":4555})").json["disconnected"_L1].toInt(), nodes);
    for (int node = 0; node < nodes; ++node) {
        QCOMPARE(m_clients[size_t(node)][1]->waitForClose(), 4555);
        QVERIFY(m_clients[size_t(node)][0]->sync() && m_clients[size_t(node)][2]->sync());
    }
    QTRY_COMPARE(rowsByNode(ask(2, "connections/closed?filter=code:4555")).size(), nodes);
    // By their ids, wherever they are; as many as one request takes go the whole way.
    QByteArrayList ids;
    for (const QJsonValue &row : ask(0, "connections?filter=client:c2").json["connections"_L1].toArray())
        ids.append('"' + row["id"_L1].toString().toUtf8() + '"');
    while (ids.size() < 500)
        ids.append('"' + Uuid::random().toByteArray() + '"');
    QCOMPARE(order("{\"ids\":[" + ids.join(',') + "]}").json["disconnected"_L1].toInt(), nodes);
    for (int node = 0; node < nodes; ++node)
        QCOMPARE(m_clients[size_t(node)][2]->waitForClose(), 4503);
}

// The admin socket at one node: a table, the figures and sessions of all, who falls silent and comes back.
void TestAdminNodes::socketTellsOfAll()
{
    WsClient console(m_cluster.port(0), {.token = "dev-admin-key", .path = "/api/v1/ws/admin"});
    const auto subscribe = [&](const QByteArray &payload) { console.sendText(R"({"type":"subscribe","request_id":"r","payload":)" + payload + '}'); };
    subscribe(R"({"topic":"connections","filter":"client:c","fields":"node","interval_ms":250})");
    TableFollower<ConnectionRow> shown;
    QMap<QString, QString> states;
    const auto follow = [&](const QString &wanted, int rows) {
        for (int i = 0; i < 50 && (states.value(u"n2"_s) != wanted || int(shown.view().rows.size()) != rows); ++i) {
            const QJsonObject message = console.waitFor("", 1'000);
            const auto news = readTableNews(QJsonDocument(message).toJson(QJsonDocument::Compact), readConnectionRow);
            if (message["type"_L1] != "snapshot"_L1 && message["type"_L1] != "delta"_L1)
                continue;
            if (const auto *whole = std::get_if<TableView<ConnectionRow>>(&news->news))
                shown.start(news->sequence, *whole);
            else if (!shown.follow(news->sequence, std::get<TableDelta<ConnectionRow>>(news->news)))
                return false;
            for (const QJsonValue &node : message["payload"_L1]["nodes"_L1].toArray())
                states.insert(node["node"_L1].toString(), node["state"_L1].toString());
        }
        return states.value(u"n2"_s) == wanted && int(shown.view().rows.size()) == rows && shown.view().total == rows;
    };
    QVERIFY(follow(u"answered"_s, nodes * clientsEach));
    m_cluster.node(2).stop();
    QTRY_COMPARE(processState(m_cluster.node(2).pid()), 'T');
    QVERIFY(follow(u"silent"_s, 2 * clientsEach));
    m_cluster.node(2).proceed();
    QVERIFY(follow(u"answered"_s, nodes * clientsEach));
    console.sendText(R"({"type":"unsubscribe","payload":{"topic":"connections"}})");
    subscribe(R"({"topic":"stats"})");
    const QJsonObject stats = console.waitFor("stats")["payload"_L1].toObject();
    QCOMPARE(stats["clients"_L1].toInt(), nodes * clientsEach + 1);
    QCOMPARE(stats["nodes"_L1].toArray().size(), nodes);
    subscribe(R"({"topic":"stats","node":"n1"})");
    QTRY_COMPARE(console.waitFor("stats")["payload"_L1]["clients"_L1].toInt(), clientsEach);
    // A session that is joined at several nodes is one row.
    for (int node = 0; node < nodes; ++node) {
        WsClient &client = *m_clients[size_t(node)][0];
        client.sendText(joining(session));
        QVERIFY(!client.waitFor("session_joined").isEmpty());
    }
    subscribe(R"({"topic":"sessions"})");
    const QJsonObject sessions = console.waitFor("snapshot")["payload"_L1].toObject();
    QCOMPARE(sessions["rows"_L1].toArray().size(), 1);
    QCOMPARE(sessions["rows"_L1][0]["node"_L1].toString().split(u',').size(), nodes);
    QCOMPARE(sessions["rows"_L1][0]["connections"_L1].toInt(), nodes);
}

void TestAdminNodes::frozenNode()
{
    m_cluster.node(2).stop();
    QTRY_COMPARE(processState(m_cluster.node(2).pid()), 'T');
    const auto others = [this](const RestAnswer &answer) {
        return answer.json["total"_L1].toInt() == 2 * clientsEach && rowsByNode(answer).value(u"n0"_s) == clientsEach
            && rowsByNode(answer).value(u"n1"_s) == clientsEach
            && statesOf(answer) == QMap<QString, QString>{{u"n0"_s, u"answered"_s}, {u"n1"_s, u"answered"_s}, {u"n2"_s, u"silent"_s}};
    };
    QElapsedTimer time;
    time.start();
    const RestAnswer first = ask(0, "connections");
    qInfo("with one node frozen the table came after %lld ms", time.elapsed());
    QVERIFY2(others(first), first.body);
    QVERIFY2(ask(1, "stats").json["clients"_L1].toInt() == 2 * clientsEach, m_cluster.logs());
    RawClient csv(m_cluster.port(1));
    csv.send("GET " + api + "connections?format=csv HTTP/1.1\r\nHost: h\r\nConnection: close\r\nAuthorization: Bearer dev-admin-key\r\n\r\n");
    QCOMPARE(csv.waitForStatus(), 200);
    QCOMPARE(csv.header("Silent-Nodes"), QByteArray("n2"));
    // What it alone has is not found, and why is said.
    const RestAnswer missing = ask(0, "connections/550e8400-e29b-41d4-a716-44665544ffff");
    QVERIFY(missing.status == 404 && missing.json["message"_L1].toString().endsWith(u"Silent: n2."_s));
    // After its lease it is no peer any more, and is named all the same.
    QVERIFY(m_cluster.node(0).waitForLog("node_lost") && m_cluster.node(1).waitForLog("node_lost"));
    time.start();
    const RestAnswer later = ask(1, "connections");
    qInfo("and after its lease after %lld ms", time.elapsed());
    QVERIFY2(others(later), later.body);
    const RestAnswer alone = ask(1, "connections?node=n2");
    QVERIFY(alone.status == 200 && alone.json["total"_L1].toInt(-1) == 0);
    m_cluster.node(2).proceed();
    QTRY_VERIFY_WITH_TIMEOUT(eachKnowsAll(), ServerProcess::patienceMs);
}

// Connected, and nothing goes through: nobody has noticed yet, or just has.
void TestAdminNodes::redisStandsStill()
{
    m_cluster.redis().freeze();
    QTRY_COMPARE(processState(m_cluster.redis().pid()), 'T');
    QElapsedTimer time;
    time.start();
    QVERIFY(eachKnowsAll());
    qInfo("three tables with Redis frozen: %lld ms", time.elapsed());
    for (int node = 0; node < nodes; ++node)
        QVERIFY(m_cluster.node(node).waitForLog("bus_degraded"));
    QVERIFY(eachKnowsAll());
    m_cluster.redis().thaw();
    QTRY_VERIFY_WITH_TIMEOUT(eachKnowsAll(), ServerProcess::patienceMs);
}

void TestAdminNodes::redisIsGone()
{
    m_cluster.redis().kill();
    for (int node = 0; node < nodes; ++node)
        QVERIFY(m_cluster.node(node).waitForLog("bus_degraded"));
    QVERIFY(eachKnowsAll());
    QVERIFY(ask(0, "stats").json["clients"_L1].toInt() == nodes * clientsEach && !ask(0, "stats").json["redis"_L1].toBool());
    // A page of 200 rows goes by the database too, in some twenty notices.
    std::vector<std::unique_ptr<WsClient>> crowd;
    for (int i = 0; i < 200; ++i)
        crowd.push_back(std::make_unique<WsClient>(m_cluster.port(1), Handshake{.query = "client=crowd"}));
    QTRY_COMPARE(ask(0, "connections?filter=client:crowd&limit=500").json["connections"_L1].toArray().size(), 200);
    QVERIFY(m_cluster.redis().restart());
    QTRY_COMPARE(ask(0, "connections?filter=client:crowd&limit=500").json["connections"_L1].toArray().size(), 200);
}

// Whatever stands still or is cut, an answer holds the rows of those that it says have answered, all of them, and no others.
void TestAdminNodes::cuts()
{
    QRandomGenerator random(testSeed());
    bool isRedisFrozen = false;
    int asked = 0;
    for (int round = 0; round < scaled(12, 60, 200); ++round) {
        const int victim = random.bounded(1, nodes);
        const bool stops = random.bounded(2);
        if (stops)
            m_cluster.node(victim).stop();
        if (random.bounded(3) == 0) {
            isRedisFrozen = !isRedisFrozen;
            isRedisFrozen ? m_cluster.redis().freeze() : m_cluster.redis().thaw();
        }
        for (int i = random.bounded(1, 4); i > 0; --i) {
            const RestAnswer answer = ask(0, "connections");
            QMap<QString, int> expected;
            const auto states = statesOf(answer);
            for (auto state = states.begin(); state != states.end(); ++state) {
                if (state.value() == u"answered"_s)
                    expected.insert(state.key(), clientsEach);
            }
            QVERIFY2(states.size() == nodes && expected.contains(u"n0"_s), answer.body);
            QCOMPARE(rowsByNode(answer), expected);
            QCOMPARE(answer.json["total"_L1].toInt(), int(expected.size()) * clientsEach);
            ++asked;
        }
        if (stops)
            m_cluster.node(victim).proceed();
    }
    m_cluster.redis().thaw();
    qInfo("%d answers", asked);
    QTRY_VERIFY_WITH_TIMEOUT(eachKnowsAll(), ServerProcess::patienceMs);
}

QTEST_GUILESS_MAIN(TestAdminNodes)
#include "tst_adminnodes.moc"
