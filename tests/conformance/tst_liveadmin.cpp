// SPDX-License-Identifier: Apache-2.0
// The admin API over REST (docs/protocol.md, "Admin"), on a running server: tables, pages, CSV, errors, disconnecting, and
// who sees what.
// Seen red: counts of the other direction (counted), a dry run that closes (dryRun), the tenant not looked at (tenants), the
// backlog never told (slowClient), the cursor left out of the query (paged).
#include "conformance/requests.h"
#include "support/restclient.h"
#include "support/serverprocess.h"
#include "support/wsclient.h"

#include <QJsonArray>
#include <QTest>

using namespace conversa;
using namespace conversa::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray api = "/api/v1/admin/";

Handshake as(const QByteArray &token, const QByteArray &query = {})
{
    return {.token = token, .query = query};
}

} // namespace

class TestLiveAdmin : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void counted();
    void paged();
    void csv();
    void wrong_data();
    void wrong();
    void forAdminsOnly();
    void tenants();
    void dryRun();
    void disconnected();
    void sessions();
    void slowClient();
    void figures();

private:
    RestAnswer ask(const QByteArray &path, const QByteArray &token = "dev-admin-key") { return get(m_server.port(), api + path, token); }
    QJsonArray rows(const QByteArray &path, const char *name = "connections")
    {
        return ask(path).json[QLatin1String(name)].toArray();
    }
    RestAnswer order(const QByteArray &json) { return post(m_server.port(), api + "connections/disconnect", json, "dev-admin-key"); }
    WsClient client(const QByteArray &token, const QByteArray &query = {}) { return WsClient(m_server.port(), as(token, query)); }
    QByteArray idOf(WsClient &of) { return of.waitFor("connected")["payload"_L1]["client_id"_L1].toString().toUtf8(); }
    QByteArray create(const QStringList &arguments);
    // What every answer says of the servers that were asked: this one alone.
    QByteArray nodes();

    ServerProcess m_server;
};

void TestLiveAdmin::init()
{
    const QString url = u"--database.url=sqlite://"_s + m_server.file(u"admin.db"_s);
    QVERIFY2(m_server.start({url, u"--node.id=chat-1"_s}), m_server.log());
}

QByteArray TestLiveAdmin::create(const QStringList &arguments)
{
    const QByteArray text = m_server.run(QStringList{u"key"_s, u"create"_s, u"--name=x"_s, u"--env=development"_s,
        u"--database.url=sqlite://"_s + m_server.file(u"admin.db"_s)} + arguments).second;
    return text.mid(text.indexOf("cv_"), 46);
}

QByteArray TestLiveAdmin::nodes()
{
    const QByteArray id = ask("stats").json["nodes"_L1][0]["id"_L1].toString().toUtf8();
    return R"("nodes":[{"node":"chat-1","id":")" + id + R"(","state":"answered"}])";
}

void TestLiveAdmin::counted()
{
    WsClient agent(m_server.port(), {.token = "dev-user-key", .query = "client=desk/2.1&text=plain", .headers = {"Origin: http://localhost:3000"}});
    const QByteArray id = idOf(agent);
    agent.sendText(joining(session));
    QVERIFY(!agent.waitFor("session_joined").isEmpty());
    QVERIFY(agent.sync());
    const QJsonArray found = rows("connections?filter=role:agent");
    QCOMPARE(found.size(), 1);
    const QJsonObject row = found[0].toObject();
    QCOMPARE(row["id"_L1].toString().toUtf8(), id);
    QCOMPARE(row["node"_L1].toString(), u"chat-1"_s);
    QCOMPARE(row["tenant"_L1].toString(), u"dev"_s);
    QCOMPARE(row["ip"_L1].toString(), u"127.0.0.1"_s);
    QCOMPARE(row["client"_L1].toString(), u"desk/2.1"_s);
    QCOMPARE(row["origin"_L1].toString(), u"http://localhost:3000"_s);
    QCOMPARE(row["text"_L1].toString(), u"plain"_s);
    QCOMPARE(row["state"_L1].toString(), u"open"_s);
    QCOMPARE(row["in"_L1].toInt(), 2); // the join, a ping
    QCOMPARE(row["out"_L1].toInt(), 3); // connected, joined, pong
    QCOMPARE(row["sessions"_L1].toInt(), 1);
    QVERIFY(row["in_bytes"_L1].toInt() > 100 && row["out_bytes"_L1].toInt() > row["in_bytes"_L1].toInt());
    for (const QByteArray path : {"connections?limit=1", "connections/closed", "sessions", "connections?node=chat-1"})
        QVERIFY2(ask(path).body.endsWith(nodes() + '}'), path.constData());
    const RestAnswer one = ask("connections/" + id);
    QVERIFY(one.body.endsWith(nodes() + '}'));
    QCOMPARE(one.json["connection"_L1].toObject()["id"_L1].toString().toUtf8(), id);
    QCOMPARE(one.json["joined"_L1].toArray(), QJsonArray{QString::fromLatin1(session)});
    QCOMPARE(ask("connections/550e8400-e29b-41d4-a716-44665544ffff").status, 404);
    QCOMPARE(ask("connections/seven").json["field"_L1].toString(), u"connection_id"_s);
}

void TestLiveAdmin::paged()
{
    std::vector<std::unique_ptr<WsClient>> clients;
    for (int i = 0; i < 7; ++i) {
        clients.push_back(std::make_unique<WsClient>(m_server.port(), as("dev-user-key")));
        for (int pings = 0; pings < i % 3; ++pings)
            QVERIFY(clients.back()->sync());
    }
    QSet<QString> seen;
    QList<int> counts;
    QByteArray cursor;
    do {
        const RestAnswer page = ask("connections?sort=-in&limit=2&fields=id,in" + (cursor.isEmpty() ? QByteArray() : "&cursor=" + cursor));
        QCOMPARE(page.status, 200);
        QCOMPARE(page.json["total"_L1].toInt(), 7);
        for (const QJsonValue &row : page.json["connections"_L1].toArray()) {
            QCOMPARE(row.toObject().size(), 2);
            QVERIFY(!seen.contains(row["id"_L1].toString()));
            seen.insert(row["id"_L1].toString());
            counts.append(row["in"_L1].toInt());
        }
        cursor = page.json["next_cursor"_L1].toString().toUtf8();
    } while (!cursor.isEmpty() && seen.size() < 20);
    QCOMPARE(seen.size(), 7);
    QCOMPARE(counts, (QList<int>{2, 2, 1, 1, 0, 0, 0}));
}

void TestLiveAdmin::csv()
{
    const WsClient agent = client("dev-user-key", "client=%3DHYPERLINK(1)");
    RawClient raw(m_server.port());
    raw.send("GET " + api + "connections?format=csv&fields=role,client,in HTTP/1.1\r\nHost: h\r\nConnection: close\r\n"
        "Authorization: Bearer dev-admin-key\r\n\r\n");
    QCOMPARE(raw.waitForStatus(), 200);
    QVERIFY(raw.waitForClose());
    QCOMPARE(raw.header("Content-Type"), QByteArray("text/csv; charset=utf-8"));
    QCOMPARE(raw.header("Total-Count"), QByteArray("1"));
    QVERIFY(raw.header("Silent-Nodes").isEmpty());
    QCOMPARE(raw.body(), QByteArray("role,client,in\r\nagent,'=HYPERLINK(1),0\r\n"));
}

void TestLiveAdmin::wrong_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("body");
    const auto add = [](const char *query, const char *body) { QTest::newRow(query) << QByteArray(query) << QByteArray(body); };
    add("connections?filter=role:agent%20quue:%3E0",
        R"({"column":12,"error":"invalid_field","field":"filter","message":"unknown field \"quue\"; did you mean \"queue\"?"})");
    add("connections?sort=-inn", R"({"error":"invalid_field","field":"sort","message":"unknown field \"inn\"; did you mean \"in\"?"})");
    add("connections?limit=501", R"({"error":"invalid_field","field":"limit","message":"limit must be a whole number from 1 to 500."})");
    add("connections?cursor=x", R"({"error":"invalid_field","field":"cursor","message":"cursor must be the next_cursor of a page in the same order."})");
    add("connections?node=chat-2", R"({"error":"invalid_field","field":"node","message":"node must be the name or the id of a server."})");
    add("connections?fields=id,pasword", R"({"error":"invalid_field","field":"fields","message":"unknown field \"pasword\"."})");
    add("connections?format=xml", R"({"error":"invalid_field","field":"format","message":"format must be json or csv."})");
    add("connections/closed?filter=code:x", R"({"column":6,"error":"invalid_field","field":"filter","message":"\"code\" takes a whole number."})");
    add("sessions?filter=queue:1", R"({"column":1,"error":"invalid_field","field":"filter","message":"unknown field \"queue\"."})");
}

void TestLiveAdmin::wrong()
{
    QFETCH(const QByteArray, query);
    QFETCH(const QByteArray, body);
    const RestAnswer answer = ask(query);
    QCOMPARE(answer.body, body);
    QCOMPARE(answer.status, 400);
}

void TestLiveAdmin::forAdminsOnly()
{
    for (const char *path : {"connections", "connections/closed", "connections/550e8400-e29b-41d4-a716-446655440000", "sessions",
             "sessions/550e8400-e29b-41d4-a716-446655440000", "stats", "stats/history", "capabilities"}) {
        for (const char *token : {"dev-user-key", "dev-contact-key"})
            QCOMPARE(ask(path, token).status, 403);
        QCOMPARE(ask(path, "wrong").status, 401);
    }
    QCOMPARE(post(m_server.port(), api + "connections/disconnect", R"({"filter":"age:>=0s"})").status, 403);
    // A server's own figures belong to no tenant.
    QCOMPARE(ask("stats/history").status, 403);
}

void TestLiveAdmin::tenants()
{
    const QByteArray shop = create({u"--role=admin"_s, u"--tenant=shop"_s});
    const QByteArray all = create({u"--role=admin"_s, u"--tenant=*"_s});
    WsClient one = client("dev-user-key");
    WsClient other = client(shop);
    const QByteArray id = idOf(other);
    QVERIFY(one.sync());
    const auto total = [this](const QByteArray &token) { return ask("connections", token).json["total"_L1].toInt(); };
    QCOMPARE(total("dev-admin-key"), 1);
    QCOMPARE(total(shop), 1);
    QCOMPARE(total(all), 2);
    QCOMPARE(ask("connections/" + id).status, 404);
    QCOMPARE(ask("connections/" + id, all).status, 200);
    QCOMPARE(order(R"({"filter":"age:>=0s"})").json["disconnected"_L1].toInt(), 1);
    QCOMPARE(one.waitForClose(), 4503);
    QVERIFY(other.sync());
    QCOMPARE(ask("connections/closed", shop).json["total"_L1].toInt(), 0);
    QCOMPARE(ask("stats/history", all).status, 200);
    QCOMPARE(ask("nodes", shop).status, 403);
    QVERIFY(ask("stats", all).json.contains("opened"_L1) && !ask("stats", shop).json.contains("opened"_L1));
}

void TestLiveAdmin::dryRun()
{
    WsClient one = client("dev-user-key");
    WsClient two = client("dev-contact-key");
    QVERIFY(one.sync() && two.sync());
    QCOMPARE(order(R"({"filter":"age:>=0s","dry_run":true})").body, R"({"matched":2,"disconnected":0,"dry_run":true,)" + nodes() + '}');
    QVERIFY(one.sync() && two.sync());
    QCOMPARE(order(R"({"filter":""})").json["message"_L1].toString(), u"filter must have a term; age:>=0s finds all."_s);
    QCOMPARE(order(R"({"filter":"quue:1"})").json["column"_L1].toInt(), 1);
    for (const char *json : {"{}", R"({"ids":[]})", R"({"ids":["x"]})", R"({"ids":[7],"dry_run":true})", R"({"filter":"in:0","code":1000})",
             R"({"filter":"in:0","code":5000})", R"({"filter":"in:0","reason":7})", R"({"filter":"in:0","dry_run":1})",
             R"({"filter":"in:0","ids":["550e8400-e29b-41d4-a716-446655440000"]})"})
        QCOMPARE(order(json).status, 400);
    QVERIFY(one.sync() && two.sync());
}

void TestLiveAdmin::disconnected()
{
    WsClient one = client("dev-user-key");
    WsClient two = client("dev-contact-key");
    const QByteArray first = idOf(one);
    QVERIFY(two.sync());
    QCOMPARE(order(R"({"ids":[")" + first + R"(","550e8400-e29b-41d4-a716-44665544ffff"],"code":4777,"reason":"come back tomorrow"})").body,
        R"({"matched":1,"disconnected":1,"dry_run":false,)" + nodes() + '}');
    QCOMPARE(one.waitForClose(), 4777);
    QCOMPARE(one.closeReason(), QByteArray("come back tomorrow"));
    QVERIFY(two.sync());
    two.sendClose(1000);
    QCOMPARE(two.waitForClose(), 1000);
    QTRY_COMPARE(rows("connections/closed").size(), 2);
    const QJsonArray left = rows("connections/closed?filter=code:1000..1999");
    QCOMPARE(left.size(), 1);
    QCOMPARE(left[0]["side"_L1].toString(), u"client"_s);
    const QJsonArray sent = rows("connections/closed?filter=code:4777");
    QCOMPARE(sent.size(), 1);
    QCOMPARE(sent[0]["id"_L1].toString().toUtf8(), first);
    QCOMPARE(sent[0]["side"_L1].toString(), u"server"_s);
    QCOMPARE(sent[0]["reason"_L1].toString(), u"come back tomorrow"_s);
    QVERIFY(sent[0].toObject().contains("duration_ms"_L1));
    QCOMPARE(rows("connections").size(), 0);
}

void TestLiveAdmin::sessions()
{
    WsClient agent = client("dev-user-key");
    agent.sendText(joining(session));
    QVERIFY(!agent.waitFor("session_joined").isEmpty());
    agent.sendText(sending("first"));
    QVERIFY(!agent.waitFor("message_sent").isEmpty());
    agent.sendText(R"({"type":"typing","payload":{"session_id":")" + session
        + R"(","contact_id":"660e8400-e29b-41d4-a716-446655440000","is_typing":true}})");
    QVERIFY(agent.sync());
    const QJsonArray found = rows("sessions?filter=typing:1", "sessions");
    QCOMPARE(found.size(), 1);
    QCOMPARE(found[0]["id"_L1].toString().toUtf8(), session);
    QCOMPARE(found[0]["contact_id"_L1].toString(), u"660e8400-e29b-41d4-a716-446655440000"_s);
    QCOMPARE(found[0]["last_seq"_L1].toInt(), 1);
    QCOMPARE(found[0]["users"_L1].toInt(), 1);
    const QJsonObject details = ask("sessions/" + session).json;
    QCOMPARE(details["members"_L1].toArray().at(0)["role"_L1].toString(), u"agent"_s);
    QCOMPARE(details["typing"_L1].toArray().size(), 1);
    agent.sendText(R"({"type":"mark_read","payload":{"session_id":")" + session + R"(","up_to_seq":1}})");
    QTRY_COMPARE(ask("sessions/" + session).json["watermarks"_L1].toArray().at(0)["read_seq"_L1].toInt(), 1);
    QCOMPARE(ask("sessions/550e8400-e29b-41d4-a716-44665544ffff").status, 404);
}

void TestLiveAdmin::slowClient()
{
    WsClient slow = client("dev-contact-key");
    WsClient agent = client("dev-user-key");
    agent.sendText(joining(session));
    QVERIFY(!agent.waitFor("session_joined").isEmpty());
    agent.sendText(sending("first"));
    QVERIFY(!agent.waitFor("message_sent").isEmpty());
    slow.sendText(joining(session));
    QVERIFY(!slow.waitFor("session_joined").isEmpty());
    // It reads nothing from here on; what the kernel takes for it is some megabytes.
    const QByteArray text(10'000, 'x');
    bool waits = false;
    for (int i = 0; i < 3'000 && !waits; ++i) {
        agent.sendText(sending(text));
        QVERIFY(!agent.waitFor("message_sent").isEmpty());
        if (i % 10 == 0)
            waits = rows("connections?filter=role:contact%20queue:%3E0").size() == 1;
    }
    QVERIFY(waits);
}

void TestLiveAdmin::figures()
{
    WsClient agent = client("dev-user-key");
    QVERIFY(agent.sync());
    const QJsonObject stats = ask("stats").json;
    QCOMPARE(stats["clients"_L1].toInt(), 1);
    QCOMPARE(stats["node"_L1].toString(), u"chat-1"_s);
    QVERIFY(stats["database"_L1].toBool());
    const QByteArray all = create({u"--role=admin"_s, u"--tenant=*"_s});
    const auto latest = [&] {
        const QJsonArray samples = ask("stats/history", all).json["samples"_L1].toArray();
        int in = 0;
        for (const QJsonValue &sample : samples)
            in += sample["in"_L1].toInt();
        return in;
    };
    QTRY_COMPARE(latest(), 1);
    QCOMPARE(ask("stats/history?resolution=60s", all).json["resolution_ms"_L1].toInt(), 60'000);
    QCOMPARE(ask("stats/history?resolution=2s", all).status, 400);
    const QJsonObject able = ask("capabilities").json;
    QCOMPARE(able["max_rows"_L1].toInt(), 500);
    QCOMPARE(able["operator"_L1].toBool(), false);
    const QJsonArray features{u"stats"_s, u"connections"_s, u"sessions"_s, u"frames"_s, u"nodes"_s, u"audit"_s, u"keys"_s, u"security"_s, u"logs"_s};
    QCOMPARE(able["features"_L1].toArray(), features);
}

QTEST_GUILESS_MAIN(TestLiveAdmin)
#include "tst_liveadmin.moc"
