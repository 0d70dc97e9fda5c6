// SPDX-License-Identifier: Apache-2.0
// What administrators order, at one server: bans, members removed, read-only, notices, reload and the level of the log.
// Seen red: an operator's ban not felt by those who are there (banOfAddress), bans looked up at neither the door nor in REST,
// connections of the banned kept (banOfUser), an order that bans its own author taken (slips), members removed but still sent to (removedMember), marks stored in read-only mode (readOnly),
// notices to other tenants (notices), the level never given back (logLevel).
#include "conformance/adminkeys.h"
#include "conformance/requests.h"
#include "support/restclient.h"
#include "support/serverprocess.h"
#include "support/wsclient.h"

#include <QJsonArray>
#include <QTest>

using namespace conversa::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray adminKey = "dev-admin-key";

QByteArray marking()
{
    return R"({"type":"mark_read","request_id":"m","payload":{"session_id":")" + session + R"(","up_to_seq":1}})";
}

QByteArray ofUser(const QByteArray &user, const QByteArray &more = {})
{
    return "{\"user_id\":\"" + user + '"' + more + '}';
}

QJsonObject resultOf(const RestAnswer &answer)
{
    return answer.json["nodes"_L1].toArray().at(0).toObject()["result"_L1].toObject();
}

QString codeOf(WsClient &client)
{
    return client.waitFor("error")["error"_L1].toString();
}

} // namespace

class TestLiveOrders : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void banOfUser();
    void banOfAddress();
    void bansEnd();
    void slips_data();
    void slips();
    void removedMember(); // F58
    void readOnly();
    void notices();
    void logLevel();
    void reload();

private:
    RestAnswer order(const QByteArray &path, const QByteArray &body, const QByteArray &token = adminKey)
    {
        return post(m_server->port(), "/api/v1/admin/" + path, body, token);
    }
    RestAnswer lift(const QByteArray &id)
    {
        return ask(m_server->port(),
            "DELETE /api/v1/admin/restrictions/" + id + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\nAuthorization: Bearer " + adminKey + "\r\n\r\n");
    }
    // A key of its own, and its user.
    std::pair<QByteArray, QByteArray> makeKey(const QByteArray &role = "agent");
    // An administrator's of another tenant; "*": an operator's.
    QByteArray keyOf(const QString &tenant);
    QByteArray operatorKey() { return keyOf(u"*"_s); }
    quint16 port() const { return m_server->port(); }

    std::unique_ptr<ServerProcess> m_server;
};

void TestLiveOrders::init()
{
    m_server = std::make_unique<ServerProcess>();
    QVERIFY2(m_server->start({ u"--database.url=sqlite://"_s + m_server->file(u"chat.db"_s), u"--log.level=info"_s }), m_server->log());
}

std::pair<QByteArray, QByteArray> TestLiveOrders::makeKey(const QByteArray &role)
{
    const RestAnswer made = post(port(), "/api/v1/auth/api-key", R"({"name":"a","role":")" + role + "\"}", adminKey);
    return { made.json["key"_L1].toString().toUtf8(), made.json["user_id"_L1].toString().toUtf8() };
}

QByteArray TestLiveOrders::keyOf(const QString &tenant)
{
    return adminKeyOf(*m_server, u"--database.url=sqlite://"_s + m_server->file(u"chat.db"_s), tenant);
}

void TestLiveOrders::banOfUser()
{
    const auto [token, user] = makeKey();
    WsClient first(port(), { .token = token }), second(port(), { .token = token }), other(port());
    QVERIFY(first.sync() && second.sync() && other.sync());
    const RestAnswer banned = order("bans", ofUser(user, R"(,"for_s":600,"reason":"spam")"));
    QCOMPARE(banned.status, 201);
    QCOMPARE(banned.json["kind"_L1].toString(), u"user"_s);
    QCOMPARE(banned.json["reason"_L1].toString(), u"spam"_s);
    QCOMPARE(resultOf(banned)["affected"_L1].toInt(), 2);
    QCOMPARE(first.waitForClose(), 4503);
    QCOMPARE(first.closeReason(), "banned");
    QCOMPARE(second.waitForClose(), 4503);
    QVERIFY(other.sync());

    QCOMPARE(WsClient(port(), { .token = token }).status(), 403);
    const RestAnswer refused = get(port(), "/api/v1/sessions", token);
    QCOMPARE(refused.status, 403);
    QCOMPARE(refused.json["error"_L1].toString(), u"banned"_s);
    QVERIFY(refused.json["message"_L1].toString().contains("is banned until"_L1));

    const QJsonArray all = get(port(), "/api/v1/admin/restrictions", adminKey).json["restrictions"_L1].toArray();
    QCOMPARE(all.size(), 1);
    QCOMPARE(all[0].toObject()["user_id"_L1].toString().toUtf8(), user);
    QCOMPARE(lift(all[0].toObject()["id"_L1].toString().toUtf8()).status, 200);
    QCOMPARE(WsClient(port(), { .token = token }).status(), 101);
    QCOMPARE(lift(all[0].toObject()["id"_L1].toString().toUtf8()).status, 404);
}

void TestLiveOrders::banOfAddress()
{
    const QByteArray from = "127.3.4.5";
    WsClient there(port(), { .from = from }), here(port());
    QVERIFY(there.sync() && here.sync());
    const RestAnswer banned = order("bans", R"({"address":"127.3.4.0/24"})");
    QCOMPARE(banned.status, 201);
    QCOMPARE(resultOf(banned)["affected"_L1].toInt(), 1);
    QCOMPARE(there.waitForClose(), 4503);
    QVERIFY(here.sync());
    QCOMPARE(WsClient(port(), { .from = from }).status(), 403);
    QCOMPARE(WsClient(port(), { .from = "127.3.5.5" }).status(), 101);
    QCOMPARE(lift(banned.json["id"_L1].toString().toUtf8()).status, 200);
    QCOMPARE(WsClient(port(), { .from = from }).status(), 101);

    // Of an operator it is for all tenants, by the address itself as by its network.
    WsClient again(port(), { .from = from });
    QVERIFY(again.sync());
    const RestAnswer everywhere = order("bans", R"({"address":"127.3.4.5"})", operatorKey());
    QCOMPARE(everywhere.status, 201);
    QCOMPARE(resultOf(everywhere)["affected"_L1].toInt(), 1);
    QCOMPARE(again.waitForClose(), 4503);
    QCOMPARE(WsClient(port(), { .token = {}, .from = from }).status(), 403);
    QVERIFY(here.sync());
}

void TestLiveOrders::bansEnd()
{
    const auto [token, user] = makeKey();
    QCOMPARE(order("bans", ofUser(user, R"(,"for_s":1)")).status, 201);
    QCOMPARE(WsClient(port(), { .token = token }).status(), 403);
    QTRY_COMPARE(WsClient(port(), { .token = token }).status(), 101);
    // Of two orders the later counts, and a restart forgets neither.
    QCOMPARE(order("bans", ofUser(user, R"(,"for_s":1)")).status, 201);
    QCOMPARE(order("bans", ofUser(user)).status, 201);
    QCOMPARE(get(port(), "/api/v1/admin/restrictions", adminKey).json["restrictions"_L1].toArray().size(), 1);
    m_server->kill();
    QVERIFY(m_server->start({ u"--database.url=sqlite://"_s + m_server->file(u"chat.db"_s) }));
    QTRY_COMPARE(WsClient(port(), { .token = token }).status(), 403);
}

void TestLiveOrders::slips_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("field");
    const QByteArray user = "770e8400-e29b-41d4-a716-446655440000";
    const QByteArray members = "sessions/" + session + "/members/";
    QTest::newRow("own address") << QByteArray("bans") << QByteArray(R"({"address":"127.0.0.0/8"})") << 409 << QString();
    QTest::newRow("everybody") << QByteArray("bans") << QByteArray(R"({"address":"0.0.0.0/0"})") << 409 << QString();
    QTest::newRow("nobody") << QByteArray("bans") << QByteArray("{}") << 400 << u"user_id"_s;
    QTest::newRow("two at once") << QByteArray("bans") << R"({"address":"192.0.2.1","user_id":")" + user + "\"}" << 400 << u"user_id"_s;
    QTest::newRow("no address") << QByteArray("bans") << QByteArray(R"({"address":"10"})") << 400 << u"address"_s;
    QTest::newRow("no network") << QByteArray("bans") << QByteArray(R"({"address":"192.0.2.1/40"})") << 400 << u"address"_s;
    QTest::newRow("for no time") << QByteArray("bans") << QByteArray(R"({"address":"192.0.2.1","for_s":0})") << 400 << u"for_s"_s;
    QTest::newRow("long reason") << QByteArray("bans") << R"({"address":"192.0.2.1","reason":")" + QByteArray(257, 'a') + "\"}" << 400 << u"reason"_s;
    QTest::newRow("another tenant") << QByteArray("bans") << QByteArray(R"({"address":"192.0.2.1","tenant":"other"})") << 403 << QString();
    QTest::newRow("all tenants") << QByteArray("read-only") << QByteArray(R"({"enabled":true,"tenant":"*"})") << 403 << QString();
    QTest::newRow("on or off") << QByteArray("read-only") << QByteArray("{}") << 400 << u"enabled"_s;
    QTest::newRow("no session") << QByteArray("sessions/x/members/" + user + "/remove") << QByteArray("{}") << 400 << u"session_id"_s;
    QTest::newRow("no user") << members + "x/remove" << QByteArray("{}") << 400 << u"user_id"_s;
    QTest::newRow("notice to another tenant") << QByteArray("notice") << QByteArray(R"({"text":"x","tenant":"other"})") << 403 << QString();
    QTest::newRow("empty notice") << QByteArray("notice") << QByteArray(R"({"text":" "})") << 400 << u"text"_s;
    QTest::newRow("no level") << QByteArray("log-level") << QByteArray(R"({"level":"loud"})") << 403 << QString(); // of a tenant
}

void TestLiveOrders::slips()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, body);
    const RestAnswer answer = order(path, body);
    QTEST(answer.status, "status");
    QTEST(answer.json["field"_L1].toString(), "field");
    QVERIFY(get(port(), "/api/v1/admin/restrictions", adminKey).json["restrictions"_L1].toArray().isEmpty());
}

void TestLiveOrders::removedMember()
{
    const auto [token, user] = makeKey();
    WsClient removed(port(), { .token = token }), other(port());
    for (WsClient *client : { &removed, &other }) {
        client->sendText(joining(session));
        QVERIFY(!client->waitFor("session_joined").isEmpty());
    }
    removed.sendText(sending("one"));
    QVERIFY(!removed.waitFor("message_sent").isEmpty() && !other.waitFor("new_message").isEmpty());
    const QByteArray member = "sessions/" + session + "/members/" + user;
    const RestAnswer answer = order(member + "/remove", R"({"reason":"off duty"})");
    QCOMPARE(answer.status, 201);
    QCOMPARE(resultOf(answer)["affected"_L1].toInt(), 1);
    QCOMPARE(removed.waitFor("session_left")["payload"_L1].toObject()["session_id"_L1].toString().toUtf8(), session);

    // Nothing of it goes to him, and nothing of his into it, while his connection stays.
    const qsizetype heard = removed.received("session_updated").size();
    other.sendText(sending("two"));
    QVERIFY(!other.waitFor("message_sent").isEmpty());
    for (const QByteArray &message : { sending("three"), joining(session), marking(), QByteArray(R"({"type":"get_history","payload":{"session_id":")" + session + "\"}}") }) {
        removed.sendText(message);
        QCOMPARE(codeOf(removed), u"forbidden"_s);
    }
    QCOMPARE(get(port(), "/api/v1/sessions/" + session + "/messages", token).status, 403);
    QCOMPARE(get(port(), "/api/v1/sessions", token).json["sessions"_L1].toArray().size(), 0);
    QVERIFY(removed.sync());
    QCOMPARE(removed.received("new_message").size(), 0);
    other.sendText(sending("four")); // its row is told within a second, so that of "two" would be there
    QVERIFY(!other.waitFor("message_sent").isEmpty() && !other.waitFor("session_updated").isEmpty());
    QVERIFY(removed.sync());
    QCOMPARE(removed.received("session_updated").size(), heard);

    QCOMPARE(order(member + "/restore", "{}").status, 200);
    removed.sendText(joining(session));
    QVERIFY(!removed.waitFor("session_joined").isEmpty());
    removed.sendText(sending("five"));
    QVERIFY(!removed.waitFor("message_sent").isEmpty());
}

void TestLiveOrders::readOnly()
{
    WsClient client(port());
    client.sendText(joining(session));
    QVERIFY(!client.waitFor("session_joined").isEmpty());
    client.sendText(sending("one"));
    QVERIFY(!client.waitFor("message_sent").isEmpty());
    QCOMPARE(order("read-only", R"({"enabled":true,"for_s":600})").status, 201);
    for (const QByteArray &message : { sending("two"), marking() }) {
        client.sendText(message);
        const QJsonObject error = client.waitFor("error")["payload"_L1].toObject();
        QCOMPARE(error["code"_L1].toString(), u"unavailable"_s);
        QVERIFY(error["retryable"_L1].toBool() && error["retry_after_ms"_L1].toInt() > 500'000);
    }
    QCOMPARE(post(port(), "/api/v1/sessions", R"({"contact_id":"660e8400-e29b-41d4-a716-446655440000"})").status, 503);
    QCOMPARE(post(port(), "/api/v1/sessions/" + session + "/close", "{}").status, 503);
    // Reading goes on.
    QCOMPARE(get(port(), "/api/v1/sessions/" + session + "/messages").json["messages"_L1].toArray().size(), 1);
    client.sendText(R"({"type":"get_history","payload":{"session_id":")" + session + "\"}}");
    QVERIFY(!client.waitFor("history").isEmpty());
    QCOMPARE(order("read-only", R"({"enabled":false})").status, 200);
    client.sendText(sending("three"));
    QCOMPARE(client.waitFor("message_sent")["payload"_L1].toObject()["seq"_L1].toInt(), 2);
}

void TestLiveOrders::notices()
{
    WsClient stranger(port(), { .token = keyOf(u"other"_s) });
    QVERIFY(stranger.sync());
    WsClient member(port()), plain(port(), { .query = "text=plain" }), admin(port(), { .token = adminKey, .path = "/api/v1/ws/admin" });
    member.sendText(joining(session));
    QVERIFY(!member.waitFor("session_joined").isEmpty() && plain.sync());
    const RestAnswer toAll = order("notice", R"({"text":"Back at <10>"})");
    QCOMPARE(toAll.status, 200);
    QCOMPARE(resultOf(toAll)["told"_L1].toInt(), 2);
    QCOMPARE(member.waitFor("notice")["payload"_L1].toObject()["text"_L1].toString(), u"Back at &lt;10&gt;"_s);
    const QJsonObject told = plain.waitFor("notice")["payload"_L1].toObject();
    QCOMPARE(told["text"_L1].toString(), u"Back at <10>"_s);
    QVERIFY(!told.contains("session_id"_L1));

    const QByteArray toSession = R"({"text":"x","session_id":")" + session + "\"}";
    QCOMPARE(resultOf(order("notice", toSession))["told"_L1].toInt(), 1);
    QCOMPARE(member.waitFor("notice")["payload"_L1].toObject()["session_id"_L1].toString().toUtf8(), session);
    QVERIFY(plain.sync());
    QCOMPARE(plain.received("notice").size(), 1);
    QCOMPARE(resultOf(order("notice", R"({"text":"to all"})", operatorKey()))["told"_L1].toInt(), 3);
    QCOMPARE(stranger.waitFor("notice")["payload"_L1].toObject()["text"_L1].toString(), u"to all"_s);
}

void TestLiveOrders::logLevel()
{
    const QByteArray operators = operatorKey();
    const auto knocks = [this] { return m_server->log().count(" connection_opened "); };
    QVERIFY(WsClient(port()).sync());
    QTRY_VERIFY(knocks() > 0);
    const qsizetype before = knocks();
    const RestAnswer lent = order("log-level", R"({"level":"error","for_s":1})", operators);
    QCOMPARE(lent.status, 200);
    QCOMPARE(resultOf(lent)["level"_L1].toString(), u"error"_s);
    QVERIFY(WsClient(port()).sync());
    QVERIFY2(m_server->waitForLog(" log_level_back "), m_server->log());
    QCOMPARE(knocks(), before);
    QVERIFY(WsClient(port()).sync());
    QTRY_COMPARE(knocks(), before + 1);
    QCOMPARE(order("log-level", R"({"level":"loud"})", operators).json["field"_L1].toString(), u"level"_s);
    QCOMPARE(order("log-level", R"({"level":"info","node":"nowhere"})", operators).status, 404);
}

void TestLiveOrders::reload()
{
    const RestAnswer answer = order("reload", "{}", operatorKey());
    QCOMPARE(answer.status, 200);
    QVERIFY(resultOf(answer)["ok"_L1].toBool());
    QVERIFY(resultOf(answer)["changed"_L1].toArray().isEmpty());
    QVERIFY(m_server->waitForLog(" reloaded "));
}

QTEST_GUILESS_MAIN(TestLiveOrders)

#include "tst_liveorders.moc"
