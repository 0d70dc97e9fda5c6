// SPDX-License-Identifier: Apache-2.0
// What is PostgreSQL's own of inboxes and of what other systems bring in: plans, places in a page, several servers at once. Seen
// red: an index on changed_at (messagesStayInTheirPage, inboxIsReadByItsIndex), on a boolean expression that the planner folds
// away (inboxIsReadByItsIndex), no advisory lock (oneServerClosesIdleSessions).
#include "store/sqlfiles.h"
#include "store/storeurl.h"
#include "support/appendrequests.h"
#include "support/postgresserver.h"

#include <QRegularExpression>
#include <QTest>

#include <atomic>
#include <latch>
#include <thread>

using namespace conversa;
using namespace Qt::StringLiterals;

namespace {

// A statement with $1, $2 for its named placeholders, in their order.
QString numbered(QString statement)
{
    static const QRegularExpression placeholder(u"(?<!:):[a-z_]+"_s);
    for (int n = 1;; ++n) {
        const auto match = placeholder.match(statement);
        if (!match.hasMatch())
            return statement;
        statement.replace(match.capturedStart(), match.capturedLength(), u"$%1"_s.arg(n));
    }
}

} // namespace

class TestPostgresInbox : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void sameExternalIdFromAllSides();
    void marksMeetTheirMessage();
    void inboxIsReadByItsIndex_data();
    void inboxIsReadByItsIndex();
    void messagesStayInTheirPage();
    void oneServerClosesIdleSessions();

private:
    AppendResult append(const AppendRequest &request) { return m_store->append(std::vector{ request })->front(); }
    MessageStore &store() { return *m_store; }
    QByteArray sql(const QString &text)
    {
        const auto answer = m_server.sql(m_database, text);
        return answer ? *answer : "error: " + answer.error().message;
    }
    // Runs `job` with a connection of its own in each of `count` threads, all at once.
    void inThreads(int count, const std::function<void(MessageStore &)> &job);

    test::PostgresServer m_server;
    QString m_database;
    StoreFactory m_factory;
    std::unique_ptr<MessageStore> m_store;
    int m_databases = 0;
};

void TestPostgresInbox::initTestCase()
{
    const auto started = m_server.start();
    QVERIFY2(started, started ? "" : started.error().message.constData());
}

void TestPostgresInbox::init()
{
    m_store.reset();
    m_database = u"inbox%1"_s.arg(++m_databases);
    QVERIFY(m_server.createDatabase(m_database));
    m_factory = makeStoreFactory(*parseStoreUrl(m_server.url(m_database)));
    m_store = m_factory();
    QVERIFY(m_store->open());
}

void TestPostgresInbox::inThreads(int count, const std::function<void(MessageStore &)> &job)
{
    std::latch begin(count);
    std::vector<std::thread> threads;
    for (int i = 0; i < count; ++i)
        threads.emplace_back([&] {
            const auto connection = m_factory();
            begin.arrive_and_wait();
            job(*connection);
            connection->close();
        });
    for (std::thread &thread : threads)
        thread.join();
}

void TestPostgresInbox::sameExternalIdFromAllSides()
{
    const std::vector<test::Conversation> talks(100);
    std::atomic<int> firsts = 0;
    std::atomic<int> wrong = 0;
    inThreads(4, [&](MessageStore &store) {
        wrong += !store.open();
        for (const test::Conversation &talk : talks) {
            std::vector<AppendRequest> batch(12, talk.fromAgent("same"));
            for (AppendRequest &request : batch) {
                request.message.id = MessageId{ Uuid::random() };
                request.externalId = "wamid";
                request.onBehalf = true;
            }
            const auto results = store.append(batch);
            wrong += !results;
            for (size_t i = 0; results && i < results->size(); ++i) {
                const AppendResult &result = (*results)[i];
                firsts += result && !result->repeated;
                wrong += !result || result->message.seq != 1;
            }
        }
    });
    QCOMPARE(wrong.load(), 0);
    QCOMPARE(firsts.load(), 100);
    QCOMPARE(sql(u"SELECT count(*) FROM messages"_s), "100");
    QCOMPARE(sql(u"SELECT count(*) FROM external_ids"_s), "100");
}

void TestPostgresInbox::marksMeetTheirMessage()
{
    // A mark and its message at the same time: either the mark finds the message, or whoever brought it finds the mark.
    std::vector<test::Conversation> talks(150);
    for (const test::Conversation &talk : talks)
        QVERIFY(append(talk.fromAgent("first")));
    std::atomic<int> placed = 0;
    std::atomic<int> found = 0;
    std::atomic<int> wrong = 0;
    std::atomic<int> role = 0;
    inThreads(2, [&](MessageStore &store) {
        wrong += !store.open();
        const bool isMarking = role++ == 0;
        for (const test::Conversation &talk : talks) {
            if (isMarking) {
                const auto seq = store.placeOrPark({ talk.key, "wamid", talk.contactUser, Role::Contact, Mark::Read });
                wrong += !seq;
                placed += seq && *seq == 2;
                continue;
            }
            AppendRequest request = talk.fromAgent("second");
            request.externalId = "wamid";
            const auto appended = store.append(std::vector{ request });
            const auto marks = store.parkedMarks(talk.key, "wamid");
            wrong += !appended || !appended->front() || !marks;
            found += marks ? int(marks->size()) : 0;
        }
    });
    QCOMPARE(wrong.load(), 0);
    // Parked behind the look for it would be lost: the marks that are still there were all found.
    QCOMPARE(placed + found, 150);
}

void TestPostgresInbox::inboxIsReadByItsIndex_data()
{
    QTest::addColumn<QString>("statement");
    QTest::addColumn<QString>("types");
    QTest::addColumn<QString>("values");
    QTest::addColumn<QByteArray>("index");
    QStringList ids;
    for (int n = 1; n < 1'000; n += 10)
        ids.append(u"00000000-0000-0000-0000-%1"_s.arg(n, 12, 10, QLatin1Char('0')));
    const QString keys = u"array_fill('dev'::text, ARRAY[100]), '{%1}'"_s.arg(ids.join(u','));
    QTest::newRow("page") << u"inbox_page"_s << u"text, integer, bigint, bigint, uuid, bigint"_s
                          << u"'dev', 0, 4102444800000000, 4102444800000000, 'ffffffff-ffff-ffff-ffff-ffffffffffff', 50"_s
                          << QByteArray("sessions_by_activity");
    QTest::newRow("details") << u"inbox_details"_s << u"text[], uuid[], bigint[], uuid[]"_s
                             << keys + u", array_fill(4::bigint, ARRAY[100]), ARRAY[gen_random_uuid()]"_s << QByteArray("messages_pkey");
    QTest::newRow("sessions") << u"inbox_sessions"_s << u"text[], uuid[]"_s << keys << QByteArray("sessions_pkey");
    QTest::newRow("idle") << u"close_idle_sessions"_s << u"bigint, bigint"_s << u"3600000, 500"_s
                          << QByteArray("sessions_by_activity");
}

void TestPostgresInbox::inboxIsReadByItsIndex()
{
    QFETCH(const QString, statement);
    QFETCH(const QString, types);
    QFETCH(const QString, values);
    QFETCH(const QByteArray, index);
    // 100,000 sessions of a day in two tenants, some of them closed, some with messages.
    sql(uR"(INSERT INTO sessions (tenant, session_id, contact_id, last_seq, closed_at, changed_at)
        SELECT CASE WHEN n % 10 = 0 THEN 'other' ELSE 'dev' END, lpad(n::text, 32, '0')::uuid, gen_random_uuid(),
               CASE WHEN n % 10 = 1 THEN 4 ELSE 0 END, CASE WHEN n % 10 = 2 THEN now() END, now() - n * INTERVAL '860 ms'
        FROM generate_series(1, 100000) n)"_s);
    sql(uR"(INSERT INTO messages (tenant, session_id, seq, message_id, contact_id, user_id, role, text, accepted_at)
        SELECT tenant, session_id, seq, gen_random_uuid(), contact_id, gen_random_uuid(), 'contact', 'hello', 1
        FROM sessions, generate_series(1, 4) seq WHERE last_seq > 0)"_s);
    sql(u"ANALYZE"_s);
    QCOMPARE(sql(u"SELECT count(*) FROM sessions"_s), "100000");
    for (const QString &mode : { u"force_custom_plan"_s, u"force_generic_plan"_s }) {
        const QByteArray plan = sql(u"SET plan_cache_mode = %1; PREPARE asked(%2) AS %3; EXPLAIN (COSTS OFF) EXECUTE asked(%4)"_s
                                        .arg(mode, types, numbered(sqlText(SqlDialect::Postgresql, statement)), values));
        QVERIFY2(plan.contains(index), plan);
        QVERIFY2(!plan.contains("Seq Scan on sessions") && !plan.contains("Seq Scan on messages"), plan);
    }
}

void TestPostgresInbox::messagesStayInTheirPage()
{
    // Each moves its session's row, and none of the first hundred needs an index entry for it, but where a slot ends.
    const test::Conversation talk;
    for (int i = 0; i <= 100; ++i)
        QVERIFY(append(talk.fromAgent("hello")));
    const auto updates = [this](const QString &kind) {
        return sql(u"SELECT %1 FROM pg_stat_user_tables WHERE relname = 'sessions'"_s.arg(kind)).toInt();
    };
    // PostgreSQL counts when the connection has something else to do.
    QTRY_VERIFY(store().ping() && updates(u"n_tup_upd"_s) == 101);
    QVERIFY(updates(u"n_tup_hot_upd"_s) >= 99);
}

void TestPostgresInbox::oneServerClosesIdleSessions()
{
    const test::Conversation talk;
    QVERIFY(append(talk.fromAgent("hello")));
    const auto other = m_server.startSql(m_database, u"BEGIN; SELECT pg_advisory_xact_lock(7163384630514); SELECT pg_sleep(600)"_s);
    const auto locks = [this] { return sql(u"SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"_s); };
    QTRY_COMPARE(locks(), "1");
    QCOMPARE(store().closeIdle(0, 10)->size(), size_t(0));
    sql(u"SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"_s);
    QTRY_COMPARE(locks(), "0");
    QCOMPARE(store().closeIdle(0, 10)->size(), size_t(1));
}

QTEST_GUILESS_MAIN(TestPostgresInbox)
#include "tst_postgresinbox.moc"
