// SPDX-License-Identifier: Apache-2.0
// What clients do at once at two nodes: the same message sent by many, members who come and go, a crowd.
// Seen red: client_message_id not stored (F43), a tenant's clients not taken back when none is left (F45).
#include "fault/cluster.h"
#include "fault/talk.h"
#include "support/crowd.h"
#include "support/processmemory.h"
#include "support/scale.h"

#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QFile>
#include <QRandomGenerator>
#include <QTest>

#include <algorithm>

using namespace conversa::test;
using namespace Qt::StringLiterals;

class TestNodeTalks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void sameMessageEverywhere(); // F43
    void sameMessageTwiceInARow(); // F43
    void membersComeAndGo(); // F45
    void crowdedSession(); // F47

private:
    // Sends `count` long messages at that rate and lets both crowds read; the milliseconds it took.
    qint64 fanOut(Talk &sender, std::vector<std::unique_ptr<Crowd>> &crowds, int count, int perSecond);

    Cluster m_cluster;
};

void TestNodeTalks::initTestCase()
{
    const auto started = m_cluster.start();
    QVERIFY2(started, started ? "" : started.error().message.constData());
}

void TestNodeTalks::sameMessageEverywhere()
{
    constexpr int clients = 50;
    const int messages = scaled(40, 200, 10'000);
    constexpr int atOnce = 40;
    QVERIFY2(m_cluster.begin(2, { u"--limits.user_connections=100"_s }), m_cluster.logs());
    std::vector<std::unique_ptr<Talk>> talks;
    for (int i = 0; i < clients; ++i)
        talks.push_back(std::make_unique<Talk>(m_cluster.port(i % 2)));
    for (int sent = 0; sent < messages; sent += atOnce) {
        for (const auto &talk : talks)
            talk->send(atOnce);
        for (const auto &talk : talks)
            QVERIFY(talk->readAnswers());
    }
    QCOMPARE(m_cluster.sql(u"SELECT count(*) FROM messages"_s).toInt(), messages);
    QMap<int, QString> ids;
    const QByteArray rows = m_cluster.sql(u"SELECT client_message_id || ' ' || message_id FROM messages"_s);
    for (const QByteArray &row : rows.split('\n'))
        ids.insert(row.split(' ')[0].toInt(), QString::fromLatin1(row.split(' ')[1]));
    int right = 0;
    for (int number = 1; number <= messages; ++number) {
        right += std::all_of(talks.begin(), talks.end(),
            [&](const auto &talk) { return talk->answers().value(number).messageId == ids.value(number); });
    }
    qInfo("F43 %d of %d, each by %d clients at two nodes", right, messages, clients);
    QCOMPARE(right, messages);
}

void TestNodeTalks::sameMessageTwiceInARow()
{
    QVERIFY2(m_cluster.begin(1), m_cluster.logs());
    WsClient client(m_cluster.port(0));
    for (int i = 0; i < 100; ++i) {
        const QByteArray message = Talk::onSession("send_message",
            ",\"contact_id\":\"660e8400-e29b-41d4-a716-446655440000\",\"text\":\"a\",\"client_message_id\":\""
                + QByteArray::number(i) + '"');
        client.sendText(message);
        client.sendText(message);
        const QJsonObject first = client.waitFor("message_sent").value("payload"_L1).toObject();
        const QJsonObject second = client.waitFor("message_sent").value("payload"_L1).toObject();
        QCOMPARE(first.value("seq"_L1).toInt(), i + 1);
        QCOMPARE(second.value("message_id"_L1), first.value("message_id"_L1));
    }
}

void TestNodeTalks::membersComeAndGo()
{
    const int schedules = scaled(200, 1'000, 1'000);
    QVERIFY2(m_cluster.begin(2, { u"--limits.user_connections=2000"_s }) && m_cluster.knowEachOther(), m_cluster.logs());
    QRandomGenerator random(testSeed());
    {
        WsClient seen(m_cluster.port(0));
        seen.sendText(Talk::onSession("join_session"));
        QTRY_COMPARE_WITH_TIMEOUT(m_cluster.figures(1), "1 1", ServerProcess::patienceMs);
    }
    for (int i = 0; i < schedules; ++i) {
        WsClient client(m_cluster.port(random.bounded(2)), { .token = i % 2 ? "dev-admin-key" : "dev-user-key" });
        QVERIFY(client.isOpen());
        client.sendText(Talk::onSession("join_session"));
        if (random.bounded(2))
            client.sendText(Talk::onSession("leave_session"));
        if (random.bounded(2))
            client.sendText(Talk::onSession("join_session"));
        if (random.bounded(3) == 0)
            QVERIFY(client.sync());
        if (random.bounded(2))
            client.raw().reset();
    }
    const auto left = [this] {
        return m_cluster.figures(0) + ", " + m_cluster.figures(1) + ", told: "
            + m_cluster.sql(u"SELECT string_agg(node_id || ' ' || clients, ' ') FROM node_clients WHERE clients > 0"_s) + ' '
            + m_cluster.sql(u"SELECT count(*) FROM node_sessions"_s);
    };
    QTRY_COMPARE_WITH_TIMEOUT(left(), "0 0, 0 0, told:  0", ServerProcess::patienceMs);
    qInfo("F45 schedules=%d seed=%u", schedules, testSeed());
}

qint64 TestNodeTalks::fanOut(Talk &sender, std::vector<std::unique_ptr<Crowd>> &crowds, int count, int perSecond)
{
    static const QByteArray filler(10'000, 'x');
    QElapsedTimer time;
    time.start();
    int sent = 0;
    const auto isServed = [&](const Crowd::Guest &guest) { return guest.ended || guest.texts >= count; };
    const auto areServed = [&] {
        return std::all_of(crowds.begin(), crowds.end(), [&](const auto &crowd) {
            return std::all_of(crowd->guests().begin(), crowd->guests().end(), isServed);
        });
    };
    for (const QDeadlineTimer deadline(120'000); !areServed() && !deadline.hasExpired();) {
        for (; sent < count && sent < time.elapsed() * perSecond / 1'000; ++sent)
            sender.send(1, filler);
        sender.readAnswers(1); // and answers the server's pings, as the crowd may take minutes
        for (const auto &crowd : crowds)
            crowd->readUntil([] { return false; }, 1);
    }
    return time.elapsed();
}

void TestNodeTalks::crowdedSession()
{
    const int guests = scaled(200, 1'000, 1'000); // half of them at each node
    const int perSecond = scaled(20, 20, 100);
    const int messages = scaled(60, 200, 1'000);
    QVERIFY2(m_cluster.begin(2, { u"--limits.user_connections=2000"_s })
            && m_cluster.knowEachOther(), m_cluster.logs());
    std::vector<std::unique_ptr<Crowd>> crowds;
    for (int node = 0; node < 2; ++node) {
        crowds.push_back(std::make_unique<Crowd>(m_cluster.port(node), "dev-admin-key", "\"new_message\""));
        QVERIFY(crowds.back()->invite(guests / 2));
        crowds.back()->sayAll(Talk::onSession("join_session"));
    }
    QTRY_COMPARE_WITH_TIMEOUT(m_cluster.figures(0), QByteArray::number(guests) + " 1", ServerProcess::patienceMs);
    Talk sender(m_cluster.port(0));
    const qint64 before = residentBytes(m_cluster.node(0).pid());
    const qint64 tookMs = fanOut(sender, crowds, messages, perSecond);
    const qint64 growth = residentBytes(m_cluster.node(0).pid()) - before;
    QVERIFY(sender.readAnswers());
    QCOMPARE(sender.confirmed(), messages);
    int served = 0, slow = 0;
    for (const auto &crowd : crowds) {
        served += crowd->count([&](const Crowd::Guest &guest) { return guest.texts == messages; });
        slow += crowd->count([](const Crowd::Guest &guest) { return guest.closeCode == 4008; });
    }
    qInfo("F47 members=%d served=%d slow=%d, %d messages of 10 KB in %lld ms (%d a second wanted), RSS +%lld KiB", guests,
        served, slow, messages, tookMs, perSecond, growth / 1'024);
    QCOMPARE(served + slow, guests);
    // Every queue is bounded, and what all hear is encoded once.
    QVERIFY2(growth <= 64 * 1'024 * 1'024, QByteArray::number(growth));
    if (perSecond < 100) // more than the cores of a test can carry is only bounded, not served
        QCOMPARE(served, guests);
}

QTEST_GUILESS_MAIN(TestNodeTalks)
#include "tst_nodetalks.moc"
