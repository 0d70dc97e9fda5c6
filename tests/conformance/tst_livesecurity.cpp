// SPDX-License-Identifier: Apache-2.0
// Who comes up against a running server's defences, as GET /api/v1/admin/security-events tells it: each kind, as a table, and
// to whom.
// Seen red: slow handshakes taken for nothing (everyKind), the tenant not looked at (tenantsAreApart), the count without its
// times (counted).
#include "conformance/requests.h"
#include "support/restclient.h"
#include "support/serverprocess.h"
#include "support/wsclient.h"

#include <QJsonArray>
#include <QTest>

using namespace conversa::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray path = "/api/v1/admin/security-events";

} // namespace

class TestLiveSecurity : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyKind();
    void counted();
    void asATable();
    void asCsv();
    void tenantsAreApart();
    void wrong_data();
    void wrong();

private:
    QByteArray keyOf(const QByteArray &tenant)
    {
        const auto made = m_server.run({u"key"_s, u"create"_s, u"--name=c"_s, u"--role=admin"_s, u"--tenant="_s + QString::fromUtf8(tenant), u"--env=development"_s, m_url});
        return made.second.mid(made.second.indexOf("cv_"), 46);
    }
    QJsonObject events(const QByteArray &parameters = {}, const QByteArray &token = {})
    {
        return get(m_server.port(), path + parameters, token.isEmpty() ? m_operator : token).json;
    }
    qint64 total(const QByteArray &filter) { return events("?filter=" + filter)["total"_L1].toInteger(); }

    ServerProcess m_server;
    QString m_url;
    QByteArray m_operator;
};

void TestLiveSecurity::initTestCase()
{
    m_url = u"--database.url=sqlite://"_s + m_server.file(u"security.db"_s);
    QVERIFY2(m_server.start({m_url, u"--limits.enabled=true"_s, u"--limits.handshake=300ms"_s, u"--limits.messages_per_user_burst=5"_s, u"--limits.messages_per_user=1/s"_s, u"--limits.connects_per_ip_burst=1000"_s}), m_server.log());
    m_operator = keyOf("*");
}

void TestLiveSecurity::everyKind()
{
    QCOMPARE(events()["total"_L1].toInt(), 0);
    QCOMPARE(WsClient(m_server.port(), {.token = "wrong"}).status(), 401);
    QCOMPARE(WsClient(m_server.port(), {.headers = {"Origin: https://evil.example"}}).status(), 403);
    QCOMPARE(ask(m_server.port(), "GET / HTTP/9.1\r\n\r\n").status, 505);
    QCOMPARE(ask(m_server.port(), "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n").status, 400);
    {
        RawClient slow(m_server.port());
        slow.send("GET /api/v1/ws/messages HTTP/1.1\r\n");
        QCOMPARE(slow.waitForStatus(), 408);
    }
    {
        WsClient client(m_server.port());
        client.sendBytes(QByteArray("\x81\xff\x00\x00\x00\x00\x10\x00\x00\x00", 10)); // 256 MiB
        QCOMPARE(client.waitForClose(), 1009);
    }
    {
        WsClient client(m_server.port(), {.token = "dev-contact-key"});
        client.sendText("{");
        for (int i = 0; i < 10; ++i)
            client.sendText(sending("x"));
        QCOMPARE(client.waitForClose(), 4029);
    }
    QCOMPARE(total("security:token"), qint64(1));
    QCOMPARE(total("security:origin"), qint64(1));
    QCOMPARE(total("security:handshake"), qint64(1));
    QCOMPARE(total("security:oversize"), qint64(1));
    QCOMPARE(total("security:malformed%20result:bad_request"), qint64(1));
    QCOMPARE(total("security:malformed%20result:invalid_json%20role:contact"), qint64(1));
    const QJsonObject limit = events("?filter=action:message_refused%20security:limit")["events"_L1][0].toObject();
    QCOMPARE(limit["detail"_L1].toString(), u"type=send_message limit=limits.messages_per_user"_s);
    QVERIFY(limit["times"_L1].toInt() >= 3);
    QCOMPARE(total("action:connection_closed%20result:4029%20security:limit"), qint64(1));
    QCOMPARE(limit["ip"_L1].toString(), u"127.0.0.1"_s);
    QCOMPARE(limit["tenant"_L1].toString(), u"dev"_s);
}

void TestLiveSecurity::counted()
{
    const qint64 before = events()["since_start"_L1]["token"_L1].toInteger();
    for (int i = 0; i < 4; ++i)
        QCOMPARE(get(m_server.port(), "/api/v1/admin/stats", "wrong-" + QByteArray::number(i)).status, 401);
    const QJsonObject after = events("?filter=security:token");
    QCOMPARE(after["since_start"_L1]["token"_L1].toInteger(), before + 4);
    QCOMPARE(after["counts"_L1]["token"_L1].toInteger(), before + 4);
    QCOMPARE(after["counts"_L1]["origin"_L1].toInteger(), qint64(0));
    const QJsonObject network = after["offenders"_L1]["networks"_L1][0].toObject();
    QCOMPARE(network["network"_L1].toString(), u"127.0.0.0/24"_s);
    QCOMPARE(network["times"_L1].toInteger(), before + 4);
}

void TestLiveSecurity::asATable()
{
    QStringList all;
    const QJsonArray whole = events("?sort=security")["events"_L1].toArray();
    for (const QJsonValue &row : whole)
        all.append(row["id"_L1].toString());
    QVERIFY(all.size() >= 5);
    QStringList paged;
    QByteArray cursor;
    do {
        const QJsonObject page = events("?sort=security&limit=2&fields=id,security" + cursor);
        for (const QJsonValue &row : page["events"_L1].toArray()) {
            QCOMPARE(row.toObject().size(), 2);
            paged.append(row["id"_L1].toString());
        }
        cursor = "&cursor=" + page["next_cursor"_L1].toString().toUtf8();
    } while (cursor != "&cursor=");
    QCOMPARE(paged, all);
}

void TestLiveSecurity::asCsv()
{
    const RestAnswer csv = get(m_server.port(), path + "?format=csv&fields=security,result&filter=security:origin", m_operator);
    QCOMPARE(csv.status, 200);
    QCOMPARE(csv.body, QByteArray("security,result\r\norigin,forbidden_origin\r\n"));
}

void TestLiveSecurity::tenantsAreApart()
{
    const QByteArray shop = keyOf("shop");
    const QJsonObject none = events({}, shop);
    QCOMPARE(none["total"_L1].toInt(), 0);
    QCOMPARE(none["offenders"_L1]["networks"_L1].toArray().size(), 0);
    QVERIFY(!none.contains("since_start"_L1));
    const QJsonObject dev = events({}, "dev-admin-key");
    QVERIFY(dev["total"_L1].toInt() > 0);
    QCOMPARE(dev["counts"_L1]["token"_L1].toInt(), 0); // of nobody's tenant
}

void TestLiveSecurity::wrong_data()
{
    QTest::addColumn<QByteArray>("query");
    for (const char *query : {"filter=securty:limit", "sort=securit", "limit=0", "fields=nothing", "format=xml", "cursor=x"})
        QTest::newRow(query) << QByteArray(query);
}

void TestLiveSecurity::wrong()
{
    QFETCH(const QByteArray, query);
    const RestAnswer answer = get(m_server.port(), path + '?' + query, m_operator);
    QCOMPARE(answer.status, 400);
    QCOMPARE(answer.json["field"_L1].toString().toUtf8(), query.split('=').first());
}

QTEST_GUILESS_MAIN(TestLiveSecurity)
#include "tst_livesecurity.moc"
