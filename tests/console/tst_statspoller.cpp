// SPDX-License-Identifier: Apache-2.0
// Seen red: following a redirect (the key went to the other host), going on after 401, and a silent server without the
// transfer timeout.
#include "console/statsserver.h"
#include "model/statspoller.h"

#include <QSignalSpy>
#include <QTest>

using conversa::Backoff;
using namespace conversa::console;
using conversa::test::StatsServer;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(conversa::console::Problem)

class TestStatsPoller : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asksAgainAndAgainWithTheKey();
    void problem_data();
    void problem();
    void doesNotFollowARedirect();
    void refusedPort();
    void unknownHost();
    void silentServer();
    void brokenConnection();
    void badInput_data();
    void badInput();
    void comesBack();
    void stopsWhenAsked();

private:
    static constexpr StatsPoller::Clocks Fast{ 10ms, 400ms };
    const QString m_key = QStringLiteral("dev-admin-key");
};

void TestStatsPoller::asksAgainAndAgainWithTheKey()
{
    StatsServer server;
    StatsPoller poller(Fast, Backoff(1));
    QSignalSpy received(&poller, &StatsPoller::statsReceived);
    poller.start(server.address(), m_key);
    QCOMPARE(poller.state(), LinkState::Connecting);
    QTRY_VERIFY(received.size() >= 3);
    QCOMPARE(poller.state(), LinkState::Connected);
    QCOMPARE(received.at(0).at(0).value<Stats>(), (Stats{ 42, 15, true }));
    QVERIFY(server.lastHead().startsWith("GET /api/v1/ws/stats HTTP/1.1\r\n"));
    QVERIFY(server.lastHead().contains("Authorization: Bearer dev-admin-key\r\n"));
    QVERIFY(!server.lastHead().toLower().contains("upgrade"));
}

void TestStatsPoller::problem_data()
{
    QTest::addColumn<QByteArray>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Problem>("problem");
    QTest::addColumn<bool>("final");
    const auto row = [](const char *status, const char *body, Problem problem, bool final) {
        QTest::addRow("%s %s", status, body) << QByteArray(status) << QByteArray(body) << problem << final;
    };
    row("401 Unauthorized", "{}", Problem::KeyRefused, true);
    row("403 Forbidden", "{}", Problem::KeyTooWeak, true);
    row("429 Too Many Requests", "{}", Problem::TooManyRequests, false);
    row("503 Service Unavailable", "{}", Problem::Unavailable, false);
    row("404 Not Found", "{}", Problem::NotConversa, false);
    row("200 OK", "<html>", Problem::NotConversa, false);
}

void TestStatsPoller::problem()
{
    QFETCH(QByteArray, status);
    QFETCH(QByteArray, body);
    QFETCH(Problem, problem);
    QFETCH(bool, final);
    StatsServer server;
    server.answer(status, body);
    StatsPoller poller(Fast, Backoff(1));
    QSignalSpy waits(&poller, &StatsPoller::retryScheduled);
    poller.start(server.address(), m_key);
    QTRY_COMPARE(poller.problem(), problem);
    QCOMPARE(poller.state(), final ? LinkState::Refused : LinkState::Reconnecting);
    QCOMPARE(waits.size(), final ? 0 : 1);
}

void TestStatsPoller::doesNotFollowARedirect()
{
    StatsServer server;
    StatsServer other;
    server.answer("302 Found", {}, other.address().toLatin1() + "/");
    StatsPoller poller(Fast, Backoff(1));
    poller.start(server.address(), m_key);
    QTRY_VERIFY(poller.state() != LinkState::Connecting);
    QCOMPARE(poller.problem(), Problem::NotConversa);
    QCOMPARE(other.requests(), 0);
}

void TestStatsPoller::refusedPort()
{
    StatsServer server;
    server.close();
    StatsPoller poller(Fast, Backoff(1));
    poller.start(server.address(), m_key);
    QTRY_COMPARE(poller.problem(), Problem::ConnectionRefused);
}

void TestStatsPoller::unknownHost()
{
    StatsPoller poller(Fast, Backoff(1));
    poller.start(QStringLiteral("http://no-such-host.invalid"), m_key);
    // Where no name server answers at all, the look-up runs into the deadline.
    QTRY_VERIFY(poller.problem() == Problem::HostNotFound || poller.problem() == Problem::TimedOut);
}

void TestStatsPoller::silentServer()
{
    StatsServer server;
    server.setMode(StatsServer::Mode::Silent);
    StatsPoller poller(Fast, Backoff(1));
    poller.start(server.address(), m_key);
    QTRY_COMPARE(poller.problem(), Problem::TimedOut);
    QCOMPARE(poller.state(), LinkState::Reconnecting);
}

void TestStatsPoller::brokenConnection()
{
    StatsServer server;
    server.setMode(StatsServer::Mode::HangUp);
    StatsPoller poller(Fast, Backoff(1));
    poller.start(server.address(), m_key);
    QTRY_COMPARE(poller.problem(), Problem::ConnectionLost);
}

void TestStatsPoller::badInput_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("key");
    QTest::addColumn<Problem>("problem");
    const QString good = QStringLiteral("http://localhost:1");
    QTest::newRow("address") << QStringLiteral("ftp://x") << m_key << Problem::BadAddress;
    QTest::newRow("no key") << good << QString() << Problem::BadKey;
    QTest::newRow("line end in the key") << good << QStringLiteral("a\r\nX: y") << Problem::BadKey;
    QTest::newRow("letters beyond ASCII") << good << QStringLiteral("chavé") << Problem::BadKey;
}

void TestStatsPoller::badInput()
{
    QFETCH(QString, address);
    QFETCH(QString, key);
    QFETCH(Problem, problem);
    StatsPoller poller(Fast, Backoff(1));
    poller.start(address, key);
    QCOMPARE(poller.state(), LinkState::Refused);
    QCOMPARE(poller.problem(), problem);
}

void TestStatsPoller::comesBack()
{
    StatsServer server;
    StatsPoller poller(Fast, Backoff(1));
    poller.start(server.address(), m_key);
    QTRY_COMPARE(poller.state(), LinkState::Connected);
    server.close();
    QTRY_COMPARE(poller.state(), LinkState::Reconnecting);
    server.reopen();
    poller.retryNow();
    QTRY_COMPARE(poller.state(), LinkState::Connected);
    QCOMPARE(poller.problem(), Problem::None);
}

void TestStatsPoller::stopsWhenAsked()
{
    StatsServer server;
    server.setMode(StatsServer::Mode::Silent);
    StatsPoller poller(Fast, Backoff(1));
    QSignalSpy changes(&poller, &StatsPoller::stateChanged);
    poller.start(server.address(), m_key);
    QTRY_COMPARE(server.requests(), 1);
    poller.stop();
    QCOMPARE(poller.state(), LinkState::Disconnected);
    QCOMPARE(changes.size(), 2);
    poller.retryNow();
    QCOMPARE(poller.state(), LinkState::Disconnected);
}

QTEST_GUILESS_MAIN(TestStatsPoller)
#include "tst_statspoller.moc"
