// SPDX-License-Identifier: Apache-2.0
// Redis is away, comes back, stands still and is slow, under two nodes whose clients stay connected: everything said is
// confirmed, and heard at both nodes once and in order, by way of PostgreSQL meanwhile; each node says how its Redis is.
// Seen red: without notices (downAtTheStart, killed, frozen).
#include "fault/scene.h"
#include "support/faultproxy.h"
#include "support/processmemory.h"
#include "support/proxythread.h"
#include "support/scale.h"

#include <QDir>
#include <QTest>

using namespace conversa::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int noticedMs = 3'000;
constexpr int backMs = 2'000;

qsizetype openFiles(qint64 process)
{
    return QDir(u"/proc/%1/fd"_s.arg(process)).entryList(QDir::NoDotAndDotDot | QDir::AllEntries | QDir::System).size();
}

} // namespace

class TestRedisGone : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void downAtTheStart(); // F10
    void killed(); // F14
    void restarted(); // F15
    void frozen(); // F16
    void slow(); // F18
    void flapping(); // F25

private:
    // Two nodes that know each other, linked when Redis is there.
    bool begin(const QStringList &settings = {});
    bool becomeLinked(bool areLinked, int deadlineMs)
    {
        return becomesLinked(m_cluster.port(0), areLinked, deadlineMs) && becomesLinked(m_cluster.port(1), areLinked, deadlineMs);
    }
    // Of the running Redis; empty: none runs.
    QByteArray redisRun();

    Cluster m_cluster;
};

void TestRedisGone::initTestCase()
{
    const auto started = m_cluster.start();
    QVERIFY2(started, started ? "" : started.error().message.constData());
}

void TestRedisGone::cleanup()
{
    m_cluster.redis().thaw();
    if (redisRun().isEmpty())
        QVERIFY(m_cluster.redis().restart());
}

bool TestRedisGone::begin(const QStringList &settings)
{
    return m_cluster.begin(2, settings) && m_cluster.knowEachOther() && m_cluster.node(0).waitForLog("node_came")
        && m_cluster.node(1).waitForLog("node_came");
}

QByteArray TestRedisGone::redisRun()
{
    const auto info = m_cluster.redis().command({u"INFO"_s, u"server"_s});
    const qsizetype from = info ? info->indexOf("run_id:") : -1;
    return from < 0 ? QByteArray() : info->mid(from + 7, 40);
}

void TestRedisGone::downAtTheStart()
{
    m_cluster.redis().kill();
    QVERIFY2(redisRun().isEmpty(), "fault not observed");
    QVERIFY2(begin(), m_cluster.logs());
    QVERIFY(m_cluster.node(0).log().contains("✅ WebSocket Hub started (Redis Pub/Sub enabled)\n"));
    QVERIFY(becomeLinked(false, noticedMs));
    QVERIFY(answerTo(m_cluster.port(0), "/ready").startsWith("200 {\"status\":\"degraded\""));
    QVERIFY(answerTo(m_cluster.port(0), "/health/redis").startsWith("503 {\"status\":\"degraded\""));
    Scene scene(m_cluster);
    QVERIFY(scene.join());
    QVERIFY2(scene.say(50), m_cluster.logs());
    QVERIFY(m_cluster.redis().restart());
    QVERIFY2(becomeLinked(true, backMs), m_cluster.logs());
    QVERIFY(scene.say(20));
    QVERIFY(scene.isComplete());
    qInfo("F10 %d of %d, %s", scene.said(), scene.said(), scene.figures().constData());
}

void TestRedisGone::killed()
{
    QVERIFY2(begin(), m_cluster.logs());
    QVERIFY(becomeLinked(true, noticedMs));
    Scene scene(m_cluster);
    QVERIFY(scene.join());
    QVERIFY(scene.say(100));
    qInfo("F14 with Redis: %s", scene.figures().constData());
    const QByteArray run = redisRun();
    m_cluster.redis().kill();
    QVERIFY2(redisRun().isEmpty(), "fault not observed");
    QVERIFY(becomeLinked(false, noticedMs));
    QVERIFY(answerTo(m_cluster.port(0), "/health/redis").contains("\"reason\":\"unreachable\""));
    QVERIFY2(scene.say(scaled(100, 1'000, 30'000)), m_cluster.logs());
    qInfo("F14 without: %s", scene.figures().constData());
    QVERIFY(m_cluster.redis().restart());
    QVERIFY2(redisRun() != run, "fault not observed");
    QVERIFY(becomeLinked(true, backMs));
    QVERIFY(scene.say(20));
    QVERIFY(scene.isComplete());
}

void TestRedisGone::restarted()
{
    QVERIFY2(begin(), m_cluster.logs());
    Scene scene(m_cluster);
    QVERIFY(scene.join());
    for (int round = 0; round < scaled(2, 5, 20); ++round) {
        QVERIFY(becomeLinked(true, noticedMs));
        const QByteArray run = redisRun();
        scene.sayAtOnce(300);
        m_cluster.redis().kill();
        scene.sayAtOnce(300);
        QVERIFY(m_cluster.redis().restart());
        QVERIFY2(redisRun() != run, "fault not observed");
        scene.sayAtOnce(300);
        QVERIFY2(becomeLinked(true, backMs), m_cluster.logs());
        QVERIFY2(scene.hear(), m_cluster.logs());
    }
    QVERIFY(scene.isComplete());
    qInfo("F15 %d of %d", scene.said(), scene.said());
}

void TestRedisGone::frozen()
{
    QVERIFY2(begin(), m_cluster.logs());
    QVERIFY(becomeLinked(true, noticedMs));
    Scene scene(m_cluster);
    QVERIFY(scene.join());
    QVERIFY(scene.say(20));
    m_cluster.redis().freeze();
    QVERIFY2(QTest::qWaitFor([&] { return processState(m_cluster.redis().pid()) == 'T'; }), "fault not observed");
    scene.figures();
    // Before it is noticed, while it is, and after.
    QVERIFY2(scene.say(scaled(50, 300, 3'000)), m_cluster.logs());
    QVERIFY(becomeLinked(false, noticedMs));
    QVERIFY2(scene.say(scaled(50, 300, 3'000)), m_cluster.logs());
    qInfo("F16 frozen: %s, ping %d ms", scene.figures().constData(), int(scene.writer().pingMs()));
    m_cluster.redis().thaw();
    QVERIFY2(becomeLinked(true, 2 * backMs), m_cluster.logs());
    QVERIFY(scene.say(20));
    QVERIFY(scene.isComplete());
}

void TestRedisGone::slow()
{
    constexpr int delayMs = 500;
    ProxyThread<FaultProxy> link(m_cluster.redis().port());
    QVERIFY2(begin({u"--redis.url=redis://127.0.0.1:%1"_s.arg(link.port())}), m_cluster.logs());
    QVERIFY(becomeLinked(true, noticedMs));
    Scene scene(m_cluster);
    QVERIFY(scene.join());
    QVERIFY(scene.say(50));
    qInfo("F18 with a fast Redis: %s", scene.figures().constData());
    link.with([](FaultProxy &proxy) { proxy.setDelay(delayMs); });
    QVERIFY2(scene.say(50), m_cluster.logs());
    qint64 delayed = 0;
    link.with([&](FaultProxy &proxy) {
        delayed = proxy.counts().delayed;
        proxy.setDelay(0);
    });
    QVERIFY2(delayed > 0, "fault not observed");
    QVERIFY(scene.confirmMs() < delayMs);
    qInfo("F18 with a slow one: %s", scene.figures().constData());
    QVERIFY(scene.say(20));
    QVERIFY(scene.isComplete());
}

void TestRedisGone::flapping()
{
    ProxyThread<FaultProxy> link(m_cluster.redis().port());
    QVERIFY2(begin({u"--redis.url=redis://127.0.0.1:%1"_s.arg(link.port())}), m_cluster.logs());
    Scene scene(m_cluster);
    QVERIFY(scene.join());
    const int flaps = scaled(6, 20, 60);
    const auto flap = [&] {
        QVERIFY(becomeLinked(true, noticedMs));
        QVERIFY(scene.say(10));
        link.with([](FaultProxy &proxy) { proxy.reset(); });
        scene.sayAtOnce(10);
        QVERIFY2(scene.hear(), m_cluster.logs());
    };
    for (int i = 0; i < 3; ++i)
        flap();
    QVERIFY(becomeLinked(true, noticedMs));
    const qint64 process = m_cluster.node(0).pid();
    const qint64 bytes = residentBytes(process);
    const qsizetype files = openFiles(process);
    for (int i = 0; i < flaps; ++i)
        flap();
    QVERIFY(becomeLinked(true, noticedMs));
    FaultProxy::Counts counts;
    link.with([&](FaultProxy &proxy) { counts = proxy.counts(); });
    QVERIFY2(counts.resets >= flaps, "fault not observed");
    // Two connections a node, each lost once a flap; a few more attempts are no storm.
    QVERIFY2(counts.connections <= 8 * (flaps + 4), QByteArray::number(counts.connections));
    QVERIFY2(openFiles(process) <= files + 2, QByteArray::number(openFiles(process) - files));
    QVERIFY2(residentBytes(process) <= bytes + bytes / 10, QByteArray::number(residentBytes(process) - bytes));
    QVERIFY(scene.isComplete());
    qInfo("F25 %d flaps, %d connections, %+lld bytes", flaps, counts.connections, residentBytes(process) - bytes);
}

QTEST_GUILESS_MAIN(TestRedisGone)
#include "tst_redisgone.moc"
