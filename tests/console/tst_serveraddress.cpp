// SPDX-License-Identifier: Apache-2.0
// Seen red: accepting user info and queries (an access key pasted into the address was kept).
#include "model/serveraddress.h"

#include <QTest>

using namespace conversa::console;

class TestServerAddress : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void good_data();
    void good();
    void bad_data();
    void bad();
};

void TestServerAddress::good_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("url");
    QTest::newRow("plain") << QStringLiteral("http://localhost:8080") << QStringLiteral("http://localhost:8080");
    QTest::newRow("no scheme") << QStringLiteral(" localhost:8080 ") << QStringLiteral("http://localhost:8080");
    QTest::newRow("websocket") << QStringLiteral("ws://h/api/v1/ws/messages") << QStringLiteral("http://h");
    QTest::newRow("secure websocket") << QStringLiteral("wss://h:1") << QStringLiteral("https://h:1");
    QTest::newRow("trailing slash") << QStringLiteral("https://h/") << QStringLiteral("https://h");
    QTest::newRow("IPv6") << QStringLiteral("[::1]:8080") << QStringLiteral("http://[::1]:8080");
}

void TestServerAddress::good()
{
    QFETCH(QString, typed);
    QFETCH(QString, url);
    const auto address = parseServerAddress(typed);
    QVERIFY(address);
    QCOMPARE(address->toString(), url);
}

void TestServerAddress::bad_data()
{
    QTest::addColumn<QString>("typed");
    for (const char *typed : { "", "   ", "http://", "ftp://h", "http://h:99999", "a b", "http://user:secret@h",
             "http://h?token=secret", "http://h#x", "file:///etc/passwd" })
        QTest::newRow(typed) << QString::fromLatin1(typed);
}

void TestServerAddress::bad()
{
    QFETCH(QString, typed);
    QVERIFY(!parseServerAddress(typed));
}

QTEST_GUILESS_MAIN(TestServerAddress)
#include "tst_serveraddress.moc"
