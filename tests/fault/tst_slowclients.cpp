// SPDX-License-Identifier: Apache-2.0
// Clients that are slow, or do not read at all, harm nobody but themselves, and themselves only beyond the bounds.
// Seen red: a full queue that closes nobody (F36).
#include "fault/talk.h"
#include "support/crowd.h"
#include "support/descriptor.h"
#include "support/narrowlink.h"
#include "support/proxythread.h"
#include "support/serverprocess.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>

using namespace conversa::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray mark = "\"new_message\"";

// A line of /proc/<pid>/status, in KiB.
qint64 statusKiB(qint64 process, const QByteArray &name)
{
    QFile file(u"/proc/%1/status"_s.arg(process));
    if (!file.open(QIODevice::ReadOnly))
        return -1;
    const QByteArray text = file.readAll();
    const qsizetype from = text.indexOf(name + ':') + name.size() + 1;
    return text.mid(from, text.indexOf("kB", from) - from).trimmed().toLongLong();
}

qint64 percentile(std::vector<qint64> values, int percent)
{
    std::sort(values.begin(), values.end());
    return values[(values.size() - 1) * size_t(percent) / 100];
}

} // namespace

class TestSlowClients : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneOfAThousandStopsReading(); // F36
    void stalledFrames(); // F41
    void halfHandshakes(); // F40
    void narrowLink(); // F42

private:
    // Sends so many long messages, each when everybody has the one before; the deliveries' times in microseconds.
    std::vector<qint64> fanOut(Talk &sender, Crowd &crowd, int messages, int readers);

    ServerProcess m_server;
};

std::vector<qint64> TestSlowClients::fanOut(Talk &sender, Crowd &crowd, int messages, int readers)
{
    static const QByteArray filler(10'000, 'x');
    std::vector<qint64> times;
    while (messages-- > 0) {
        const qint64 from = steadyNs();
        const qint64 wanted = crowd.texts() + readers;
        sender.send(1, filler);
        if (!crowd.readUntil([&] { return crowd.texts() >= wanted; }, 5'000) || !sender.readAnswers())
            return {};
        for (const Crowd::Guest &guest : crowd.guests()) {
            if (guest.lastTextNs > from)
                times.push_back((guest.lastTextNs - from) / 1'000);
        }
    }
    return times;
}

void TestSlowClients::oneOfAThousandStopsReading()
{
    constexpr int guests = 1'000;
    constexpr size_t asleep = 500;
    constexpr size_t late = 501;
    constexpr int filling = 160; // of 10 KB each: the queue of 1 MiB and what the kernel holds
    // Not in memory, which grows with every message.
    QVERIFY2(m_server.start(
                 { u"--limits.user_connections=2000"_s, u"--database.url=sqlite://"_s + m_server.file(u"s.db"_s) }),
        m_server.log());
    Crowd crowd(m_server.port(), "dev-admin-key", mark);
    QVERIFY(crowd.invite(guests));
    crowd.sayAll(Talk::onSession("join_session"));
    Talk sender(m_server.port());
    QVERIFY(sender.pingMs() >= 0);
    fanOut(sender, crowd, 20, guests);
    const auto before = fanOut(sender, crowd, filling, guests);
    QVERIFY(!before.empty());
    const qint64 residentBefore = statusKiB(m_server.pid(), "VmHWM");
    crowd.stopReading(asleep);
    crowd.stopReading(late);
    const auto during = fanOut(sender, crowd, filling, guests - 2);
    QVERIFY(!during.empty());
    QElapsedTimer full;
    full.start();
    // Who reads on at last learns why; who does not is gone all the same.
    crowd.stopReading(late, false);
    QVERIFY(crowd.readUntil([&] { return crowd.guests()[late].ended; }, 5'000));
    QCOMPARE(crowd.guests()[late].closeCode, 4008);
    QTRY_COMPARE_WITH_TIMEOUT(m_server.log().count("code=4008 reason=slow"), 2, 5'000);
    const qint64 growth = statusKiB(m_server.pid(), "VmHWM") - residentBefore;
    qInfo("p99 before %lld us, during %lld us; dropped %lld ms after; RSS +%lld KiB", percentile(before, 99),
        percentile(during, 99), full.elapsed(), growth);
    QVERIFY2(full.elapsed() <= 5'000, QByteArray::number(full.elapsed()));
    QVERIFY2(growth <= 2'048, QByteArray::number(growth));
    QVERIFY(percentile(during, 50) <= percentile(before, 50) * 11 / 10 + 2'000);
    QCOMPARE(crowd.count([](const Crowd::Guest &guest) { return guest.ended; }), 1);
    QCOMPARE(m_server.log().count("connection_closed"), 2);
}

void TestSlowClients::stalledFrames()
{
    constexpr int clients = 20;
    constexpr int seconds = 30;
    QVERIFY2(m_server.start({ u"--limits.ping_interval=1s"_s }), m_server.log());
    std::vector<std::unique_ptr<WsClient>> stalled;
    for (int i = 0; i < clients; ++i) {
        stalled.push_back(std::make_unique<WsClient>(m_server.port()));
        QVERIFY(!stalled.back()->waitFor("connected").isEmpty());
        // Half a frame. The client cannot answer a ping inside it; that they come says how much time has passed.
        stalled.back()->sendBytes(QByteArray::fromHex("818f00000000") + "{\"type\":");
    }
    const auto pinged = [](const QByteArray &bytes) { return bytes.count('\x89') >= seconds - 1; };
    for (const auto &client : stalled)
        QVERIFY(client->raw().waitUntil(pinged, (seconds + 5) * 1'000));
    for (const auto &client : stalled) {
        client->sendBytes("\"ping\"}");
        QVERIFY(client->raw().waitUntil([](const QByteArray &bytes) { return bytes.contains("\"pong\""); }));
    }
}

void TestSlowClients::halfHandshakes()
{
    constexpr int clients = 2'000;
    QVERIFY2(m_server.start(), m_server.log());
    std::vector<std::unique_ptr<RawClient>> half;
    QElapsedTimer time;
    time.start();
    for (int i = 0; i < clients; ++i) {
        half.push_back(std::make_unique<RawClient>(m_server.port()));
        half.back()->send("GET /api/v1/ws/messages HTTP/1.1\r\nHost: a\r\n");
    }
    std::vector<qint64> good;
    while (time.elapsed() < 9'000) {
        QElapsedTimer one;
        one.start();
        QVERIFY(WsClient(m_server.port()).sync());
        good.push_back(one.elapsed());
    }
    qInfo("%d good handshakes, p99 %lld ms", int(good.size()), percentile(good, 99));
    QVERIFY(percentile(good, 99) <= 50);
    for (const auto &client : half)
        QCOMPARE(client->waitForStatus(), 408);
    QVERIFY2(time.elapsed() < 12'000, QByteArray::number(time.elapsed()));
}

void TestSlowClients::narrowLink()
{
    constexpr int backlog = 40;
    constexpr int messages = 30;
    constexpr int everyMs = 200;
    QVERIFY2(m_server.start(), m_server.log());
    const ProxyThread<NarrowLink> link(m_server.port());
    Talk narrow(link.port(), "dev-admin-key");
    Talk sender(m_server.port());
    QVERIFY(narrow.join());
    // First what the link takes some seconds for, then 5 messages a second.
    sender.send(backlog, QByteArray(1'000, 'x'));
    for (int i = 0; i < messages; ++i) {
        sender.send(1);
        QVERIFY(sender.readAnswers());
        narrow.readTo(backlog + messages + 1, everyMs);
    }
    QVERIFY(narrow.readTo(backlog + messages));
    QCOMPARE(narrow.heard().size(), backlog + messages);
    QVERIFY(std::is_sorted(narrow.heard().begin(), narrow.heard().end()));
    const qint64 ping = narrow.pingMs();
    QVERIFY2(ping >= 0 && ping <= 1'000, QByteArray::number(ping));
}

QTEST_GUILESS_MAIN(TestSlowClients)
#include "tst_slowclients.moc"
