// SPDX-License-Identifier: Apache-2.0
// The bus over a real Redis: F14 to F17, F19, F21, F22, F23, F25.
// Seen red: with the own echo let through (carries), with leave() unsubscribing at once (lingers), with what could not be
// published forgotten (publisherLost), with a probe that is never missed (deaf), with the state up as soon as both connections
// are (deaf), with the digest not compared (aliens), with the channel of an inbox kept for ever (inboxes), with an end that
// waits for nothing (finishes).
#include "bus/redisbus.h"
#include "support/fakeredis.h"
#include "support/redisserver.h"

#include <QElapsedTimer>
#include <QMessageAuthenticationCode>
#include <QRandomGenerator>
#include <QTest>

using namespace conversa;
using namespace conversa::test;
using namespace Qt::StringLiterals;

namespace {

RedisBusSettings settingsFor(const QByteArray &url, bool pattern = false)
{
    RedisBusSettings settings;
    settings.redis.address = parseRedisUrl(url).value();
    settings.secret = "a secret of enough bytes";
    settings.node = NodeId{ Uuid::random() };
    settings.pattern = pattern;
    return settings;
}

// A server's end of the bus, which notes what it hears.
struct Node
{
    explicit Node(const RedisBusSettings &settings)
        : bus(settings, Clock::system())
    {
        QObject::connect(&bus, &Bus::received, &bus, [this](const std::vector<BusEnvelope> &envelopes) {
            for (const BusEnvelope &envelope : envelopes) {
                if (const auto *stored = std::get_if<StoredMessage>(&envelope.event))
                    heard.append(stored->message->text);
                else if (const auto *head = std::get_if<StoredHead>(&envelope.event))
                    heads[head->key] = head->head;
                else if (const auto *change = std::get_if<InboxChange>(&envelope.event))
                    changed.append(change->tenant);
                else
                    ++others;
            }
        });
        QObject::connect(&bus, &Bus::joined, &bus, [this](const SessionKey &key) { joined.append(key); });
        QObject::connect(&bus, &Bus::doubted, &bus, [this] { ++doubts; });
        QObject::connect(&bus, &Bus::stateChanged, &bus, [this](BusState state) { states.append(state); });
        bus.start();
    }
    explicit Node(const QByteArray &url)
        : Node(settingsFor(url))
    {
    }

    RedisBus bus;
    QByteArrayList heard;
    QHash<SessionKey, qint64> heads;
    QByteArrayList changed; // tenants, by their inboxes
    int others = 0;
    QList<SessionKey> joined;
    int doubts = 0;
    QList<BusState> states;
};

SessionKey newSession()
{
    return { "tenant", SessionId{ Uuid::random() } };
}

BusEvent stored(const SessionKey &key, qint64 seq, const QByteArray &text = "x")
{
    ChatMessage message;
    message.id = MessageId{ Uuid::random() };
    message.key = key;
    message.seq = seq;
    message.contact = ContactId{ Uuid::random() };
    message.user = UserId{ Uuid::random() };
    message.text = text;
    return StoredMessage{ std::make_shared<const ChatMessage>(message) };
}

} // namespace

class TestRedisBus : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // What a program publishes last is not lost with it.
    void finishes()
    {
        RedisServer server;
        QVERIFY(server.start());
        auto one = std::make_unique<Node>(server.url());
        Node two(server.url());
        const SessionKey key = newSession();
        two.bus.join(key);
        QTRY_VERIFY(one->bus.isUp() && two.bus.hasJoined(key));
        for (int i = 1; i <= 500; ++i)
            one->bus.publish(stored(key, i));
        one->bus.finish();
        one.reset();
        QTRY_COMPARE(two.heard.size(), 500);
    }

    void carries_data()
    {
        QTest::addColumn<bool>("pattern");
        QTest::newRow("channels") << false;
        QTest::newRow("pattern") << true;
    }

    // In order, to those who joined, not to the sender; control reaches all, or the one.
    void carries()
    {
        QFETCH(bool, pattern);
        RedisServer server;
        QVERIFY(server.start());
        Node one(settingsFor(server.url(), pattern));
        Node two(settingsFor(server.url(), pattern));
        const RedisBusSettings third = settingsFor(server.url(), pattern);
        Node three(third);
        const SessionKey key = newSession();
        for (Node *node : { &one, &two })
            node->bus.join(key);
        QTRY_VERIFY(one.bus.isUp() && two.bus.isUp() && three.bus.isUp() && one.bus.hasJoined(key) && two.bus.hasJoined(key));
        QVERIFY(two.joined.contains(key) || pattern);
        QByteArrayList expected;
        for (int i = 1; i <= 500; ++i) {
            one.bus.publish(stored(key, i, QByteArray::number(i)));
            expected.append(QByteArray::number(i));
        }
        QTRY_COMPARE(two.heard.size(), 500);
        QCOMPARE(two.heard, expected);
        one.bus.publish(NodePiece{ third.node, {}, false, 1 });
        QTRY_COMPARE(three.others, 1);
        one.bus.publish(NodePiece{ third.node, third.node, false, 2 });
        QTRY_COMPARE(three.others, 2);
        QCOMPARE(two.others, 1);
        QVERIFY(one.heard.isEmpty() && one.others == 0 && three.heard.isEmpty());
        QCOMPARE(one.bus.aliens() + two.bus.aliens() + three.bus.aliens(), quint64(0));
    }

    // A tenant's inboxes are a channel of their own, which lingers too.
    void inboxes_data() { carries_data(); }
    void inboxes()
    {
        QFETCH(bool, pattern);
        RedisServer server;
        QVERIFY(server.start());
        Node one(settingsFor(server.url(), pattern));
        RedisBusSettings settings = settingsFor(server.url(), pattern);
        settings.lingerMs = 300;
        Node two(settings);
        two.bus.joinInbox("ours");
        QTRY_VERIFY(one.bus.isUp() && two.bus.isUp());
        const auto subscribers = [&] { return server.command({ u"PUBSUB"_s, u"NUMSUB"_s, u"websocket:inbox:ours"_s })->endsWith('1'); };
        QTRY_VERIFY(pattern || subscribers());
        for (const char *tenant : { "theirs", "ours", "ours" })
            one.bus.publish(InboxChange{ tenant, { SessionId{ Uuid::random() } } });
        QTRY_COMPARE(two.changed, (QByteArrayList{ "ours", "ours" }));
        two.bus.leaveInbox("ours");
        two.bus.joinInbox("ours");
        one.bus.publish(InboxChange{ "ours" });
        QTRY_COMPARE(two.changed.size(), 3);
        two.bus.leaveInbox("ours");
        QTRY_VERIFY(pattern || !subscribers());
        QVERIFY(one.doubts == 0 && one.bus.aliens() + two.bus.aliens() == 0);
    }

    // What has a notice is doubted where Redis did not take it; anything else is forgotten.
    void doubts()
    {
        RedisServer server;
        QVERIFY(server.start());
        RedisBusSettings settings = settingsFor(server.url());
        settings.redis.backoffFirstMs = settings.redis.backoffCapMs = 300;
        Node node(settings);
        QTRY_VERIFY(node.bus.isUp());
        QVERIFY(server.command({ u"CLIENT"_s, u"KILL"_s, u"TYPE"_s, u"normal"_s }));
        QTRY_VERIFY(!node.bus.publisher().isReady());
        node.bus.publish(InboxChange{ "ours" });
        node.bus.publish(ClosedChange{ newSession(), true, 1 });
        node.bus.publish(TypingChange{ newSession(), {} });
        QCOMPARE(node.doubts, 2);
    }

    void lingers()
    {
        RedisServer server;
        QVERIFY(server.start());
        RedisBusSettings settings = settingsFor(server.url());
        settings.lingerMs = 300;
        Node node(settings);
        const SessionKey key = newSession();
        const auto subscribers = [&] {
            return server.command({ u"PUBSUB"_s, u"NUMSUB"_s, QString::fromUtf8(sessionChannel(key)) })->endsWith('1');
        };
        node.bus.join(key);
        QTRY_VERIFY(node.bus.hasJoined(key));
        node.bus.leave(key);
        QVERIFY(subscribers());
        node.bus.join(key); // back in time: nothing was lost, nothing is to be done
        QVERIFY(node.bus.hasJoined(key));
        node.bus.leave(key);
        QElapsedTimer timer;
        timer.start();
        QTRY_VERIFY(!subscribers());
        QVERIFY(timer.elapsed() >= 299);
        QVERIFY(!node.bus.hasJoined(key));
    }

    // F14, F15: killed and started again; every session is joined anew, and one line says so.
    void restart()
    {
        RedisServer server;
        QVERIFY(server.start());
        Node one(server.url());
        Node two(server.url());
        const SessionKey key = newSession();
        two.bus.join(key);
        QTRY_VERIFY(one.bus.isUp() && two.bus.isUp() && two.bus.hasJoined(key));
        server.kill();
        for (int i = 1; i <= 10; ++i)
            one.bus.publish(stored(key, i));
        QTRY_COMPARE(one.bus.status().state(), BusState::Degraded);
        for (int i = 11; i <= 20; ++i)
            one.bus.publish(stored(key, i));
        QTRY_COMPARE(two.bus.status().state(), BusState::Degraded);
        QVERIFY(!two.bus.hasJoined(key));
        two.joined.clear();
        QVERIFY(server.restart());
        QElapsedTimer timer;
        timer.start();
        QTRY_VERIFY(one.bus.isUp() && two.bus.isUp());
        QTRY_COMPARE(two.joined, QList{ key });
        QVERIFY2(timer.elapsed() <= 2'000, QByteArray::number(timer.elapsed()));
        one.bus.publish(stored(key, 21));
        QTRY_COMPARE(two.heard.size(), 1);
        QCOMPARE(one.states, (QList{ BusState::Up, BusState::Degraded, BusState::Up }));
    }

    // Only the way out is cut: nobody else notices, so the heads must tell.
    void publisherLost()
    {
        RedisServer server;
        QVERIFY(server.start());
        RedisBusSettings settings = settingsFor(server.url());
        settings.redis.backoffFirstMs = settings.redis.backoffCapMs = 300;
        Node one(settings);
        Node two(server.url());
        const SessionKey key = newSession();
        two.bus.join(key);
        QTRY_VERIFY(one.bus.isUp() && two.bus.hasJoined(key));
        QVERIFY(server.command({ u"CLIENT"_s, u"KILL"_s, u"TYPE"_s, u"normal"_s }));
        QTRY_VERIFY(!one.bus.publisher().isReady());
        for (int i = 1; i <= 10; ++i)
            one.bus.publish(stored(key, i));
        QTRY_COMPARE(two.heads.value(key), qint64(10));
    }

    // F16: frozen with its connections up. Noticed within 3 s, and over within 2 s of its return.
    void frozen()
    {
        RedisServer server;
        QVERIFY(server.start());
        Node node(server.url());
        QTRY_VERIFY(node.bus.isUp());
        server.freeze();
        QElapsedTimer timer;
        timer.start();
        QTRY_COMPARE(node.bus.status().state(), BusState::Degraded);
        QVERIFY2(timer.elapsed() <= 3'000, QByteArray::number(timer.elapsed()));
        QCOMPARE(node.bus.status().reason(), "timeout");
        server.thaw();
        timer.start();
        QTRY_VERIFY(node.bus.isUp());
        QVERIFY2(timer.elapsed() <= 4'000, QByteArray::number(timer.elapsed()));
    }

    // F19: a Redis that takes everything and delivers nothing. Noticed within 10 s, and dialled anew.
    void deaf()
    {
        FakeRedis server;
        bool delivers = true;
        server.setAnswer([&](const QByteArrayList &command) {
            if (delivers && command.front() == "PUBLISH")
                server.push(command[1], command[2]);
            return FakeRedis::usual(command);
        });
        Node node("redis://127.0.0.1:" + QByteArray::number(server.port()));
        QTRY_VERIFY(node.bus.isUp());
        const int connections = server.accepted();
        delivers = false;
        QElapsedTimer timer;
        timer.start();
        QTRY_COMPARE_WITH_TIMEOUT(node.bus.status().state(), BusState::Degraded, 10'000);
        QCOMPARE(node.bus.status().reason(), "deaf");
        QTRY_COMPARE(server.accepted(), connections + 2);
        QVERIFY(node.bus.publisher().isReady() || node.bus.status().state() == BusState::Degraded);
        // Connected again it is no better, and not called up.
        QTRY_VERIFY(node.bus.publisher().isReady() && node.bus.subscriber().isReady());
        QCOMPARE(node.bus.status().state(), BusState::Degraded);
        delivers = true;
        QTRY_VERIFY_WITH_TIMEOUT(node.bus.isUp(), 10'000);
    }

    // F21: cut off for its output buffer, the node is told of every session it may have missed something of.
    void cutOff()
    {
        RedisServer server;
        QVERIFY(server.start({ u"--client-output-buffer-limit"_s, u"pubsub 64kb 32kb 1"_s }));
        Node node(server.url());
        const SessionKey key = newSession();
        node.bus.join(key);
        QTRY_VERIFY(node.bus.isUp() && node.bus.hasJoined(key));
        node.joined.clear();
        QVERIFY(server.command({ u"EVAL"_s, u"for i=1,300 do redis.call('PUBLISH',ARGV[1],string.rep('x',60000)) end"_s, u"0"_s,
            QString::fromUtf8(sessionChannel(key)) }));
        QTRY_COMPARE(node.joined, QList{ key });
        QTRY_VERIFY(node.bus.isUp());
    }

    // F22, F23: nothing of what others publish gets through, well-formed or not. A million and ten thousand with
    // TEST_FULL set.
    void aliens()
    {
        constexpr int junk = 20'000, forged = 1'000; // tests/fault/tst_redislink has more
        RedisServer server;
        QVERIFY(server.start());
        Node node(server.url());
        const SessionKey key = newSession();
        node.bus.join(key);
        RedisSettings stranger;
        stranger.address = parseRedisUrl(server.url()).value();
        RedisClient client(stranger, Clock::system());
        client.connectToServer();
        QTRY_VERIFY(client.isReady() && node.bus.isUp() && node.bus.hasJoined(key));
        const quint32 seed = QRandomGenerator::global()->generate();
        qInfo("seed %u", seed);
        QRandomGenerator random(seed);
        const QByteArray channel = sessionChannel(key);
        BusCodec forger(NodeId{ Uuid::random() }, "another secret, just as long");
        BusCodec empty(NodeId{ Uuid::random() }, "");
        quint64 sent = 0;
        const auto publish = [&](const QByteArray &bytes) {
            client.publish(random.bounded(3) ? channel : allChannel(), bytes);
            ++sent;
        };
        const auto settle = [&] { return QTest::qWaitFor([&] { return node.bus.aliens() == sent; }, 60'000); };
        for (int i = 0; i < junk; ++i) {
            QByteArray bytes(random.bounded(200), Qt::Uninitialized);
            std::generate(bytes.begin(), bytes.end(), [&] { return char(random.bounded(256)); });
            publish(bytes);
            if (i % 5'000 == 0)
                QVERIFY(settle());
        }
        publish(QByteArray(1024 * 1024, 'x'));
        publish(QByteArray(64, 'a') + QByteArray(500'000, '['));
        publish(QByteArray(64, 'a') + R"({"version":1,"node":7})");
        QVERIFY(settle());
        for (int i = 0; i < forged; ++i) {
            publish((i % 2 ? forger : empty).encode(stored(key, i + 1, "forged"), channel));
            if (i % 1'000 == 0)
                QVERIFY(settle());
        }
        QVERIFY(settle());
        QVERIFY(node.heard.isEmpty() && node.heads.isEmpty() && node.others == 0);
        QVERIFY(node.bus.isUp());
    }

    // F25: Redis comes and goes; connections stay what they were. Resident memory says nothing under a sanitizer, which keeps
    // what was freed: tests/fault/tst_redisgone.cpp measures the server's.
    void flaps()
    {
        RedisServer server;
        QVERIFY(server.start());
        Node node(server.url());
        for (int i = 0; i < 1'000; ++i)
            node.bus.join(newSession());
        const auto cycle = [&] {
            QVERIFY(server.command({ u"CLIENT"_s, u"KILL"_s, u"TYPE"_s, u"pubsub"_s }));
            QTRY_VERIFY(!node.bus.isUp());
            QTRY_VERIFY(node.bus.isUp());
        };
        QTRY_VERIFY(node.bus.isUp());
        for (int i = 0; i < 13; ++i)
            cycle();
        QCOMPARE(node.bus.subscriber().findChildren<QTcpSocket *>().size(), 1);
        QTRY_VERIFY(server.command({ u"CLIENT"_s, u"LIST"_s })->count("name=conversa ") == 2);
    }
};

QTEST_GUILESS_MAIN(TestRedisBus)
#include "tst_redisbus.moc"
