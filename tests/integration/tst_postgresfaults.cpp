// SPDX-License-Identifier: Apache-2.0
// The storage threads on a real PostgreSQL that is killed, frozen, cut off and full. After each fault: every message is
// stored exactly once, without gaps, and what was confirmed is there. Seen red: nothing interrupted (F28), repeats not
// looked for and commit's error taken for "nothing happened" (F02), sessions read without FOR UPDATE (two servers).
#include "store/storage.h"
#include "store/storeurl.h"
#include "support/commitproxy.h"
#include "support/load.h"
#include "support/postgresserver.h"

#include <QElapsedTimer>
#include <QTest>

#include <atomic>

using namespace conversa;
using namespace Qt::StringLiterals;

class TestPostgresFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void killedInABurst();
    void restartedInABurst();
    void frozenWhileIdle();
    void frozenInABurst();
    void lockedTable();
    void terminatedWhileIdle();
    void terminatedInABurst();
    void connectionsExhausted();
    void commitWithoutAnswer();
    void diskFull();
    void twoServersOneDatabase();
    void sameRequestsOnTwoServers();

private:
    static constexpr int burst = 3000;
    static constexpr StorageSettings m_patient{ 2, 2, 10'000, 512, 60'000 };

    void start(const QByteArray &url, StorageSettings settings = {});
    std::unique_ptr<Storage> makeStorage(const QByteArray &url, test::Load &load, StorageSettings settings = {});
    // Goes on until everything is confirmed, then compares with what the database holds.
    void finishAndCheck();
    void checkDatabase(const std::set<MessageId> &ids);
    QByteArray sql(const QString &text);

    test::PostgresServer m_server;
    QString m_database;
    int m_databases = 0;
    std::vector<test::Conversation> m_talks;
    std::unique_ptr<test::Load> m_load;
    std::unique_ptr<Storage> m_storage;
    std::atomic<int> m_uncertain = 0;
};

void TestPostgresFaults::initTestCase()
{
    // Small segments of the log, so that the limit that makes a disk full does not meet them.
    const auto started = m_server.start({}, { u"--wal-segsize=1"_s });
    QVERIFY2(started, started ? "" : started.error().message.constData());
}

void TestPostgresFaults::init()
{
    m_database = u"test%1"_s.arg(++m_databases);
    QVERIFY(m_server.createDatabase(m_database));
    m_talks = std::vector<test::Conversation>(20);
    m_load = std::make_unique<test::Load>(m_talks, burst);
    m_uncertain = 0;
}

void TestPostgresFaults::cleanup()
{
    m_storage.reset();
}

std::unique_ptr<Storage> TestPostgresFaults::makeStorage(
    const QByteArray &url, test::Load &load, StorageSettings settings)
{
    auto storage = std::make_unique<Storage>(makeStoreFactory(*parseStoreUrl(url)), settings, Clock::system());
    storage->setOnAppended(load.handler());
    storage->setOnUncertain([this](const std::vector<SessionKey> &keys) { m_uncertain += int(keys.size()); });
    return storage;
}

void TestPostgresFaults::start(const QByteArray &url, StorageSettings settings)
{
    m_storage = makeStorage(url, *m_load, settings);
    const auto started = m_storage->start();
    QVERIFY2(started, started ? "" : started.error().message.constData());
}

QByteArray TestPostgresFaults::sql(const QString &text)
{
    const auto answer = m_server.sql(m_database, text);
    return answer ? *answer : "error: " + answer.error().message;
}

void TestPostgresFaults::finishAndCheck()
{
    const auto done = [this] {
        m_load->resend(*m_storage);
        return m_load->confirmed() == size_t(burst);
    };
    QTRY_VERIFY_WITH_TIMEOUT(done(), 30'000);
    checkDatabase(m_load->ids());
}

void TestPostgresFaults::checkDatabase(const std::set<MessageId> &ids)
{
    std::set<MessageId> stored;
    for (const QByteArray &id : sql(u"SELECT message_id FROM messages"_s).split('\n'))
        stored.insert(*MessageId::parse({ id.constData(), size_t(id.size()) }));
    QVERIFY(stored == ids);
    QCOMPARE(sql(u"SELECT count(*) FROM messages"_s).toULongLong(), ids.size());
    QCOMPARE(sql(u"SELECT count(*) FROM sessions s WHERE last_seq <> (SELECT count(*) FROM messages m WHERE m.tenant = "
                 u"s.tenant"
                 " AND m.session_id = s.session_id) OR last_seq <> (SELECT max(seq) FROM messages m WHERE m.tenant = "
                 "s.tenant"
                 " AND m.session_id = s.session_id)"_s),
        "0");
}

void TestPostgresFaults::killedInABurst()
{
    // F26
    start(m_server.url(m_database));
    m_load->sendAll(*m_storage);
    QTRY_VERIFY(m_load->confirmed() > 0);
    m_server.kill();
    QTRY_VERIFY(!m_storage->isAvailable());
    QVERIFY(m_load->confirmed() < size_t(burst));
    QVERIFY(m_server.restart());
    QElapsedTimer time;
    time.start();
    QTRY_VERIFY(m_storage->isAvailable());
    QVERIFY2(time.elapsed() <= 3'000, QByteArray::number(time.elapsed()));
    finishAndCheck();
}

void TestPostgresFaults::restartedInABurst()
{
    // F27
    start(m_server.socketUrl(m_database));
    m_load->sendAll(*m_storage);
    QTRY_VERIFY(m_load->confirmed() > 0);
    m_server.stop();
    QVERIFY(m_server.restart());
    QElapsedTimer time;
    time.start();
    finishAndCheck();
    QVERIFY2(time.elapsed() <= 5'000, QByteArray::number(time.elapsed()));
}

void TestPostgresFaults::frozenWhileIdle()
{
    // F28
    start(m_server.url(m_database));
    m_load->sendAll(*m_storage);
    finishAndCheck();
    m_server.freeze();
    test::Load more(std::vector<test::Conversation>(5), 10);
    m_storage->setOnAppended(more.handler());
    more.sendAll(*m_storage);
    std::atomic<bool> readFailed = false;
    m_storage->read([&](Result<MessageStore *> store) { readFailed = !store || !(*store)->ping(); });
    QTRY_COMPARE_WITH_TIMEOUT(more.refused(), size_t(10), 6'000);
    QVERIFY2(more.slowestMs() <= 5'000, QByteArray::number(more.slowestMs()));
    QTRY_VERIFY(readFailed);
    m_server.thaw();
    QTRY_VERIFY_WITH_TIMEOUT(m_storage->isAvailable(), 10'000);
    const auto done = [&] {
        more.resend(*m_storage);
        return more.confirmed() == 10;
    };
    QTRY_VERIFY_WITH_TIMEOUT(done(), 10'000);
    QCOMPARE(sql(u"SELECT count(*) FROM messages"_s).toInt(), burst + 10);
}

void TestPostgresFaults::frozenInABurst()
{
    start(m_server.url(m_database));
    m_load->sendAll(*m_storage);
    QTRY_VERIFY(m_load->confirmed() > 0);
    m_server.freeze();
    QTRY_VERIFY_WITH_TIMEOUT(m_load->confirmed() + m_load->refused() == size_t(burst), 6'000);
    QVERIFY2(m_load->slowestMs() <= 5'000, QByteArray::number(m_load->slowestMs()));
    m_server.thaw();
    finishAndCheck();
}

void TestPostgresFaults::lockedTable()
{
    // F28, the other way
    start(m_server.url(m_database));
    const auto locker = m_server.startSql(m_database, u"BEGIN; LOCK TABLE messages; SELECT pg_sleep(60)"_s);
    QTRY_COMPARE(sql(u"SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'"_s), "1");
    m_load->sendAll(*m_storage);
    QTRY_COMPARE_WITH_TIMEOUT(m_load->refused(), size_t(burst), 6'000);
    QVERIFY2(m_load->slowestMs() <= 5'000, QByteArray::number(m_load->slowestMs()));
    sql(u"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = 'PgSleep'"_s);
    locker->waitForFinished();
    finishAndCheck();
}

void TestPostgresFaults::terminatedWhileIdle()
{
    // F29: nobody notices.
    start(m_server.url(m_database), m_patient);
    sql(u"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = 'conversa-server'"_s);
    std::atomic<int> answers = 0;
    m_storage->read([&](Result<MessageStore *> store) { answers += store && (*store)->ping(); });
    QTRY_COMPARE(answers.load(), 1);
    m_load->sendAll(*m_storage);
    QTRY_COMPARE_WITH_TIMEOUT(m_load->confirmed(), size_t(burst), 30'000);
    QCOMPARE(m_load->refused(), size_t(0));
    checkDatabase(m_load->ids());
}

void TestPostgresFaults::terminatedInABurst()
{
    // F29
    start(m_server.url(m_database));
    m_load->sendAll(*m_storage);
    QTRY_VERIFY(m_load->confirmed() > 0);
    sql(u"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'conversa-server'"_s);
    finishAndCheck();
}

void TestPostgresFaults::connectionsExhausted()
{
    // F29: five are wanted, three are to be had (53300).
    if (m_server.sql(u"postgres"_s, u"CREATE ROLE app LOGIN"_s))
        sql(u"ALTER DATABASE %1 OWNER TO app"_s.arg(m_database));
    sql(u"ALTER DATABASE %1 CONNECTION LIMIT 3"_s.arg(m_database));
    QByteArray url = m_server.url(m_database);
    url.replace("conversa@", "app@");
    start(url, { 3, 1 });
    m_load->sendAll(*m_storage);
    finishAndCheck();
    sql(u"ALTER DATABASE %1 CONNECTION LIMIT -1"_s.arg(m_database));
    QTRY_COMPARE(sql(u"SELECT count(*) FROM pg_stat_activity WHERE usename = 'app'"_s), "5");
}

void TestPostgresFaults::commitWithoutAnswer()
{
    // F02
    test::CommitProxy proxy(m_server.port());
    QByteArray url = m_server.url(m_database);
    url.replace(QByteArray::number(m_server.port()), QByteArray::number(proxy.port()));
    m_load = std::make_unique<test::Load>(m_talks, burst);
    m_storage = makeStorage(url, *m_load, { 1, 1 });
    // The proxy needs this thread's event loop while the store opens.
    std::atomic<bool> started = false;
    std::thread starter([&] { started = bool(m_storage->start()); });
    QTRY_VERIFY(started);
    starter.join();
    proxy.arm();
    const int before = sql(u"SELECT count(*) FROM messages"_s).toInt();
    QCOMPARE(before, 0);
    m_load->sendAll(*m_storage);
    QTRY_COMPARE(proxy.cuts(), 1);
    QTRY_VERIFY(m_load->refused() > 0);
    QTRY_VERIFY(m_uncertain > 0);
    finishAndCheck();
}

void TestPostgresFaults::diskFull()
{
    // F30
    start(m_server.url(m_database), { 1, 1, 10'000, 50 });
    // Short messages take much room, and the limit stays above a segment of the log.
    QCOMPARE(sql(u"ALTER TABLE messages SET (fillfactor = 10)"_s), "");
    QVERIFY(m_server.limitFiles(1'048'576 + 4'096));
    const auto unlimited = qScopeGuard([this] { QVERIFY(m_server.limitFiles(0)); });
    m_load->sendAll(*m_storage);
    const auto full = [&] { return m_load->confirmed() + m_load->refused() == size_t(burst) && m_load->refused() > 0; };
    QTRY_VERIFY_WITH_TIMEOUT(full(), 20'000);
    const auto confirmed = m_load->confirmed();
    QCOMPARE(sql(u"SELECT count(*) FROM messages"_s).toULongLong(), confirmed);
    QVERIFY(m_server.limitFiles(0));
    finishAndCheck();
}

void TestPostgresFaults::twoServersOneDatabase()
{
    // Small batches, so that the two meet in the same sessions all the time.
    const StorageSettings settings{ 2, 1, 10'000, 20 };
    start(m_server.url(m_database), settings);
    std::vector<test::Conversation> colleagues = m_talks;
    for (test::Conversation &talk : colleagues)
        talk.agent = UserId{ Uuid::random() };
    test::Load other(colleagues, burst);
    const auto second = makeStorage(m_server.socketUrl(m_database), other, settings);
    QVERIFY(second->start());
    QVERIFY(second->epoch() == m_storage->epoch());
    m_load->sendAll(*m_storage);
    other.sendAll(*second);
    const auto answered = [](const test::Load &load) { return load.confirmed() + load.refused(); };
    QTRY_COMPARE_WITH_TIMEOUT(answered(*m_load) + answered(other), size_t(2 * burst), 30'000);
    QCOMPARE(m_load->refused() + other.refused(), size_t(0));
    std::set<MessageId> ids = m_load->ids();
    ids.merge(other.ids());
    checkDatabase(ids);
}

void TestPostgresFaults::sameRequestsOnTwoServers()
{
    // F43
    start(m_server.url(m_database), m_patient);
    test::Load other(m_talks, burst);
    const auto second = makeStorage(m_server.url(m_database), other, m_patient);
    QVERIFY(second->start());
    m_load->sendAll(*m_storage);
    other.sendAll(*second);
    QTRY_COMPARE_WITH_TIMEOUT(m_load->confirmed() + other.confirmed(), size_t(2 * burst), 30'000);
    QVERIFY(m_load->ids() == other.ids());
    checkDatabase(m_load->ids());
}

QTEST_GUILESS_MAIN(TestPostgresFaults)
#include "tst_postgresfaults.moc"
