// SPDX-License-Identifier: Apache-2.0
// RedisClient against a real Redis: users, TLS, subscriptions over a restart, and its refusals: F15, F16, F20, F21.
// Seen red: with subscriptions not renewed (restart), with the certificate's issuer not looked at (tls), with no PING while
// nothing is under way (frozen).
#include "redis/redisclient.h"
#include "support/redisserver.h"

#include <QElapsedTimer>
#include <QTest>

using namespace conversa;
using namespace conversa::test;
using namespace Qt::StringLiterals;

namespace {

RedisSettings settingsFor(const QByteArray &url)
{
    RedisSettings settings;
    settings.address = parseRedisUrl(url).value();
    return settings;
}

// A connection that remembers what it was told.
struct Peer
{
    explicit Peer(const RedisSettings &settings)
        : client(settings, Clock::system())
    {
        QObject::connect(&client, &RedisClient::disconnected, &client, [this](const RedisError &why) { errors.append(why); });
        QObject::connect(&client, &RedisClient::messagesReceived, &client, [this](const QList<RedisMessage> &list) {
            for (const RedisMessage &message : list)
                messages.append(message.channel + '=' + message.payload);
        });
        client.connectToServer();
    }
    explicit Peer(const QByteArray &url)
        : Peer(settingsFor(url))
    {
    }
    // What a command came to: its text or number, or the name of the fault.
    QByteArray ask(std::initializer_list<QByteArrayView> command)
    {
        std::optional<RedisAnswer> answer;
        client.command(command, [&](const RedisAnswer &got) { answer = got; });
        if (!QTest::qWaitFor([&] { return answer.has_value(); }))
            return "no answer";
        if (!*answer)
            return QByteArray::fromStdString(std::string(faultName(answer->error->fault)));
        return answer->reply.type == RedisReply::Type::Integer ? QByteArray::number(answer->reply.integer) : answer->reply.text;
    }

    RedisClient client;
    QList<RedisError> errors;
    QByteArrayList messages;
};

} // namespace

class TestRedis : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void commands()
    {
        RedisServer server;
        QVERIFY(server.start());
        Peer peer(server.url() + "/2");
        QTRY_VERIFY(peer.client.isReady());
        QCOMPARE(peer.ask({ "SET", "key", QByteArrayView("a\0\r\nb", 5) }), "OK");
        QCOMPARE(peer.ask({ "GET", "key" }), QByteArray("a\0\r\nb", 5));
        QCOMPARE(peer.ask({ "INCRBY", "n", "41" }), "41");
        QCOMPARE(peer.ask({ "NOSUCHTHING" }), "other");
        QVERIFY(server.command({ u"-n"_s, u"2"_s, u"EXISTS"_s, u"key"_s })->contains('1'));
        QVERIFY(server.command({ u"CLIENT"_s, u"LIST"_s })->contains("name=conversa "));
    }

    void pubSub()
    {
        RedisServer server;
        QVERIFY(server.start());
        Peer publisher(server.url());
        Peer subscriber(server.url());
        subscriber.client.subscribe({ "one" });
        subscriber.client.subscribe({ "wide*", true });
        QTRY_VERIFY(subscriber.client.isSubscribed({ "one" }) && subscriber.client.isSubscribed({ "wide*", true }));
        QTRY_VERIFY(publisher.client.isReady());
        QByteArrayList expected;
        for (int i = 0; i < 2'000; ++i) {
            const QByteArray text = QByteArray::number(i);
            publisher.client.publish(i % 2 ? "one" : "wide:x", text);
            expected.append((i % 2 ? "one=" : "wide:x=") + text);
        }
        QTRY_COMPARE(subscriber.messages.size(), expected.size());
        QCOMPARE(subscriber.messages, expected);
        // The last one away, it is an ordinary connection again, and its PING an ordinary one.
        subscriber.client.unsubscribe({ "one" });
        subscriber.client.unsubscribe({ "never" });
        subscriber.client.unsubscribe({ "wide*", true });
        QTRY_VERIFY(!subscriber.client.isSubscribed({ "one" }) && !subscriber.client.isSubscribed({ "wide*", true }));
        QTRY_COMPARE(publisher.ask({ "PUBLISH", "one", "x" }), "0");
        QCOMPARE(subscriber.ask({ "PING" }), "PONG");
        QVERIFY(subscriber.errors.isEmpty());
    }

    void users()
    {
        RedisServer server;
        QVERIFY(server.start({ u"--user"_s, u"default"_s, u"off"_s, u"--user"_s, u"app"_s, u"on"_s, u">p@ss/w0rd"_s, u"~*"_s, u"&*"_s,
            u"+@all"_s }));
        const QByteArray at = "127.0.0.1:" + QByteArray::number(server.port());
        Peer good("redis://app:p%40ss%2Fw0rd@" + at);
        QTRY_VERIFY(good.client.isReady());
        for (const QByteArray &who : { QByteArray("app:wr0ng@"), QByteArray(":wr0ng@"), QByteArray() }) {
            Peer bad("redis://" + who + at);
            QTRY_VERIFY(bad.errors.size() >= 2);
            QCOMPARE(bad.errors.first().fault, RedisFault::Auth);
            QVERIFY(!bad.errors.first().message.contains("wr0ng"));
            QVERIFY(!bad.client.isReady());
        }
    }

    void tls()
    {
        RedisServer server;
        QVERIFY(server.startTls());
        RedisSettings settings = settingsFor(server.url());
        Peer stranger(settings);
        QTRY_VERIFY(!stranger.errors.isEmpty());
        QCOMPARE(stranger.errors.first().fault, RedisFault::Tls);
        settings.caFile = server.caFile().toUtf8();
        Peer peer(settings);
        QTRY_VERIFY(peer.client.isReady());
        QCOMPARE(peer.ask({ "ECHO", QByteArray(1'000'000, 'x') }), QByteArray(1'000'000, 'x'));
        Peer plain(QByteArray(server.url()).replace("rediss", "redis"));
        QTRY_VERIFY(!plain.errors.isEmpty());
    }

    // F15: everything is subscribed again after a restart, without being told.
    void restart()
    {
        RedisServer server;
        QVERIFY(server.start());
        Peer subscriber(server.url());
        for (int i = 0; i < 5'000; ++i)
            subscriber.client.subscribe({ "c" + QByteArray::number(i) });
        QTRY_VERIFY(subscriber.client.isSubscribed({ "c4999" }));
        server.kill();
        QTRY_VERIFY(!subscriber.errors.isEmpty());
        QVERIFY(!subscriber.client.isSubscribed({ "c0" }));
        QVERIFY(server.restart());
        QTRY_COMPARE(server.command({ u"PUBSUB"_s, u"CHANNELS"_s })->count('\n'), 4999);
        QCOMPARE(server.command({ u"PUBLISH"_s, u"c17"_s, u"hello"_s }).value(), "1");
        QTRY_COMPARE(subscriber.messages, QByteArrayList{ "c17=hello" });
    }

    // F16: frozen with its connections up, it is given up within 3 s, and found again when it moves.
    void frozen()
    {
        RedisServer server;
        QVERIFY(server.start());
        Peer subscriber(server.url());
        subscriber.client.subscribe({ "c" });
        QTRY_VERIFY(subscriber.client.isSubscribed({ "c" }));
        server.freeze();
        QElapsedTimer timer;
        timer.start();
        QTRY_VERIFY(!subscriber.errors.isEmpty());
        QVERIFY2(timer.elapsed() <= 3'000, QByteArray::number(timer.elapsed()));
        QCOMPARE(subscriber.errors.first().fault, RedisFault::Timeout);
        server.thaw();
        QTRY_VERIFY(subscriber.client.isSubscribed({ "c" }));
    }

    // F20, by Redis' own words.
    void refusals()
    {
        RedisServer server;
        QVERIFY(server.start());
        Peer peer(server.url());
        QTRY_VERIFY(peer.client.isReady());
        QVERIFY(server.command({ u"CONFIG"_s, u"SET"_s, u"maxmemory"_s, u"1"_s }));
        QCOMPARE(peer.ask({ "SET", "a", "b" }), "out_of_memory");
        QVERIFY(server.command({ u"CONFIG"_s, u"SET"_s, u"maxmemory"_s, u"0"_s }));
        QVERIFY(server.command({ u"REPLICAOF"_s, u"127.0.0.1"_s, u"1"_s }));
        QCOMPARE(peer.ask({ "SET", "a", "b" }), "read_only");
        QVERIFY(server.command({ u"REPLICAOF"_s, u"NO"_s, u"ONE"_s }));
        QVERIFY(server.command({ u"CONFIG"_s, u"SET"_s, u"requirepass"_s, u"new"_s }));
        QCOMPARE(peer.ask({ "SET", "a", "b" }), "OK");
        Peer late(server.url());
        QTRY_VERIFY(!late.errors.isEmpty());
        QCOMPARE(late.errors.first().fault, RedisFault::Auth);
    }

    // F21: Redis cuts a subscriber whose output it cannot get rid of; the client is back by itself.
    void cutForItsBuffer()
    {
        RedisServer server;
        QVERIFY(server.start({ u"--client-output-buffer-limit"_s, u"pubsub 64kb 32kb 1"_s }));
        Peer publisher(server.url());
        Peer subscriber(server.url());
        subscriber.client.subscribe({ "c" });
        QTRY_VERIFY(publisher.client.isReady() && subscriber.client.isSubscribed({ "c" }));
        QVERIFY(server.command({ u"EVAL"_s, u"for i=1,200 do redis.call('PUBLISH','c',string.rep('x',60000)) end"_s, u"0"_s }));
        QTRY_VERIFY(!subscriber.errors.isEmpty());
        QTRY_VERIFY(subscriber.client.isSubscribed({ "c" }));
    }
};

QTEST_GUILESS_MAIN(TestRedis)
#include "tst_redis.moc"
