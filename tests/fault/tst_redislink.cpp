// SPDX-License-Identifier: Apache-2.0
// The way to Redis is cut, deaf and refused, and what comes over it is junk, forged, doubled and out of order: what was
// confirmed is heard at both nodes once and in order, and nothing else is heard.
// Seen red: without notices (partition), a refusal that is no state (refused), the digest not looked at (forged), messages passed
// on as they come (doubledAndSwapped, cutOff).
#include "bus/buscodec.h"
#include "fault/scene.h"
#include "redis/redisclient.h"
#include "support/faultproxy.h"
#include "support/proxythread.h"
#include "support/scale.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <functional>
#include <map>
#include <memory>

using namespace conversa;
using namespace conversa::test;
using namespace Qt::StringLiterals;

namespace {

using Way = FaultProxy::Way;

constexpr int noticedMs = 3'000;
constexpr int deafMs = 10'000;
constexpr int backMs = 2'000;
const QByteArray channel = "websocket:session:dev:550e8400-e29b-41d4-a716-446655440000";

// Redis refuses to publish, for this reason.
FaultProxy::Filter refusing(const QByteArray &reason)
{
    return [reason](int, Way way, const QByteArray &bytes) {
        if (way == Way::ToServer)
            return QByteArray(bytes).replace("\r\nPUBLISH\r\n", "\r\nPUBLISX\r\n");
        QString text = QString::fromLatin1(bytes);
        return text.replace(QRegularExpression(u"-ERR unknown command[^\r]*"_s), u'-' + QString::fromLatin1(reason)).toLatin1();
    };
}

// The size of the whole push that `bytes` begin with; -1: they do not.
qsizetype pushEnd(const QByteArray &bytes)
{
    static const QByteArray start("*3\r\n$7\r\nmessage\r\n");
    if (!bytes.startsWith(start))
        return -1;
    qsizetype from = start.size();
    for (int part = 0; part < 2; ++part) {
        const qsizetype line = bytes.indexOf("\r\n", from);
        if (line < 0)
            return -1;
        from = line + 2 + bytes.mid(from + 1, line - from - 1).toInt() + 2;
    }
    return from <= bytes.size() ? from : -1;
}

// Of what Redis says, the pushes go on as `change(pushes that came together)` makes them; everything else goes first.
FaultProxy::Filter changingPushes(const std::function<QByteArray(const QByteArrayList &pushes)> &change)
{
    return [change, rests = std::make_shared<std::map<int, QByteArray>>()](int connection, Way way, const QByteArray &bytes) {
        if (way == Way::ToServer)
            return bytes;
        QByteArray &rest = (*rests)[connection];
        rest += bytes;
        QByteArray passed;
        QByteArrayList pushes;
        while (!rest.isEmpty()) {
            const qsizetype end = pushEnd(rest);
            if (end > 0) {
                pushes.append(rest.left(end));
                rest.remove(0, end);
                continue;
            }
            if (rest.startsWith("*3\r\n$7\r\nm"))
                break; // the rest of it is on its way
            const qsizetype next = rest.indexOf("*3\r\n$7\r\nmessage", 1);
            passed += rest.left(next < 0 ? rest.size() : next);
            rest.remove(0, next < 0 ? rest.size() : next);
        }
        return passed + change(pushes);
    };
}

} // namespace

class TestRedisLink : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void onlyItsOwn();
    void partition(); // F17
    void deaf(); // F19
    void refused_data();
    void refused(); // F20
    void cutOff(); // F21
    void junk(); // F22
    void forged(); // F23
    void doubledAndSwapped(); // F24

private:
    bool becomeLinked(int deadlineMs) { return becomesLinked(m_cluster.port(0), true, deadlineMs) && becomesLinked(m_cluster.port(1), true, deadlineMs); }
    void filter(FaultProxy::Filter filter)
    {
        m_link->with([&](FaultProxy &proxy) { proxy.setFilter(std::move(filter)); });
    }
    FaultProxy::Counts counts()
    {
        FaultProxy::Counts counts;
        m_link->with([&](FaultProxy &proxy) { counts = proxy.counts(); });
        return counts;
    }
    // Runs a Lua script in Redis with the session's channel as ARGV[1]; the number it returned.
    qint64 runInRedis(const QString &script);

    Cluster m_cluster;
    std::unique_ptr<ProxyThread<FaultProxy>> m_link; // the second node's to Redis
    std::unique_ptr<Scene> m_scene;
};

void TestRedisLink::initTestCase()
{
    const auto started = m_cluster.start();
    QVERIFY2(started, started ? "" : started.error().message.constData());
}

void TestRedisLink::init()
{
    m_scene.reset();
    m_link = std::make_unique<ProxyThread<FaultProxy>>(m_cluster.redis().port());
    QVERIFY2(m_cluster.begin(2), m_cluster.logs());
    m_cluster.configure(1, {u"--redis.url=redis://127.0.0.1:%1"_s.arg(m_link->port())});
    QVERIFY2(m_cluster.restart(1) && m_cluster.knowEachOther(), m_cluster.logs());
    QVERIFY(m_cluster.node(0).waitForLog("node_came") && m_cluster.node(1).waitForLog("node_came"));
    QVERIFY2(becomeLinked(noticedMs), m_cluster.logs());
    m_scene = std::make_unique<Scene>(m_cluster);
    QVERIFY(m_scene->join());
    QVERIFY(m_scene->say(20));
    m_scene->figures();
}

qint64 TestRedisLink::runInRedis(const QString &script)
{
    const auto result = m_cluster.redis().command({u"EVAL"_s, script, u"0"_s, QString::fromLatin1(channel)});
    return result ? result->toLongLong() : -1;
}

// Of sessions without members at a node it is told nothing.
void TestRedisLink::onlyItsOwn()
{
    const QByteArray other = "websocket:session:dev:550e8400-e29b-41d4-a716-446655440001";
    const auto ofOwn = std::make_shared<qsizetype>(0);
    const auto ofOther = std::make_shared<qsizetype>(0);
    filter([=](int, Way way, const QByteArray &bytes) {
        *ofOwn += way == Way::ToClient ? bytes.count(channel) : 0;
        *ofOther += way == Way::ToClient ? bytes.count(other) : 0;
        return bytes;
    });
    WsClient writer(m_cluster.port(0));
    constexpr int messages = 200;
    for (int i = 0; i < messages; ++i) {
        writer.sendText(R"({"type":"send_message","payload":{"session_id":"550e8400-e29b-41d4-a716-446655440001",)"
                        R"("contact_id":"660e8400-e29b-41d4-a716-446655440000","text":"a"}})");
        QVERIFY(!writer.waitFor("message_sent").isEmpty());
    }
    QVERIFY(m_scene->say(messages));
    filter({});
    qInfo("a node received %lld of %d messages of its session, and %lld of %d of another", qint64(*ofOwn), messages, qint64(*ofOther), messages);
    QVERIFY(*ofOwn >= messages * 9 / 10); // a name that comes in two pieces is not counted
    QCOMPARE(*ofOther, 0);
}

// No RST, no FIN: one node's way to Redis swallows everything. The other one's is as it was.
void TestRedisLink::partition()
{
    const qint64 before = counts().swallowed;
    m_link->with([](FaultProxy &proxy) {
        proxy.blackhole();
        proxy.blackholeNew();
    });
    QVERIFY2(m_scene->say(20), m_cluster.logs());
    QVERIFY(becomesLinked(m_cluster.port(1), false, noticedMs));
    QVERIFY(becomesLinked(m_cluster.port(0), true, noticedMs));
    qInfo("F17 until it is noticed: %s", m_scene->figures().constData());
    QVERIFY2(m_scene->say(scaled(50, 300, 3'000)), m_cluster.logs());
    qInfo("F17 from then on: %s", m_scene->figures().constData());
    QVERIFY2(counts().swallowed > before, "fault not observed");
    m_link->with([](FaultProxy &proxy) { proxy.blackholeNew(false); });
    QVERIFY2(becomesLinked(m_cluster.port(1), true, 2 * backMs), m_cluster.logs());
    QVERIFY(m_scene->say(20));
    QVERIFY(m_scene->isComplete());
}

// Connected, subscribed, every command answered, and nothing arrives.
void TestRedisLink::deaf()
{
    const qint64 before = counts().swallowed;
    filter(changingPushes([](const QByteArrayList &) { return QByteArray(); }));
    QElapsedTimer timer;
    timer.start();
    m_scene->sayAtOnce(20);
    QVERIFY2(QTest::qWaitFor([&] { return answerTo(m_cluster.port(1), "/health/redis").contains("\"reason\":\"deaf\""); }, deafMs), m_cluster.logs());
    qInfo("F19 noticed after %lld ms", timer.elapsed());
    QVERIFY2(m_scene->hear(), m_cluster.logs());
    QVERIFY(answerTo(m_cluster.port(1), "/health/redis").startsWith("503 "));
    QVERIFY2(m_scene->say(scaled(30, 200, 2'000)), m_cluster.logs());
    qInfo("F19 from then on: %s", m_scene->figures().constData());
    QVERIFY2(counts().swallowed > before, "fault not observed");
    filter({});
    QVERIFY2(becomesLinked(m_cluster.port(1), true, deafMs), m_cluster.logs());
    QVERIFY(m_scene->say(20));
    QVERIFY(m_scene->isComplete());
}

void TestRedisLink::refused_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("OOM") << QByteArray("OOM command not allowed when used memory > 'maxmemory'.") << QByteArray("out_of_memory");
    QTest::newRow("READONLY") << QByteArray("READONLY You can't write against a read only replica.") << QByteArray("read_only");
    QTest::newRow("NOAUTH") << QByteArray("NOAUTH Authentication required.") << QByteArray("auth");
    QTest::newRow("LOADING") << QByteArray("LOADING Redis is loading the dataset in memory") << QByteArray("loading");
    QTest::newRow("MISCONF") << QByteArray("MISCONF Redis is configured to save RDB snapshots") << QByteArray("misconfigured");
}

// What the second node publishes is refused; its members' messages reach the first node's all the same.
void TestRedisLink::refused()
{
    QFETCH(QByteArray, answer);
    QFETCH(QByteArray, reason);
    filter(refusing(answer));
    Talk onB(m_cluster.port(1), "dev-contact-key");
    Talk onA(m_cluster.port(0), "dev-admin-key");
    QVERIFY(onB.join() && onA.join());
    const int before = m_scene->said();
    for (int i = 1; i <= 20; ++i) {
        onB.send(1);
        QVERIFY(onB.readAnswers());
        QVERIFY2(onA.readTo(before + i), m_cluster.logs());
    }
    QCOMPARE(onA.heard(), upTo(before + 20).mid(before));
    QVERIFY2(QTest::qWaitFor([&] { return answerTo(m_cluster.port(1), "/health/redis").contains("\"reason\":\"" + reason + '"'); }, noticedMs),
        "fault not observed");
    QVERIFY(becomesLinked(m_cluster.port(1), false, noticedMs));
    filter({});
    QVERIFY2(becomesLinked(m_cluster.port(1), true, deafMs), m_cluster.logs());
}

// Redis cuts the subscribers that it cannot keep up with.
void TestRedisLink::cutOff()
{
    RedisServer &redis = m_cluster.redis();
    QVERIFY(redis.command({u"CONFIG"_s, u"SET"_s, u"client-output-buffer-limit"_s, u"pubsub 64kb 32kb 1"_s}));
    for (int round = 0; round < scaled(3, 5, 20); ++round) {
        m_scene->sayAtOnce(100);
        runInRedis(u"for i=1,300 do redis.call('PUBLISH', ARGV[1], string.rep('x', 60000)) end return 1"_s);
        m_scene->sayAtOnce(100);
        QVERIFY2(m_scene->hear(), m_cluster.logs());
    }
    QVERIFY(redis.command({u"CONFIG"_s, u"SET"_s, u"client-output-buffer-limit"_s, u"pubsub 32mb 8mb 60"_s}));
    QFile log(redis.file(u"log"_s));
    QVERIFY(log.open(QIODevice::ReadOnly));
    QVERIFY2(log.readAll().contains("overcoming of output buffer limits"), "fault not observed");
    QVERIFY2(becomeLinked(2 * backMs), m_cluster.logs());
    QVERIFY(m_scene->say(20));
    QVERIFY(m_scene->isComplete());
    qInfo("F21 %d of %d", m_scene->said(), m_scene->said());
}

void TestRedisLink::junk()
{
    constexpr int each = 10'000;
    const int rounds = scaled(3, 10, 100);
    const QString random = u"math.randomseed(%1) local n=0 for i=1,10000 do local t={} for j=1,math.random(0,150) do "
                           "t[j]=string.char(math.random(0,255)) end "
                           "n=n+redis.call('PUBLISH', i%3==0 and 'websocket:all' or ARGV[1], table.concat(t)) end return n"_s;
    qint64 receivers = 0;
    for (int round = 0; round < rounds; ++round) {
        receivers += runInRedis(random.arg(testSeed() % 1'000'000 + quint32(round)));
        QVERIFY(m_scene->say(1));
    }
    for (const char *strange : {"string.rep('x', 1048576)", "string.rep('a', 64)..string.rep('[', 500000)",
             "string.rep('0', 64)..'{\"version\":1,\"node\":7,\"kind\":\"message\"}'", "string.rep('0', 64)..'{}'", "''"})
        receivers += runInRedis(u"return redis.call('PUBLISH', ARGV[1], %1)"_s.arg(QLatin1String(strange)));
    QVERIFY2(receivers >= 2 * qint64(rounds) * each, "fault not observed");
    QVERIFY2(m_cluster.node(0).waitForLog("bus_alien_dropped") && m_cluster.node(1).waitForLog("bus_alien_dropped"), "fault not observed");
    QVERIFY2(becomeLinked(noticedMs), m_cluster.logs());
    QVERIFY2(m_scene->say(20), m_cluster.logs());
    QVERIFY(m_scene->isComplete());
    // A line for each would be a fault of its own.
    QVERIFY(m_cluster.node(0).log().count("bus_alien_dropped") < 100);
    qInfo("F22 %lld pieces of junk received, delivered=0", receivers);
}

void TestRedisLink::forged()
{
    const int forgeries = scaled(1'000, 10'000, 10'000);
    RedisSettings settings;
    settings.address = parseRedisUrl(m_cluster.redis().url()).value();
    RedisClient stranger(settings, Clock::system());
    stranger.connectToServer();
    QTRY_VERIFY(stranger.isReady());
    BusCodec codec(NodeId{Uuid::random()}, "another secret of enough bytes");
    ChatMessage message;
    message.key = {"dev", *SessionId::parse("550e8400-e29b-41d4-a716-446655440000")};
    message.contact = *ContactId::parse("660e8400-e29b-41d4-a716-446655440000");
    message.user = UserId{Uuid::random()};
    message.role = Role::Agent;
    message.text = "forged";
    int received = 0;
    int answered = 0;
    for (int i = 0; i < forgeries; ++i) {
        message.id = MessageId{Uuid::random()};
        message.seq = m_scene->said() + 1 + i % 3;
        const BusEvent event = StoredMessage{std::make_shared<const ChatMessage>(message)};
        stranger.publish(channel, codec.encode(event, channel), [&](const RedisAnswer &answer) {
            ++answered;
            received += answer && answer.reply.integer >= 2;
        });
        QTRY_VERIFY(i - answered < 1'000);
    }
    QTRY_COMPARE(answered, forgeries);
    QVERIFY2(received == forgeries, "fault not observed");
    QVERIFY2(m_scene->say(20), m_cluster.logs());
    QVERIFY(m_scene->isComplete());
    qInfo("F23 %d forgeries received, delivered=0", received);
}

void TestRedisLink::doubledAndSwapped()
{
    // Every one twice, and those that come together in reverse.
    const auto swapped = std::make_shared<int>(0);
    filter(changingPushes([swapped](const QByteArrayList &pushes) {
        *swapped += std::max(0, int(pushes.size()) - 1);
        QByteArray changed;
        for (auto push = pushes.crbegin(); push != pushes.crend(); ++push)
            changed += *push + *push;
        return changed;
    }));
    for (int round = 0; round < scaled(3, 10, 50); ++round) {
        m_scene->sayAtOnce(200);
        QVERIFY2(m_scene->hear(), m_cluster.logs());
    }
    filter({});
    QVERIFY2(*swapped > 0, "fault not observed");
    QVERIFY(m_scene->isComplete());
    qInfo("F24 %d of %d, %d came out of order, all twice", m_scene->said(), m_scene->said(), *swapped);
}

QTEST_GUILESS_MAIN(TestRedisLink)
#include "tst_redislink.moc"
