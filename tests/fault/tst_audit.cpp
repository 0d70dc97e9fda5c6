// SPDX-License-Identifier: Apache-2.0
// The audit log under attack and in need: what a superuser edits, deletes, swaps or cuts off is named; while it cannot be
// written, messages flow, what is lost is counted exactly, or nobody is let in, as the settings say; and nothing of what had
// room is missing after. All of it on PostgreSQL.
// Seen red: swaps not looked for, what chains noted of each other not read (tampered), a batch that failed thrown away
// (comesBack), the loss not counted (dropped), the door that does not ask (denied).
#include "fault/cluster.h"
#include "support/auditreader.h"
#include "support/scale.h"
#include "support/wsclient.h"

#include <QRegularExpression>
#include <QTest>

using namespace conversa::test;
using namespace Qt::StringLiterals;

namespace {

QByteArray sending(const QByteArray &text)
{
    const QByteArray message = R"({"type":"send_message","payload":{"session_id":"550e8400-e29b-41d4-a716-446655440000",)"
                               R"("contact_id":"660e8400-e29b-41d4-a716-446655440000","text":"TEXT"}})";
    return QByteArray(message).replace("TEXT", text);
}

} // namespace

class TestAudit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void tampered_data();
    void tampered();
    void comesBack(); // F53
    void dropped(); // F52
    void denied(); // F52

private:
    void begin(int nodes, const QStringList &settings = {});
    AuditReader audit(int node = 0) { return { m_cluster.port(node), m_root }; }
    void connectAndLeave(int node, int times);

    Cluster m_cluster;
    QByteArray m_root; // an operator's key
};

void TestAudit::initTestCase()
{
    const auto started = m_cluster.start();
    QVERIFY2(started, started ? "" : started.error().message.constData());
}

void TestAudit::begin(int nodes, const QStringList &settings)
{
    QVERIFY2(m_cluster.begin(nodes, settings), m_cluster.logs());
    const auto made = m_cluster.node(0).run({ u"key"_s, u"create"_s, u"--name=root"_s, u"--role=admin"_s, u"--tenant=*"_s, u"--env=development"_s,
        u"--database.url="_s + QString::fromUtf8(m_cluster.postgres().url(m_cluster.database())) });
    m_root = made.second.mid(made.second.indexOf("cv_"), 46);
}

void TestAudit::connectAndLeave(int node, int times)
{
    for (int i = 0; i < times; ++i)
        QVERIFY(WsClient(m_cluster.port(node)).sync());
}

void TestAudit::tampered_data()
{
    QTest::addColumn<QString>("sql"); // on the chain C, of 11 rows
    QTest::addColumn<QByteArrayList>("found");
    const auto row = [](const char *name, const QString &sql, const QByteArrayList &found) { QTest::newRow(name) << sql << found; };
    row("untouched", u"SELECT 1"_s, { "ok" });
    row("edited", u"UPDATE audit_log SET result = '4503' WHERE chain = C AND seq = 5"_s, { "edited 5 5" });
    row("a time set back", u"UPDATE audit_log SET at = at - 1 WHERE chain = C AND seq = 11"_s, { "edited 11 11" });
    row("deleted", u"DELETE FROM audit_log WHERE chain = C AND seq BETWEEN 4 AND 6"_s, { "deleted 4 6" });
    row("swapped", u"UPDATE audit_log SET seq = -seq WHERE chain = C AND seq IN (4, 8); UPDATE audit_log SET seq = 12 + seq WHERE chain = C AND seq < 0"_s, { "swapped 4 8" });
    row("truncated", u"DELETE FROM audit_log WHERE chain = C AND seq > 8"_s, { "truncated 9 11" });
    row("truncated with its record",
        u"DELETE FROM audit_log WHERE chain = C AND seq > 8; UPDATE audit_chains SET last_seq = 8, head = (SELECT hash FROM audit_log WHERE chain = C AND seq = 8) WHERE chain = C"_s,
        { "truncated 9 11" });
    row("a whole chain", u"DELETE FROM audit_log WHERE chain = C; DELETE FROM audit_chains WHERE chain = C"_s, { "truncated 1 11" });
}

void TestAudit::tampered()
{
    QFETCH(QString, sql);
    QFETCH(const QByteArrayList, found);
    begin(1);
    connectAndLeave(0, 5);
    QCOMPARE(audit().waitFor("&action=connection_closed", 5).size(), 5);
    const QByteArray chain = "'" + m_cluster.sql(u"SELECT chain FROM audit_chains"_s).trimmed() + "'";
    QCOMPARE(m_cluster.sql(u"SELECT last_seq FROM audit_chains"_s).trimmed(), "11");
    // The next run of the server notes where the first one ended.
    QVERIFY(m_cluster.restart(0));
    connectAndLeave(0, 1);
    QCOMPARE(audit().waitFor("&action=connection_closed", 6).size(), 6);
    QCOMPARE(audit().verify(), QByteArrayList{ "ok" });
    m_cluster.sql(sql.replace(QRegularExpression(u"\\bC\\b"_s), QString::fromLatin1(chain)));
    QCOMPARE(audit().verify(), found);
}

// The table is away for a while: a full disk and a lost right look the same.
void TestAudit::comesBack()
{
    begin(1);
    connectAndLeave(0, 3);
    QCOMPARE(audit().waitFor("&action=connection_closed", 3).size(), 3);
    m_cluster.sql(u"ALTER TABLE audit_log RENAME TO audit_log_away"_s);
    const int times = scaled(200, 2'000, 5'000);
    connectAndLeave(0, times);
    QVERIFY2(m_cluster.node(0).waitForLog("audit_failed"), "fault not observed");
    WsClient writer(m_cluster.port(0));
    for (int i = 0; i < 20; ++i) {
        writer.sendText(sending(QByteArray::number(i)));
        QVERIFY(!writer.waitFor("message_sent").isEmpty());
    }
    m_cluster.sql(u"ALTER TABLE audit_log_away RENAME TO audit_log"_s);
    QVERIFY(m_cluster.node(0).waitForLog("audit_resumed"));
    QCOMPARE(audit().waitFor("&action=connection_closed", times + 3).size(), qsizetype(times + 3));
    QCOMPARE(audit().rows("&action=connection_opened").size(), qsizetype(times + 4));
    QCOMPARE(audit().rows("&action=audit_lost").size(), qsizetype(0));
    QCOMPARE(audit().verify(), QByteArrayList{ "ok" });
}

void TestAudit::dropped()
{
    begin(1, { u"--audit.queue_limit=20"_s, u"--metrics.listen=127.0.0.1:0"_s });
    connectAndLeave(0, 1);
    QCOMPARE(audit().waitFor("&action=connection_closed", 1).size(), 1);
    m_cluster.sql(u"ALTER TABLE audit_log RENAME TO audit_log_away"_s);
    connectAndLeave(0, 100);
    QVERIFY2(m_cluster.node(0).waitForLog("audit_failed"), "fault not observed");
    m_cluster.sql(u"ALTER TABLE audit_log_away RENAME TO audit_log"_s);
    const auto told = audit().waitFor("&action=audit_lost", 1);
    QCOMPARE(told.size(), qsizetype(1));
    const QByteArray detail = told[0]["detail"_L1].toString().toUtf8();
    const qsizetype lost = detail.mid(detail.indexOf('=') + 1).toInt();
    QVERIFY(lost > 100);
    const QByteArray metrics = ask(m_cluster.node(0).metricsPort(), "GET /metrics HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n").body;
    QVERIFY(metrics.contains("\nconversa_audit_lost_total " + QByteArray::number(lost) + '\n'));
    const auto written = [this] { return audit().rows("&action=connection_opened").size() + audit().rows("&action=connection_closed").size(); };
    QTRY_COMPARE_WITH_TIMEOUT(written() + lost, qsizetype(202), 10'000);
    QCOMPARE(audit().verify(), QByteArrayList{ "ok" });
}

void TestAudit::denied()
{
    begin(1, { u"--audit.on_failure=deny"_s });
    WsClient writer(m_cluster.port(0));
    QVERIFY(writer.sync());
    m_cluster.sql(u"ALTER TABLE audit_log RENAME TO audit_log_away"_s);
    connectAndLeave(0, 1);
    QVERIFY2(m_cluster.node(0).waitForLog("audit_failed"), "fault not observed");
    WsClient refused(m_cluster.port(0));
    QCOMPARE(refused.status(), 503);
    QVERIFY(refused.raw().waitForClose());
    QVERIFY(refused.raw().body().contains("audit_unavailable"));
    writer.sendText(sending("flows"));
    QVERIFY(!writer.waitFor("message_sent").isEmpty());
    m_cluster.sql(u"ALTER TABLE audit_log_away RENAME TO audit_log"_s);
    QVERIFY(m_cluster.node(0).waitForLog("audit_resumed"));
    QCOMPARE(WsClient(m_cluster.port(0)).status(), 101);
}

QTEST_GUILESS_MAIN(TestAudit)
#include "tst_audit.moc"
