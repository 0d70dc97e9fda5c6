// SPDX-License-Identifier: Apache-2.0
// What the console makes of the figures a server sends. Seen red: figures below zero taken.
#include "model/stats.h"

#include <QTest>

using namespace conversa::console;

class TestStats : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void good();
    void bad_data();
    void bad();
};

void TestStats::good()
{
    const auto stats = parseStats(R"({"total_clients":42,"total_sessions":15,"redis_enabled":true,"new":1})");
    QVERIFY(stats);
    QCOMPARE(*stats, (Stats{ 42, 15, true }));
}

void TestStats::bad_data()
{
    QTest::addColumn<QByteArray>("body");
    for (const char *body :
        { "", "[]", "<html>", "{}", R"({"total_clients":-1,"total_sessions":1,"redis_enabled":true})",
            R"({"total_clients":1,"total_sessions":"2","redis_enabled":true})",
            R"({"total_clients":1,"total_sessions":2,"redis_enabled":1})",
            R"({"total_clients":1.5,"total_sessions":2,"redis_enabled":true})" })
        QTest::newRow(body) << QByteArray(body);
}

void TestStats::bad()
{
    QFETCH(QByteArray, body);
    QVERIFY(!parseStats(body));
}

QTEST_GUILESS_MAIN(TestStats)
#include "tst_stats.moc"
