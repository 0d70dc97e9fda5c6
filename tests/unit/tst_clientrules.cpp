// SPDX-License-Identifier: Apache-2.0
// The small rules of the client library: which end of a connection is final and how long to stay away, which addresses
// and tokens are taken, when a connection counts as dead, what a request id says.
// Seen red: 4499 final, a wish of an hour obeyed, a query let through, a dead link noticed two pings late.
#include "client/address.h"
#include "client/ending.h"
#include "client/heartbeat.h"
#include "client/requestid.h"

#include <QTest>

using namespace conversa;

class TestClientRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void closeCodes_data();
    void closeCodes();
    void wishesOfTheServer_data();
    void wishesOfTheServer();
    void refusals_data();
    void refusals();
    void addresses_data();
    void addresses();
    void tokens();
    void heartbeat();
    void requestIds();
};

void TestClientRules::closeCodes_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<bool>("isFinal");
    for (const int code : { 1000, 1001, 1002, 1009, 1011, 4000, 4001, 4008, 4009, 4029, 4401, 4499, 5000 })
        QTest::addRow("%d", code) << code << false;
    for (const int code : { 4500, 4501, 4503, 4504, 4999 })
        QTest::addRow("%d", code) << code << true;
}

void TestClientRules::closeCodes()
{
    QFETCH(const int, code);
    const Ending ending = closeEnding(code, u"");
    QTEST(ending.isFinal, "isFinal");
    QVERIFY(ending.kind == EndKind::Closed && ending.reason.endsWith('.') && !ending.retryAfterMs);
}

void TestClientRules::wishesOfTheServer_data()
{
    QTest::addColumn<QString>("reason");
    QTest::addColumn<qint64>("wait"); // -1: none
    QTest::newRow("exact") << QStringLiteral("retry_after_ms=1500") << qint64(1'500);
    QTest::newRow("at once") << QStringLiteral("retry_after_ms=0") << qint64(0);
    QTest::newRow("an hour") << QStringLiteral("retry_after_ms=3600000") << mostRetryAfterMs;
    QTest::newRow("negative") << QStringLiteral("retry_after_ms=-5") << qint64(-1);
    QTest::newRow("no number") << QStringLiteral("retry_after_ms=soon") << qint64(-1);
    QTest::newRow("too large a number") << QStringLiteral("retry_after_ms=99999999999999999999") << qint64(-1);
    QTest::newRow("something else") << QStringLiteral("going away") << qint64(-1);
}

void TestClientRules::wishesOfTheServer()
{
    QFETCH(const QString, reason);
    QTEST(closeEnding(1001, reason).retryAfterMs.value_or(-1), "wait");
}

void TestClientRules::refusals_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("isFinal");
    QTest::addColumn<qint64>("least");
    for (const int status : { 401, 403, 404 })
        QTest::addRow("%d", status) << status << true << qint64(0);
    for (const int status : { 429, 503 })
        QTest::addRow("%d", status) << status << false << qint64(1'000);
    for (const int status : { 0, 400, 408, 500, 502, 504 })
        QTest::addRow("%d", status) << status << false << qint64(0);
}

void TestClientRules::refusals()
{
    QFETCH(const int, status);
    QFETCH(const qint64, least);
    const Ending ending = refusalEnding(status);
    QTEST(ending.isFinal, "isFinal");
    QTEST(ending.leastWaitMs, "least");
    QVERIFY(ending.reason.endsWith('.'));
    QCOMPARE(ending.retryAfterMs.has_value(), false);
    const Ending timed = refusalEnding(status, R"({"error":"x","retry_after_ms":2500})");
    QCOMPARE(timed.retryAfterMs.value_or(0), least > 0 ? 2'500 : 0);
    for (const char *body : { "", "{", "[]", R"({"retry_after_ms":-1})", R"({"retry_after_ms":"1"})" })
        QVERIFY2(!refusalEnding(status, body).retryAfterMs, body);
    QVERIFY(refusalEnding(status, R"({"retry_after_ms":1e12})").retryAfterMs.value_or(mostRetryAfterMs) == mostRetryAfterMs);
}

void TestClientRules::addresses_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("url"); // empty: refused
    const auto row = [](const char *typed, const char *url) {
        QTest::newRow(typed) << QString::fromLatin1(typed) << QString::fromLatin1(url);
    };
    row("ws://localhost:8080", "ws://localhost:8080/api/v1/ws/messages");
    row("wss://chat.example/", "wss://chat.example/api/v1/ws/messages");
    row("http://[::1]:8080", "ws://[::1]:8080/api/v1/ws/messages");
    row("https://chat.example", "wss://chat.example/api/v1/ws/messages");
    row(" localhost:8080 ", "ws://localhost:8080/api/v1/ws/messages");
    row("wss://chat.example/support/ws", "wss://chat.example/support/ws");
    row("ftp://chat.example", "");
    row("ws://", "");
    row("", "");
    row("ws://user:cv_secret@chat.example", "");
    row("ws://chat.example/?token=cv_secret", "");
    row("ws://chat.example/#x", "");
    row("ws://chat example", "");
}

void TestClientRules::addresses()
{
    QFETCH(const QString, typed);
    const auto url = socketAddress(typed);
    QTEST(url ? url->toString() : QString(), "url");
    if (!url)
        QVERIFY(!url.error().message.contains("secret"));
}

void TestClientRules::tokens()
{
    QVERIFY(isToken("dev-user-key") && isToken("cv_" + QByteArray(43, 'x')));
    QVERIFY(!isToken("") && !isToken("a b") && !isToken("a\r\nX: y") && !isToken("\xC3\xA1"));
    QVERIFY(isToken(QByteArray(4'096, 'x')) && !isToken(QByteArray(4'097, 'x')));
}

void TestClientRules::heartbeat()
{
    Heartbeat heart({ .intervalMs = 25'000, .patienceMs = 15'000 });
    heart.onOpened(1'000);
    QCOMPARE(heart.dueMs(), 26'000);
    QCOMPARE(heart.next(25'999), Heartbeat::Beat::None);
    QCOMPARE(heart.next(26'000), Heartbeat::Beat::Ping);
    heart.onHeard();
    QCOMPARE(heart.next(45'000), Heartbeat::Beat::None);
    // Also while much is heard: a ping is what tells the server that somebody is there.
    QCOMPARE(heart.next(51'000), Heartbeat::Beat::Ping);
    QCOMPARE(heart.dueMs(), 66'000);
    QCOMPARE(heart.next(65'999), Heartbeat::Beat::None);
    QCOMPARE(heart.next(66'000), Heartbeat::Beat::Dead);
    heart.onOpened(70'000);
    QCOMPARE(heart.next(70'001), Heartbeat::Beat::None);
}

void TestClientRules::requestIds()
{
    const SessionId session{ Uuid::random() };
    const RequestId join = RequestId::of(RequestId::Kind::Join, session);
    QVERIFY(join.text().size() <= 64);
    QVERIFY(RequestId::parse(join.text()).kind == RequestId::Kind::Join);
    QVERIFY(RequestId::parse(join.text()).session() == session);
    const RequestId sent = RequestId::parse("send/an id/with a slash");
    QVERIFY(sent.kind == RequestId::Kind::Send && sent.subject == "an id/with a slash");
    for (const QByteArray &text : { QByteArray(), QByteArray("/"), QByteArray("send"), QByteArray("sent/x") })
        QVERIFY(RequestId::parse(text).kind == RequestId::Kind::None);
    QVERIFY(RequestId::parse("join/no uuid").session().isNull());
}

QTEST_GUILESS_MAIN(TestClientRules)
#include "tst_clientrules.moc"
