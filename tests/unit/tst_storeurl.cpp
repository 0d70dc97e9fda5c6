// SPDX-License-Identifier: Apache-2.0
// database.url, read and refused. Seen red: a semicolon in an option let through.
#include "store/storeurl.h"

#include <QTest>

using namespace conversa;
using namespace Qt::StringLiterals;

class TestStoreUrl : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void good_data();
    void good();
    void postgresParts();
    void bad_data();
    void bad();
    void masked_data();
    void masked();
    void oneWriterForSqlite();
};

void TestStoreUrl::good_data()
{
    QTest::addColumn<QByteArray>("url");
    QTest::addColumn<QByteArray>("kind");
    QTest::addColumn<QString>("path");
    QTest::newRow("memory") << QByteArray("memory:") << QByteArray("memory") << QString();
    QTest::newRow("absolute file") << QByteArray("sqlite:///var/lib/c.db") << QByteArray("sqlite")
                                   << u"/var/lib/c.db"_s;
    QTest::newRow("space") << QByteArray("sqlite:///var/my%20chat/c.db") << QByteArray("sqlite")
                           << u"/var/my chat/c.db"_s;
    QTest::newRow("relative file") << QByteArray("sqlite:var/c.db") << QByteArray("sqlite") << u"var/c.db"_s;
    QTest::newRow("short scheme") << QByteArray("postgres://h/d") << QByteArray("postgresql") << QString();
}

void TestStoreUrl::good()
{
    QFETCH(const QByteArray, url);
    QFETCH(const QByteArray, kind);
    QFETCH(const QString, path);
    const auto config = parseStoreUrl(url);
    QVERIFY2(config, config ? "" : config.error().message.constData());
    QCOMPARE(storeKindName(config->kind), kind);
    QCOMPARE(config->path, path);
    QVERIFY(makeStoreFactory(*config)());
}

void TestStoreUrl::postgresParts()
{
    const auto config
        = parseStoreUrl("postgresql://ana:p%40ss%3Aw@db.example:6543/my%20chat?sslmode=verify-full&host=/run/x");
    QVERIFY(config);
    const PostgresAddress &address = config->postgres;
    QCOMPARE(address.host, u"db.example"_s);
    QCOMPARE(address.port, 6543);
    QCOMPARE(address.user, u"ana"_s);
    QCOMPARE(address.password, u"p@ss:w"_s);
    QCOMPARE(address.database, u"my chat"_s);
    QCOMPARE(address.options.value(u"sslmode"_s), u"verify-full"_s);
    QCOMPARE(address.options.value(u"host"_s), u"/run/x"_s);
}

void TestStoreUrl::bad_data()
{
    QTest::addColumn<QByteArray>("url");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("empty") << QByteArray() << QByteArray("must start with");
    QTest::newRow("mysql") << QByteArray("mysql://h/d") << QByteArray("must start with");
    QTest::newRow("memory with more") << QByteArray("memory:x") << QByteArray("must start with");
    QTest::newRow("two slashes") << QByteArray("sqlite://var/c.db") << QByteArray("three slashes");
    QTest::newRow("no file") << QByteArray("sqlite:") << QByteArray("no SQLite file");
    QTest::newRow("folder") << QByteArray("sqlite:///var/lib/") << QByteArray("no SQLite file");
    QTest::newRow("no database") << QByteArray("postgresql://h") << QByteArray("no database");
    QTest::newRow("bad port") << QByteArray("postgresql://h:99999/d") << QByteArray("not a valid");
    QTest::newRow("unknown option") << QByteArray("postgresql://h/d?sslmod=x") << QByteArray("sslmod");
    QTest::newRow("semicolon") << QByteArray("postgresql://h/d?options=a;b") << QByteArray("semicolon");
    QTest::newRow("fragment") << QByteArray("postgresql://h/d#x") << QByteArray("#fragment");
}

void TestStoreUrl::bad()
{
    QFETCH(const QByteArray, url);
    QFETCH(const QByteArray, says);
    const auto config = parseStoreUrl(url);
    QVERIFY(!config);
    QCOMPARE(config.error().field, "database.url");
    QVERIFY2(config.error().message.contains(says), config.error().message.constData());
}

void TestStoreUrl::masked_data()
{
    QTest::addColumn<QByteArray>("url");
    QTest::addColumn<QByteArray>("shown");
    const auto row
        = [](const char *url, const char *shown) { QTest::newRow(url) << QByteArray(url) << QByteArray(shown); };
    row("postgresql://u:secret@h:5432/d?sslmode=require", "postgresql://u:***@h:5432/d?sslmode=require");
    row("postgresql://u@h:5432/d", "postgresql://u@h:5432/d");
    row("postgresql://u:a@b?c@h/d", "postgresql://u:***@h/d");
    row("postgresql://h/d", "postgresql://h/d");
    row("sqlite:///a:b@c", "sqlite:///a:b@c");
    row("memory:", "memory:");
}

void TestStoreUrl::masked()
{
    QFETCH(const QByteArray, url);
    QFETCH(const QByteArray, shown);
    QCOMPARE(maskedStoreUrl(url), shown);
}

void TestStoreUrl::oneWriterForSqlite()
{
    QCOMPARE(writersFor(StoreKind::Sqlite, 4), 1);
    QCOMPARE(writersFor(StoreKind::Postgresql, 4), 4);
}

QTEST_GUILESS_MAIN(TestStoreUrl)
#include "tst_storeurl.moc"
