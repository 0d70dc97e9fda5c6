// SPDX-License-Identifier: Apache-2.0
// The streams of the admin socket of a running server (docs/protocol.md, "Admin socket"): what happens, what the audit log
// says, and the log.
// Seen red: the tenant not looked at (tenantsAreApart), entries kept while nobody watches (nothingBeforehand), rights not
// asked for (rights), the batch's sequence not raised (events).
#include "conformance/adminkeys.h"
#include "admin/auditentry.h"
#include "admin/eventrow.h"
#include "admin/logrow.h"
#include "conformance/requests.h"
#include "conformance/streamconsole.h"
#include "support/restclient.h"
#include "support/serverprocess.h"

#include <QTest>

using namespace conversa;
using namespace conversa::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray admin = "dev-admin-key";

using Events = StreamConsole<EventRow>;
using Audit = StreamConsole<AuditEntry>;
using Logs = StreamConsole<LogRow>;

bool isConnect(const EventRow &row)
{
    return row.kind == EventKind::Connect;
}

} // namespace

class TestLiveStreams : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void events();
    void security();
    void securityOnASocket();
    void audit();
    void logs();
    void filtered();
    void nothingBeforehand();
    void tenantsAreApart();
    void rights();
    void wrong();

private:
    QByteArray keyOf(const QByteArray &tenant)
    {
        return adminKeyOf(m_server, m_url, QString::fromUtf8(tenant));
    }

    ServerProcess m_server;
    QString m_url;
    QByteArray m_operator;
};

void TestLiveStreams::initTestCase()
{
    m_url = u"--database.url=sqlite://"_s + m_server.file(u"streams.db"_s);
    QVERIFY2(m_server.start({m_url, u"--limits.enabled=true"_s, u"--limits.messages_per_user_burst=5"_s, u"--limits.messages_per_user=1/s"_s}), m_server.log());
    m_operator = keyOf("*");
    QCOMPARE(m_operator.size(), 46);
}

void TestLiveStreams::events()
{
    Events console(m_server.port(), admin, readEventRow);
    QVERIFY(console.subscribe("events"));
    QCOMPARE(console.last()["request_id"_L1].toString(), u"r"_s);
    for (int i = 0; i < 5; ++i) {
        WsClient client(m_server.port());
        QVERIFY(client.sync());
        client.sendClose(1000);
        QCOMPARE(client.waitForClose(), 1000);
    }
    QVERIFY(console.waitFor([&](const EventRow &) {
        return console.count([](const EventRow &row) { return row.kind == EventKind::Disconnect && row.result == "1000"; }) == 5;
    }));
    QCOMPARE(console.count(isConnect), 5);
    for (const EventRow &row : console.rows()) {
        QCOMPARE(row.tenant, QByteArray("dev"));
        QVERIFY(row.address && row.address->toByteArray() == "127.0.0.1");
        QCOMPARE(row.security, SecurityKind::None);
    }
    QCOMPARE(console.gaps(), 0);
    QCOMPARE(console.follower().lost(), qint64(0));
}

void TestLiveStreams::security()
{
    Events console(m_server.port(), m_operator, readEventRow);
    QVERIFY(console.subscribe("events"));
    QCOMPARE(WsClient(m_server.port(), {.token = "wrong"}).status(), 401);
    QCOMPARE(WsClient(m_server.port(), {.headers = {"Origin: https://evil.example"}}).status(), 403);
    {
        WsClient client(m_server.port());
        client.sendBytes(QByteArray("\x81\xff\x00\x00\x00\x00\x10\x00\x00\x00", 10)); // 256 MiB
        QCOMPARE(client.waitForClose(), 1009);
    }
    {
        WsClient client(m_server.port());
        client.sendBytes(QByteArray("\x81\x81\x00\x00\x00\x00\xff", 7));
        QCOMPARE(client.waitForClose(), 1007);
    }
    for (const SecurityKind kind : {SecurityKind::Token, SecurityKind::Origin, SecurityKind::Oversize, SecurityKind::Malformed})
        QVERIFY2(console.waitFor([&](const EventRow &row) { return row.security == kind; }), securityKindName(kind).data());
}

void TestLiveStreams::securityOnASocket()
{
    Events console(m_server.port(), admin, readEventRow);
    QVERIFY(console.subscribe("events", R"(,"filter":"action:message_refused")"));
    WsClient client(m_server.port(), {.token = "dev-contact-key"});
    client.sendText("{");
    QVERIFY(console.waitFor([](const EventRow &row) { return row.result == "invalid_json" && row.security == SecurityKind::Malformed; }));
    for (int i = 0; i < 10; ++i)
        client.sendText(sending("x"));
    QVERIFY(console.waitFor([](const EventRow &row) {
        return row.result == "rate_limited" && row.security == SecurityKind::Limit && row.detail == "type=send_message limit=limits.messages_per_user";
    }));
}

void TestLiveStreams::audit()
{
    Audit console(m_server.port(), admin, readAuditEntry);
    QVERIFY(console.subscribe("audit"));
    const RestAnswer made = post(m_server.port(), "/api/v1/auth/api-key", R"({"name":"x","role":"agent"})", admin);
    QCOMPARE(made.status, 201);
    QVERIFY(console.waitFor([](const AuditEntry &row) { return row.action == "create_key"; }));
    const auto found = std::find_if(console.rows().begin(), console.rows().end(), [](const AuditEntry &row) { return row.action == "create_key"; });
    QCOMPARE(found->result, QByteArray("ok"));
    // It is the row that the log has.
    const QJsonArray stored = get(m_server.port(), "/api/v1/admin/audit?action=create_key", admin).json["rows"_L1].toArray();
    QCOMPARE(stored[0]["hash"_L1].toString().toUtf8(), found->hash);
    QCOMPARE(stored[0]["seq"_L1].toInteger(), found->seq);
}

void TestLiveStreams::logs()
{
    Logs console(m_server.port(), m_operator, readLogRow);
    QVERIFY(console.subscribe("logs"));
    QCOMPARE(WsClient(m_server.port(), {.token = "cv_a-token-that-must-not-be-seen", .query = "token=cv_a-token-that-must-not-be-seen"}).status(), 401);
    QVERIFY(console.waitFor([](const LogRow &row) { return row.event == "connection_refused"; }));
    const auto found = std::find_if(console.rows().begin(), console.rows().end(), [](const LogRow &row) { return row.event == "connection_refused"; });
    QCOMPARE(found->level, QByteArray("info"));
    QCOMPARE(found->category, QByteArray("conversa.net"));
    QCOMPARE(found->text, QByteArray("address=127.0.0.1 status=401 reason=unauthorized"));
    for (const QByteArray &message : console.socket().received())
        QVERIFY(!message.contains("must-not-be-seen"));
    // Following the log logs nothing by itself.
    const qsizetype before = console.socket().received().size();
    for (int i = 0; i < 3; ++i)
        console.takeNews(400);
    QCOMPARE(console.socket().received().size(), before);
}

void TestLiveStreams::filtered()
{
    Logs console(m_server.port(), m_operator, readLogRow);
    QVERIFY(console.subscribe("logs", R"(,"filter":"event:connection_opened -text:admin","fields":"event,text")"));
    WsClient other(m_server.port(), {.token = admin});
    WsClient client(m_server.port());
    QVERIFY(client.sync());
    QVERIFY(console.waitFor([](const LogRow &row) { return row.text.contains("role=agent"); }));
    QCOMPARE(console.rows().size(), size_t(1));
    QVERIFY(console.rows()[0].category.isEmpty());
}

void TestLiveStreams::nothingBeforehand()
{
    const auto firstRows = [this](const QByteArray &topic) {
        WsClient socket(m_server.port(), {.token = m_operator, .path = "/api/v1/ws/admin"});
        socket.sendText(R"({"type":"subscribe","payload":{"topic":")" + topic + "\"}}");
        const QJsonObject snapshot = socket.waitFor("snapshot");
        return snapshot.isEmpty() ? -1 : snapshot["payload"_L1]["rows"_L1].toArray().size();
    };
    WsClient client(m_server.port());
    QVERIFY(client.sync());
    QVERIFY2(m_server.waitForLog("connection_opened"), m_server.log());
    for (const QByteArray topic : {"events", "logs", "audit"})
        QCOMPARE(firstRows(topic), qsizetype(0));
}

void TestLiveStreams::tenantsAreApart()
{
    const QByteArray other = keyOf("shop");
    Events shop(m_server.port(), other, readEventRow);
    Events all(m_server.port(), m_operator, readEventRow);
    Audit shopAudit(m_server.port(), other, readAuditEntry);
    QVERIFY(shop.subscribe("events"));
    QVERIFY(all.subscribe("events"));
    QVERIFY(shopAudit.subscribe("audit"));
    QCOMPARE(WsClient(m_server.port(), {.token = "wrong"}).status(), 401);
    {
        WsClient dev(m_server.port());
        QVERIFY(dev.sync());
    }
    WsClient own(m_server.port(), {.token = other});
    QVERIFY(own.sync());
    QVERIFY(all.waitFor([](const EventRow &row) { return row.tenant == "dev"; }));
    QVERIFY(all.waitFor([](const EventRow &row) { return row.security == SecurityKind::Token; }));
    QVERIFY(shop.waitFor(isConnect));
    QVERIFY(shopAudit.waitFor([](const AuditEntry &row) { return row.action == "connection_opened"; }));
    for (const EventRow &row : shop.rows())
        QCOMPARE(row.tenant, QByteArray("shop"));
    for (const AuditEntry &row : shopAudit.rows())
        QCOMPARE(row.tenant, QByteArray("shop"));
}

void TestLiveStreams::rights()
{
    Logs console(m_server.port(), admin, readLogRow);
    console.say("subscribe", "logs");
    const QJsonObject error = console.socket().waitFor("error");
    QCOMPARE(error["error"_L1].toString(), u"forbidden"_s);
    QCOMPARE(error["request_id"_L1].toString(), u"r"_s);
    QVERIFY(console.subscribe("events"));
}

void TestLiveStreams::wrong()
{
    Events console(m_server.port(), admin, readEventRow);
    const auto field = [&](const QByteArray &topic, const QByteArray &more) {
        console.say("subscribe", topic, more);
        return console.socket().waitFor("error")["payload"_L1]["field"_L1].toString();
    };
    QCOMPARE(field("events", R"(,"filter":"kindd:connect")"), u"filter"_s);
    QCOMPARE(field("events", R"(,"sort":"age")"), u"sort"_s);
    QCOMPARE(field("audit", R"(,"interval_ms":10)"), u"interval_ms"_s);
    QCOMPARE(field("audits", ""), u"topic"_s);
}

QTEST_GUILESS_MAIN(TestLiveStreams)
#include "tst_livestreams.moc"
