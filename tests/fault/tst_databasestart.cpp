// SPDX-License-Identifier: Apache-2.0
// The database as the server finds it: older, newer, refusing, missing, away. What trying again does not mend ends the
// server with 78 and one sentence; what it may mend is waited for.
// Seen red: a refused login taken for a database that is away (refused).
#include "support/postgresserver.h"
#include "support/serverprocess.h"
#include "support/wsclient.h"

#include <QElapsedTimer>
#include <QTest>

#include <array>
#include <thread>
#include <vector>

using namespace conversa::test;
using namespace Qt::StringLiterals;

class TestDatabaseStart : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void refused_data();
    void refused();
    void migratedByOneOfMany(); // F34
    void notMigrated(); // F34
    void newer_data();
    void newer(); // F34
    void away(); // F10
    void refusedOnceReached();

private:
    QStringList server(const QByteArray &url, const QStringList &more = {}) const;
    QByteArray urlOf(const QByteArray &login, const QString &database) const;
    QByteArray sql(const QString &text);
    static int statusOf(const ServerProcess &process, const QByteArray &path);
    // Ends by itself with 78 and `sentence`, before the patience for a database that does not answer.
    void checkRefuses(const QStringList &arguments, const QByteArray &sentence);

    PostgresServer m_postgres;
    QString m_database;
    int m_databases = 0;
};

void TestDatabaseStart::initTestCase()
{
    const auto started = m_postgres.start();
    QVERIFY2(started, started ? "" : started.error().message.constData());
    for (const QString &text : { u"CREATE ROLE app LOGIN PASSWORD 'rosebud'"_s, u"CREATE ROLE outsider LOGIN"_s,
             u"CREATE DATABASE closed"_s, u"REVOKE CONNECT ON DATABASE closed FROM PUBLIC"_s })
        QVERIFY(m_postgres.sql(u"postgres"_s, text));
    QFile rules(m_postgres.folder() + u"/data/pg_hba.conf"_s);
    QVERIFY(rules.open(QIODevice::WriteOnly | QIODevice::Truncate));
    rules.write("local all all trust\nhost all app 127.0.0.1/32 scram-sha-256\nhost all outsider 127.0.0.1/32 trust\n"
                "host all conversa 127.0.0.1/32 trust\n");
    rules.close();
    QVERIFY(m_postgres.sql(u"postgres"_s, u"SELECT pg_reload_conf()"_s));
}

void TestDatabaseStart::init()
{
    m_database = u"test%1"_s.arg(++m_databases);
    QVERIFY(m_postgres.createDatabase(m_database));
}

QByteArray TestDatabaseStart::sql(const QString &text)
{
    const auto answer = m_postgres.sql(m_database, text);
    return answer ? *answer : "error: " + answer.error().message;
}

QByteArray TestDatabaseStart::urlOf(const QByteArray &login, const QString &database) const
{
    return m_postgres.url(database).replace("conversa@", login + '@');
}

QStringList TestDatabaseStart::server(const QByteArray &url, const QStringList &more) const
{
    return QStringList{ u"--env=development"_s, u"--listen=127.0.0.1:0"_s,
        u"--database.url="_s + QString::fromUtf8(url) }
    + more;
}

void TestDatabaseStart::checkRefuses(const QStringList &arguments, const QByteArray &sentence)
{
    QElapsedTimer time;
    time.start();
    const auto [code, text] = ServerProcess().run(arguments);
    QVERIFY2(code == 78 && text.contains(sentence) && !text.contains("Hub started"), text);
    QVERIFY2(!text.contains("rosebud") && !text.contains("wrong-one"), text);
    QCOMPARE(text.count(" error "), 1);
    QVERIFY2(time.elapsed() <= 2'000, QByteArray::number(time.elapsed()));
}

void TestDatabaseStart::refused_data()
{
    QTest::addColumn<QByteArray>("login");
    QTest::addColumn<QString>("database");
    QTest::addColumn<QByteArray>("sentence");
    const QString here = u"postgres"_s;
    QTest::newRow("wrong password") << QByteArray("app:wrong-one") << here
                                    << QByteArray("refuses the user or the password");
    QTest::newRow("no password") << QByteArray("app") << here << QByteArray("asks for a password");
    QTest::newRow("no such user") << QByteArray("nobody:rosebud") << here
                                  << QByteArray("refuses the user or the password");
    QTest::newRow("no such database") << QByteArray("app:rosebud") << u"missing"_s << QByteArray("has no database");
    QTest::newRow("not let in") << QByteArray("outsider") << u"closed"_s << QByteArray("does not let the user");
}

void TestDatabaseStart::refused()
{
    QFETCH(QByteArray, login);
    QFETCH(QString, database);
    QFETCH(QByteArray, sentence);
    checkRefuses(server(urlOf(login, database)), sentence);
}

void TestDatabaseStart::migratedByOneOfMany()
{
    // At once on an empty database: all of them serve, and each step was taken once.
    const QStringList url{ u"--database.url="_s + QString::fromUtf8(m_postgres.url(m_database)) };
    std::array<QByteArray, 4> logs;
    std::vector<std::thread> starters;
    for (QByteArray &log : logs) {
        starters.emplace_back([&log, &url] {
            ServerProcess process;
            if (process.start(url) && WsClient(process.port()).sync())
                log = process.log();
        });
    }
    for (std::thread &starter : starters)
        starter.join();
    int steps = 0;
    for (const QByteArray &log : logs) {
        QVERIFY(log.contains("Hub started"));
        steps += int(log.count("schema_migration"));
    }
    QCOMPARE(steps, sql(u"SELECT count(*) FROM schema_migrations"_s).toInt());
}

void TestDatabaseStart::notMigrated()
{
    checkRefuses(server(m_postgres.url(m_database), { u"--database.migrate=off"_s }), "database.migrate is off");
    QCOMPARE(sql(u"SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"_s), "0");
}

void TestDatabaseStart::newer_data()
{
    QTest::addColumn<int>("compatibleFrom");
    QTest::addColumn<bool>("serves");
    QTest::newRow("F34 allows this program") << 1 << true;
    QTest::newRow("F34 does not") << 999 << false;
}

void TestDatabaseStart::newer()
{
    QFETCH(int, compatibleFrom);
    QFETCH(bool, serves);
    const QByteArray url = m_postgres.url(m_database);
    const QStringList option{ u"--database.url="_s + QString::fromUtf8(url) };
    ServerProcess process;
    QVERIFY2(process.start(option), process.log());
    sql(u"INSERT INTO schema_migrations (version, name, compatible_from) VALUES (999, '0999_tomorrow', %1)"_s.arg(
        compatibleFrom));
    if (serves)
        QVERIFY2(process.start(option) && WsClient(process.port()).sync(), process.log());
    else
        checkRefuses(server(url), "0999_tomorrow");
}

int TestDatabaseStart::statusOf(const ServerProcess &process, const QByteArray &path)
{
    RawClient client(process.port());
    client.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    return client.waitForStatus();
}

void TestDatabaseStart::away()
{
    m_postgres.stop();
    ServerProcess process;
    QVERIFY2(process.start({ u"--database.url="_s + QString::fromUtf8(m_postgres.url(m_database)) }), process.log());
    QCOMPARE(statusOf(process, "/ready"), 503);
    QVERIFY(m_postgres.restart());
    QTRY_COMPARE_WITH_TIMEOUT(statusOf(process, "/ready"), 200, 2'000);
}

void TestDatabaseStart::refusedOnceReached()
{
    // Once it runs, a server that is refused waits: whoever rotates passwords has two places to change.
    ServerProcess process;
    sql(u"ALTER DATABASE %1 OWNER TO app"_s.arg(m_database));
    QVERIFY2(
        process.start({ u"--database.url="_s + QString::fromUtf8(urlOf("app:rosebud", m_database)) }), process.log());
    sql(u"ALTER ROLE app PASSWORD 'changed'"_s);
    sql(u"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'app'"_s);
    QTRY_COMPARE(statusOf(process, "/health/database"), 503);
    sql(u"ALTER ROLE app PASSWORD 'rosebud'"_s);
    QTRY_COMPARE(statusOf(process, "/health/database"), 200);
}

QTEST_GUILESS_MAIN(TestDatabaseStart)
#include "tst_databasestart.moc"
