// SPDX-License-Identifier: Apache-2.0
// The server runs out of file descriptors: who is in stays, who comes is told so, and nothing spins.
// Seen red: no rest after a refusal (69 % of a CPU).
#include "support/serverprocess.h"
#include "support/wsclient.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>

#include <unistd.h>

using namespace conversa::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int descriptors = 120;

// User and system time of a process in milliseconds.
qint64 cpuMs(qint64 process)
{
    QFile file(u"/proc/%1/stat"_s.arg(process));
    if (!file.open(QIODevice::ReadOnly))
        return -1;
    const QByteArray text = file.readAll();
    const auto fields = text.mid(text.lastIndexOf(')') + 2).split(' ');
    return (fields.value(11).toLongLong() + fields.value(12).toLongLong()) * 1'000 / ::sysconf(_SC_CLK_TCK);
}

} // namespace

class TestDescriptors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void exhausted(); // F50
    void belowTheLimitIsFull();

private:
    ServerProcess m_server;
};

void TestDescriptors::init()
{
    m_server.runUnder({ u"prlimit"_s, u"--nofile=%1:%1"_s.arg(descriptors) });
}

void TestDescriptors::exhausted()
{
    constexpr int watchedMs = 3'000;
    // Its own limit would refuse first.
    QVERIFY2(m_server.start({ u"--limits.connections=100000"_s, u"--limits.user_connections=1000"_s }), m_server.log());
    std::vector<std::unique_ptr<WsClient>> inside;
    while (inside.empty() || inside.back()->isOpen())
        inside.push_back(std::make_unique<WsClient>(m_server.port()));
    QCOMPARE(inside.back()->status(), 503);
    QCOMPARE(inside.back()->raw().header("Retry-After"), "1");
    inside.pop_back();
    QVERIFY(inside.size() > descriptors / 2);
    const qint64 cpu = cpuMs(m_server.pid());
    QElapsedTimer time;
    time.start();
    // All the time somebody knocks, and somebody inside is answered.
    int refused = 0;
    while (time.elapsed() < watchedMs) {
        RawClient one(m_server.port());
        RawClient other(m_server.port());
        one.send(Handshake{}.head());
        other.send(Handshake{}.head());
        refused += (one.waitForStatus() == 503) + (other.waitForStatus() == 503);
        QVERIFY(inside.front()->sync());
    }
    const qint64 spent = cpuMs(m_server.pid()) - cpu;
    const auto lines = m_server.log().count("descriptors_exhausted");
    qInfo("%d inside, %d refused; %lld ms of CPU in %lld ms, %d lines", int(inside.size()), refused, spent,
        time.elapsed(), int(lines));
    QVERIFY(refused >= 2 * watchedMs / 1'000);
    QVERIFY2(spent * 100 <= time.elapsed() * 5, QByteArray::number(spent));
    QVERIFY(lines >= 1 && lines <= watchedMs / 1'000 + 2);
    for (const auto &client : inside)
        QVERIFY(client->sync());
    inside.clear();
    QTRY_COMPARE_WITH_TIMEOUT(WsClient(m_server.port()).status(), 101, 1'000);
}

void TestDescriptors::belowTheLimitIsFull()
{
    // By itself the server stays below what it may open, so that its database and its log never starve.
    QVERIFY2(m_server.start({ u"--limits.user_connections=1000"_s }), m_server.log());
    std::vector<std::unique_ptr<WsClient>> inside;
    while (inside.empty() || inside.back()->isOpen())
        inside.push_back(std::make_unique<WsClient>(m_server.port()));
    QCOMPARE(inside.back()->status(), 503);
    QVERIFY(!inside.back()->raw().header("Retry-After").isEmpty());
    QCOMPARE(int(inside.size()) - 1, descriptors - 64);
    QVERIFY(!m_server.log().contains("descriptors_exhausted"));
    inside.clear();
    QTRY_COMPARE_WITH_TIMEOUT(WsClient(m_server.port()).status(), 101, 1'000);
}

QTEST_GUILESS_MAIN(TestDescriptors)
#include "tst_descriptors.moc"
