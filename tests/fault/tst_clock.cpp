// SPDX-License-Identifier: Apache-2.0
// The wall clock jumps under a running server (libfaketime, which leaves the monotonic clock alone).
// Seen red: deadlines on the wall clock (jumps); no skew forgiven (keysExpireByTheWallClock).
#include "support/faketime.h"
#include "support/serverprocess.h"
#include "support/wsclient.h"

#include <QDateTime>
#include <QTest>

using namespace conversa::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int day = 86'400;

QByteArray sending(int number)
{
    const QByteArray name = QByteArray::number(number);
    return R"({"type":"send_message","payload":{"session_id":"550e8400-e29b-41d4-a716-446655440000",)"
           R"("contact_id":"660e8400-e29b-41d4-a716-446655440000","text":")"
        + name + "\"}}";
}

} // namespace

class TestClock : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void jumps(); // F54
    void keysExpireByTheWallClock(); // F54

private:
    // From now on the server's wall clock is so far from the true one.
    void setOffset(int seconds);
    // The server's idea of the time, as its difference from the true one in seconds.
    static qint64 offsetOf(WsClient &client);

    ServerProcess m_server;
};

void TestClock::initTestCase()
{
    const QStringList command = underFakeTime({ u"FAKETIME_NO_CACHE=1"_s, u"FAKETIME_TIMESTAMP_FILE="_s + m_server.file(u"offset"_s) });
    QVERIFY2(!command.isEmpty(), "no faketime: apt-get install faketime");
    m_server.runUnder(command);
}

void TestClock::setOffset(int seconds)
{
    const QString next = m_server.file(u"offset.next"_s);
    QFile file(next);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write((seconds < 0 ? "" : "+") + QByteArray::number(seconds) + '\n');
    file.close();
    QCOMPARE(::rename(QFile::encodeName(next), QFile::encodeName(m_server.file(u"offset"_s))), 0);
}

qint64 TestClock::offsetOf(WsClient &client)
{
    client.sendText(R"({"type":"ping"})");
    const QString told = client.waitFor("pong").value(QLatin1String("timestamp")).toString();
    return QDateTime::currentDateTimeUtc().secsTo(QDateTime::fromString(told, Qt::ISODateWithMs));
}

void TestClock::jumps()
{
    constexpr int clients = 50;
    setOffset(0);
    // Deadlines far shorter than the jumps, and of every kind.
    QVERIFY2(m_server.start({ u"--limits.ping_interval=300ms"_s, u"--limits.heartbeat=5s"_s, u"--limits.idle=5min"_s,
                 u"--limits.handshake=5s"_s, u"--limits.user_connections=100"_s }),
        m_server.log());
    std::vector<std::unique_ptr<WsClient>> open;
    for (int i = 0; i < clients; ++i)
        open.push_back(std::make_unique<WsClient>(m_server.port()));
    RawClient half(m_server.port());
    half.send("GET / HTTP/1.1\r\n");
    int sent = 0;
    for (const int offset : { 3'600, -3'600, 0, -day, 365 * day }) {
        setOffset(offset);
        QTRY_VERIFY(std::abs(offsetOf(*open.front()) - offset) <= 2);
        for (const auto &client : open)
            QVERIFY2(client->sync(), m_server.log().right(2'000));
        // The timers still run: two more pings of the server.
        const auto pinged = [](const QByteArray &bytes) { return bytes.count('\x89') >= 2; };
        WsClient fresh(m_server.port());
        QVERIFY(fresh.raw().waitUntil(pinged, 3'000));
        open.front()->sendText(sending(++sent));
        const QJsonObject stored = open.front()->waitFor("message_sent").value(QLatin1String("payload")).toObject();
        QCOMPARE(stored.value(QLatin1String("seq")).toInt(), sent);
    }
    QVERIFY(!m_server.log().contains("side=server"));
    QCOMPARE(half.waitForStatus(), 408);
}

void TestClock::keysExpireByTheWallClock()
{
    const QString database = u"--database.url=sqlite://"_s + m_server.file(u"keys.db"_s);
    setOffset(0);
    const auto [code, text] = m_server.run({ u"key"_s, u"create"_s, u"--name=a"_s, u"--role=agent"_s, u"--tenant=a"_s,
        u"--expires=1d"_s, u"--env=development"_s, database });
    QVERIFY2(code == 0, text);
    const QByteArray token = text.mid(text.indexOf("cv_"), 46);
    QVERIFY2(m_server.start({ database }), m_server.log());
    const auto status = [&] { return WsClient(m_server.port(), { .token = token }).status(); };
    QCOMPARE(status(), 101);
    // 60 s of skew are forgiven.
    setOffset(day + 20);
    QTRY_COMPARE(status(), 101);
    QVERIFY(m_server.waitForLog(QDateTime::currentDateTimeUtc().addSecs(day).toString(u"yyyy-MM-dd"_s).toLatin1()));
    setOffset(day + 90);
    QTRY_COMPARE(status(), 401);
    setOffset(0);
    QTRY_COMPARE(status(), 101);
}

QTEST_GUILESS_MAIN(TestClock)
#include "tst_clock.moc"
