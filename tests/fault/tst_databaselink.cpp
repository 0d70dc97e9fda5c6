// SPDX-License-Identifier: Apache-2.0
// The way to PostgreSQL breaks without a word, or leads to a server that may not write any more: every request is
// answered in time, and what was confirmed is where the writes go now.
// Seen red: a connection that says 25006 kept (F31), a connection over its deadline not shut down (halfOpen), connections
// that are being made given 15 s (halfOpenAgain).
#include "fault/cluster.h"
#include "fault/talk.h"
#include "support/faultproxy.h"
#include "support/proxythread.h"
#include "support/scale.h"

#include <QElapsedTimer>
#include <QTest>

using namespace conversa;
using namespace conversa::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int burst = 200;
constexpr int answeredMs = 5'000;

} // namespace

class TestDatabaseLink : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void halfOpen(); // F32
    void halfOpenAgain(); // F32
    void failedOver_data();
    void failedOver(); // F31

private:
    // Sends again until all is confirmed; the time that took.
    qint64 finish(Talk &talk);

    Cluster m_cluster;
};

void TestDatabaseLink::initTestCase()
{
    const auto started = m_cluster.start();
    QVERIFY2(started, started ? "" : started.error().message.constData());
}

qint64 TestDatabaseLink::finish(Talk &talk)
{
    QElapsedTimer time;
    time.start();
    talk.readAnswers();
    while (talk.confirmed() < talk.answers().size() && time.elapsed() < WsClient::patienceMs) {
        talk.sendAgain();
        talk.readAnswers();
    }
    return time.elapsed();
}

void TestDatabaseLink::halfOpen()
{
    ProxyThread<FaultProxy> proxy(m_cluster.postgres().port());
    const QByteArray url = "postgresql://conversa@127.0.0.1:" + QByteArray::number(proxy.port()) + '/';
    QVERIFY2(m_cluster.begin(1, {}, url), m_cluster.logs());
    Talk talk(m_cluster.port(0)), listener(m_cluster.port(0), "dev-admin-key");
    QVERIFY(talk.join() && listener.join());
    qint64 slowestMs = 0;
    for (int round = 0; round < scaled(1, 3, 10); ++round) {
        talk.send(burst);
        QVERIFY(talk.readAnswers());
        qint64 swallowed = 0;
        proxy.with([&](FaultProxy &hole) {
            hole.blackhole();
            swallowed = hole.counts().swallowed;
        });
        const int before = talk.refused(u"send_failed"_s);
        talk.send(burst);
        QVERIFY(listener.pingMs() >= 0);
        QVERIFY2(talk.readAnswers(answeredMs + 1'000), m_cluster.logs());
        proxy.with([&](const FaultProxy &hole) { swallowed = hole.counts().swallowed - swallowed; });
        QVERIFY2(swallowed > 0 && talk.refused(u"send_failed"_s) > before, "fault not observed");
        QVERIFY2(talk.slowestMs() <= answeredMs, QByteArray::number(talk.slowestMs()));
        slowestMs = std::max(slowestMs, talk.slowestMs());
        const qint64 tookMs = finish(talk);
        QVERIFY2(tookMs <= answeredMs, QByteArray::number(tookMs) + m_cluster.logs());
    }
    const int stored = m_cluster.sql(u"SELECT count(*) FROM messages"_s).toInt();
    qInfo("F32 confirmed=%d stored=%d answered within %lld ms", talk.confirmed(), stored, slowestMs);
    QCOMPARE(talk.confirmed(), int(talk.answers().size()));
    QCOMPARE(stored, talk.confirmed());
    QVERIFY(listener.readTo(stored));
    QCOMPARE(int(listener.heard().size()), stored);
}

// The way breaks once more while a connection is made: behind it those of its kind wait.
void TestDatabaseLink::halfOpenAgain()
{
    ProxyThread<FaultProxy> proxy(m_cluster.postgres().port());
    const QByteArray url = "postgresql://conversa@127.0.0.1:" + QByteArray::number(proxy.port()) + '/';
    QVERIFY2(m_cluster.begin(1, {u"--database.writers=1"_s, u"--database.readers=1"_s}, url), m_cluster.logs());
    Talk talk(m_cluster.port(0));
    QVERIFY(talk.join());
    talk.send(burst);
    QVERIFY(talk.readAnswers());
    const auto swallowed = std::make_shared<int>(0);
    proxy.with([=](FaultProxy &hole) {
        hole.setFilter([=](int, FaultProxy::Way way, const QByteArray &bytes) {
            const bool isLast = way == FaultProxy::Way::ToServer && bytes.contains("pg_terminate_backend");
            *swallowed += isLast;
            return isLast ? QByteArray() : bytes;
        });
        hole.blackhole();
    });
    talk.send(burst);
    QVERIFY(talk.readAnswers(answeredMs + 1'000));
    const auto isObserved = [&] {
        int count = 0;
        proxy.with([&](FaultProxy &) { count = *swallowed; });
        return count >= 2; // the one that writes, and the one that reads or the first once more
    };
    QVERIFY2(QTest::qWaitFor(isObserved, 4 * answeredMs), "fault not observed");
    proxy.with([](FaultProxy &hole) { hole.setFilter({}); });
    const qint64 tookMs = finish(talk);
    qInfo("F32 again after %lld ms", tookMs);
    QVERIFY2(tookMs <= 2 * answeredMs, QByteArray::number(tookMs));
}

void TestDatabaseLink::failedOver_data()
{
    QTest::addColumn<bool>("killed");
    QTest::newRow("F31 read-only") << false;
    QTest::newRow("F31 killed") << true;
}

void TestDatabaseLink::failedOver()
{
    QFETCH(bool, killed);
    PostgresServer first, second;
    QVERIFY(first.start() && first.createDatabase(u"chat"_s) && second.startStandby(first));
    QVERIFY(first.sql(u"chat"_s, u"ALTER SYSTEM SET synchronous_standby_names = '*'"_s));
    QVERIFY(first.sql(u"chat"_s, u"SELECT pg_reload_conf()"_s));
    const auto isSynchronous = [&] {
        const auto state = first.sql(u"chat"_s, u"SELECT sync_state FROM pg_stat_replication"_s);
        return state && *state == "sync";
    };
    QTRY_VERIFY_WITH_TIMEOUT(isSynchronous(), ServerProcess::patienceMs);
    ServerProcess server;
    QVERIFY2(server.start({ u"--database.url=postgresql://conversa@/chat?host=127.0.0.1,127.0.0.1&port=%1,%2"_s.arg(
                 first.port()).arg(second.port()) }), server.log());
    Talk talk(server.port()), listener(server.port(), "dev-admin-key");
    QVERIFY(talk.join() && listener.join());
    talk.send(burst);
    QVERIFY(talk.readAnswers());
    QCOMPARE(talk.confirmed(), burst);

    talk.send(burst);
    if (killed) {
        first.kill();
    } else {
        QVERIFY(first.sql(u"chat"_s, u"ALTER SYSTEM SET synchronous_standby_names = ''"_s));
        QVERIFY(first.sql(u"chat"_s, u"ALTER SYSTEM SET default_transaction_read_only = on"_s));
        QVERIFY(first.sql(u"chat"_s, u"SELECT pg_reload_conf()"_s));
        QVERIFY(talk.readAnswers());
        // What is refused now was not stored before.
        talk.send(burst);
        QVERIFY(talk.readAnswers());
        QVERIFY2(server.waitForLog("state=25006"), "fault not observed");
    }
    QVERIFY(second.promote());
    QVERIFY2(server.waitForLog("sql_failed"), "fault not observed");
    const qint64 tookMs = finish(talk);
    QVERIFY2(tookMs <= answeredMs, server.log());
    const auto rows = second.sql(u"chat"_s, u"SELECT client_message_id || ' ' || message_id FROM messages"_s);
    QVERIFY(rows);
    QMap<int, QString> ids;
    for (const QByteArray &row : rows->split('\n'))
        ids.insert(row.split(' ')[0].toInt(), QString::fromLatin1(row.split(' ')[1]));
    int lost = 0;
    for (auto answer = talk.answers().cbegin(); answer != talk.answers().cend(); ++answer)
        lost += ids.value(answer.key()) != answer->messageId;
    qInfo("%s: confirmed=%d stored=%d lost=%d, again after %lld ms", QTest::currentDataTag(), talk.confirmed(),
        int(ids.size()), lost, tookMs);
    QCOMPARE(lost, 0);
    QCOMPARE(talk.confirmed(), int(ids.size()));
    QVERIFY(listener.readTo(int(ids.size())));
}

QTEST_GUILESS_MAIN(TestDatabaseLink)
#include "tst_databaselink.moc"
