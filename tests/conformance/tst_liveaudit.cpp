// SPDX-License-Identifier: Apache-2.0
// The audit log on live sockets, over SQLite and PostgreSQL: what is in it and what is never, how it is read, and what verify
// says after ends of every kind.
// Seen red: the whole target of a request in its row (secretsStayOut), a tenant not asked for (tenantsAreApart), refusals that
// are counted and not told (refusalsAreCounted), no flush at the end (survivesRestarts), a page that ends a row late
// (filters).
#include "conformance/sessionrequests.h"
#include "support/auditreader.h"

#include <QTest>

#include <signal.h>

using namespace conversa::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray admin = "dev-admin-key";
const QByteArray adminId = "770e8400-e29b-41d4-a716-446655440000";
const QByteArray agentId = "770e8400-e29b-41d4-a716-446655440001";

} // namespace

class TestLiveAudit : public SessionTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { BothStores::addRows(); }
    void init() { m_stores.start(); }
    void connections();
    void keyActions();
    void secretsStayOut();
    void refusalsAreCounted();
    void filters();
    void asATable();
    void asCsv();
    void badParameters_data();
    void badParameters(); // 2.10
    void tenantsAreApart();
    void survivesRestarts();

private:
    AuditReader audit(const QByteArray &token = admin) { return { m_stores.port(), token }; }
    QByteArray keyOf(const QByteArray &tenant)
    {
        const auto made = m_stores.server().run(QStringList{ u"key"_s, u"create"_s, u"--name=c"_s, u"--role=admin"_s, u"--tenant="_s + QString::fromUtf8(tenant) } + m_stores.keyArguments());
        return made.second.mid(made.second.indexOf("cv_"), 46);
    }
    static QByteArray textOf(const QJsonObject &row, const char *field) { return row[QLatin1String(field)].toString().toUtf8(); }
};

void TestLiveAudit::connections()
{
    {
        WsClient client(m_stores.port());
        QVERIFY(client.sync());
        client.sendClose(1000);
        QCOMPARE(client.waitForClose(), 1000);
    }
    const auto opened = audit().waitFor("&action=connection_opened", 1);
    const auto closed = audit().waitFor("&action=connection_closed", 1);
    QCOMPARE(opened.size(), 1);
    QCOMPARE(closed.size(), 1);
    for (const QJsonObject &row : { opened[0], closed[0] }) {
        QCOMPARE(textOf(row, "key_id"), agentId);
        QCOMPARE(textOf(row, "user_id"), agentId);
        QCOMPARE(textOf(row, "tenant"), "dev");
        QCOMPARE(textOf(row, "role"), "agent");
        QCOMPARE(textOf(row, "address"), "127.0.0.1");
        QCOMPARE(textOf(row, "hash").size(), 64);
    }
    QCOMPARE(textOf(opened[0], "result"), "ok");
    QCOMPARE(textOf(closed[0], "result"), "1000");
    QVERIFY(textOf(closed[0], "detail").startsWith("side=client duration_ms="));
    QCOMPARE(textOf(opened[0], "target"), textOf(closed[0], "target"));
    QCOMPARE(WsClient(m_stores.port(), { .token = "wrong" }).status(), 401);
    const auto refused = audit(keyOf("*")).waitFor("&action=connection_refused", 1);
    QCOMPARE(refused.size(), 1);
    QCOMPARE(textOf(refused[0], "result"), "unauthorized");
    QCOMPARE(textOf(refused[0], "target"), "/api/v1/ws/messages");
    QVERIFY(!refused[0].contains("key_id"_L1));
}

void TestLiveAudit::keyActions()
{
    RawClient asking(m_stores.port());
    asking.send(postRequest("/api/v1/auth/api-key", R"({"name":"a b","role":"agent"})", admin));
    const RestAnswer made = answerOf(asking);
    const QByteArray id = made.json["id"_L1].toString().toUtf8();
    const auto created = audit().waitFor("&action=create_key", 1);
    QCOMPARE(created.size(), 1);
    QCOMPARE(textOf(created[0], "request_id"), asking.header("X-Request-Id"));
    QCOMPARE(textOf(created[0], "request_id").size(), 36);
    QCOMPARE(textOf(created[0], "target"), id);
    QCOMPARE(textOf(created[0], "key_id"), adminId);
    QCOMPARE(textOf(created[0], "result"), "ok");
    QCOMPARE(textOf(created[0], "detail"), "tenant=dev role=agent name=a b");
    QCOMPARE(send("/api/v1/auth/api-keys/" + id + "/rotate", "{}", admin).status, 201);
    QCOMPARE(send("/api/v1/auth/api-keys/" + session + "/rotate", "{}", admin).status, 404);
    const auto rotated = audit().waitFor("&action=rotate_key", 2);
    QCOMPARE(textOf(rotated.value(0), "result"), "404");
    QVERIFY(textOf(rotated.value(1), "detail").startsWith("successor="));
    QCOMPARE(ask(m_stores.port(), "DELETE /api/v1/auth/api-keys/" + id + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\nAuthorization: Bearer " + admin + "\r\n\r\n").status, 200);
    QCOMPARE(textOf(audit().waitFor("&action=revoke_key", 1).value(0), "target"), id);
    QCOMPARE(send(sessions, newSession(session)).status, 201);
    const QByteArray asContact = R"({"as_contact_of":")" + session + "\"}";
    QCOMPARE(send("/api/v1/auth/ticket", asContact).status, 201);
    const auto ticket = audit().waitFor("&action=make_ticket", 1);
    QCOMPARE(textOf(ticket.value(0), "target"), session);
    QCOMPARE(textOf(ticket.value(0), "detail"), "as its contact");
    QCOMPARE(textOf(ticket.value(0), "user_id"), agentId);
}

void TestLiveAudit::secretsStayOut()
{
    const QByteArray token = send("/api/v1/auth/api-key", R"({"name":"a","role":"agent"})", admin).json["key"_L1].toString().toUtf8();
    const QByteArray ticket = send("/api/v1/auth/ticket", "{}", token).json["ticket"_L1].toString().toUtf8();
    const QByteArray wrong = "cv_" + QByteArray(43, 'w');
    for (const QByteArray &each : { token, ticket, wrong }) {
        WsClient client(m_stores.port(), { .token = {}, .query = "token=" + each });
        QCOMPARE(client.status(), each == wrong ? 401 : 101);
    }
    const AuditReader all = audit(keyOf("*"));
    QCOMPARE(all.waitFor("&action=connection_closed", 2).size(), 2);
    const QByteArray page = get(m_stores.port(), "/api/v1/admin/audit?limit=500", keyOf("*")).body;
    QVERIFY(page.contains("connection_refused"));
    for (const QByteArray &each : { token, ticket, wrong, QByteArray("cv_"), QByteArray("cvt_") })
        QVERIFY2(!page.contains(each), each);
}

void TestLiveAudit::refusalsAreCounted()
{
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < 60; ++i) {
        clients.push_back(std::make_unique<RawClient>(m_stores.port()));
        clients.back()->send("GET /nowhere HTTP/1.1\r\nHost: h\r\n\r\n");
    }
    for (const auto &client : clients)
        QCOMPARE(client->waitForStatus(), 404);
    const AuditReader all = audit(keyOf("*"));
    int counted = 0;
    qsizetype rows = 0;
    const QDeadlineTimer deadline(10'000);
    do {
        const auto refused = all.rows("&action=connection_refused");
        rows = refused.size();
        counted = 0;
        for (const QJsonObject &row : refused) {
            const QByteArray detail = textOf(row, "detail");
            counted += detail.startsWith("times=") ? detail.mid(6, detail.indexOf(' ') - 6).toInt() : 1;
        }
    } while (counted < 60 && !deadline.hasExpired());
    QCOMPARE(counted, 60);
    QVERIFY(rows <= 60);
}

void TestLiveAudit::filters()
{
    for (int i = 0; i < 5; ++i)
        QVERIFY(WsClient(m_stores.port()).sync());
    QVERIFY(WsClient(m_stores.port(), { .token = admin }).sync());
    QCOMPARE(audit().waitFor("&action=connection_closed", 6).size(), 6);
    QCOMPARE(audit().rows("&action=connection_closed&actor=" + agentId, 2).size(), 5);
    QCOMPARE(audit().rows("&action=connection_closed&actor=" + agentId.toUpper()).size(), 5);
    QCOMPARE(audit().rows("&actor=" + session).size(), 0);
    const auto all = audit().rows("&action=connection_closed", 1);
    QStringList times;
    for (const QJsonObject &row : all)
        times.append(row["time"_L1].toString());
    QVERIFY(std::is_sorted(times.rbegin(), times.rend()));
    const QByteArray middle = times[2].toUtf8();
    const qsizetype later = audit().rows("&action=connection_closed&from=" + middle).size();
    const qsizetype earlier = audit().rows("&action=connection_closed&to=" + middle).size();
    QCOMPARE(later + earlier, qsizetype(6));
    QVERIFY(later >= 3);
}

void TestLiveAudit::asATable()
{
    for (int i = 0; i < 12; ++i)
        QVERIFY(WsClient(m_stores.port(), { .token = i % 3 == 0 ? admin : QByteArray("dev-user-key") }).sync());
    QCOMPARE(audit().waitFor("&action=connection_closed", 12).size(), 12);
    // The same by the filter, page by page, as by all rows.
    const QByteArray filter = "action:%3Dconnection_opened%20role:agent%20ip:127.0.0.0/8%20age:%3C1h";
    QList<QJsonObject> expected;
    for (const QJsonObject &row : audit().rows()) {
        if (textOf(row, "action") == "connection_opened" && textOf(row, "role") == "agent")
            expected.append(row);
    }
    QCOMPARE(expected.size(), 8);
    QCOMPARE(audit().rows("&filter=" + filter, 3), expected);
    QCOMPARE(audit().rows("&filter=role:service").size(), 0);
    const QJsonObject first = audit().rows("&sort=age&fields=seq,action").first();
    QCOMPARE(first.keys(), (QStringList{ u"action"_s, u"seq"_s }));
}

void TestLiveAudit::asCsv()
{
    QVERIFY(WsClient(m_stores.port()).sync());
    QCOMPARE(audit().waitFor("&action=connection_closed", 1).size(), 1);
    RawClient client(m_stores.port());
    client.send("GET /api/v1/admin/audit?format=csv&fields=action,address,role&action=connection_opened&limit=1 HTTP/1.1\r\nHost: h\r\nConnection: close\r\nAuthorization: Bearer " + admin + "\r\n\r\n");
    QCOMPARE(client.waitForStatus(), 200);
    QVERIFY(client.waitForClose());
    QCOMPARE(client.body(), QByteArray("action,address,role\r\nconnection_opened,127.0.0.1,agent\r\n"));
}

void TestLiveAudit::badParameters_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QString>("field");
    for (const char *query : { "limit=0", "limit=501", "limit=x", "from=yesterday", "to=1", "cursor=x", "cursor=1.2.x", "cursor=1.2", "filter=actoin:x", "sort=-age", "fields=x", "format=xml" })
        QTest::newRow(query) << QByteArray(query) << QString::fromLatin1(query).section(u'=', 0, 0);
}

void TestLiveAudit::badParameters()
{
    QFETCH(const QByteArray, query);
    QFETCH(const QString, field);
    const RestAnswer answer = get(m_stores.port(), "/api/v1/admin/audit?" + query, admin);
    QCOMPARE(answer.status, 400);
    QCOMPARE(answer.json["field"_L1].toString(), field);
}

void TestLiveAudit::tenantsAreApart()
{
    const QByteArray shop = keyOf("shop");
    QVERIFY(WsClient(m_stores.port()).sync());
    QVERIFY(WsClient(m_stores.port(), { .token = shop }).sync());
    QCOMPARE(audit(keyOf("*")).waitFor("&action=connection_closed", 2).size(), 2);
    QCOMPARE(audit(shop).rows("&action=connection_closed").size(), 1);
    QCOMPARE(textOf(audit(shop).rows().value(0), "tenant"), "shop");
    QCOMPARE(get(m_stores.port(), "/api/v1/admin/audit/verify", shop).status, 403);
}

void TestLiveAudit::survivesRestarts()
{
    const QByteArray root = keyOf("*");
    WsClient client(m_stores.port());
    QVERIFY(client.sync());
    m_stores.server().terminate();
    QCOMPARE(m_stores.server().waitForEnd(), 0);
    m_stores.restart();
    // What the end itself brought is there too.
    QCOMPARE(textOf(audit(root).rows("&action=connection_closed").value(0), "result"), "1001");
    QVERIFY(WsClient(m_stores.port()).sync());
    QCOMPARE(audit(root).waitFor("&action=connection_closed", 2).size(), 2);
    m_stores.server().kill();
    m_stores.restart();
    QVERIFY(WsClient(m_stores.port()).sync());
    const auto anchors = audit(root).waitFor("&action=anchor", 3);
    QCOMPARE(anchors.size(), 3);
    QVERIFY(textOf(anchors[0], "detail").size() > textOf(anchors[1], "detail").size() && !textOf(anchors[1], "detail").isEmpty());
    QCOMPARE(audit(root).verify(), QByteArrayList{ "ok" });
}

QTEST_GUILESS_MAIN(TestLiveAudit)
#include "tst_liveaudit.moc"
