// SPDX-License-Identifier: Apache-2.0
// RedisClient against what looks like a Redis and misbehaves: F16, F20, F25 at the socket.
// Seen red: with every command flushed by itself (oneWrite), with the error's whole text kept (secrets), with the deadline
// not armed for commands (hangs), with the topics not started anew after a loss (flaps).
#include "redis/redisclient.h"
#include "support/fakeredis.h"

#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace conversa;
using namespace conversa::test;

namespace {

RedisSettings settingsFor(const FakeRedis &server)
{
    RedisSettings settings;
    settings.address.host = "127.0.0.1";
    settings.address.port = server.port();
    settings.deadlineMs = 300;
    settings.pingIntervalMs = 100;
    settings.backoffFirstMs = 5;
    settings.backoffCapMs = 20;
    return settings;
}

// A client that collects what its signals say.
struct Probe
{
    explicit Probe(const RedisSettings &settings)
        : client(settings, Clock::system())
    {
        QObject::connect(&client, &RedisClient::disconnected, &client, [this](const RedisError &why) { errors.append(why); });
        QObject::connect(&client, &RedisClient::messagesReceived, &client,
            [this](const QList<RedisMessage> &list) { messages += list; });
        client.connectToServer();
    }

    RedisClient client;
    QList<RedisError> errors;
    QList<RedisMessage> messages;
};

} // namespace

class TestRedisClient : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void greeting()
    {
        FakeRedis server;
        RedisSettings settings = settingsFor(server);
        settings.address.user = "me";
        settings.address.password = "pass";
        settings.address.database = 4;
        settings.name = "node-1";
        Probe probe(settings);
        QTRY_VERIFY(probe.client.isReady());
        const QList<QByteArrayList> expected{ { "AUTH", "me", "pass" }, { "CLIENT", "SETNAME", "node-1" }, { "SELECT", "4" }, { "PING" } };
        QCOMPARE(server.commands(), expected);
    }

    void repliesByteByByte()
    {
        FakeRedis server([](const QByteArrayList &command) {
            return command.front() == "GET" ? QByteArray() : FakeRedis::usual(command);
        });
        Probe probe(settingsFor(server));
        QTRY_VERIFY(probe.client.isReady());
        QByteArrayList got;
        for (int i = 0; i < 3; ++i)
            probe.client.command({ "GET", "x" }, [&](const RedisAnswer &answer) { got.append(answer ? answer.reply.text : "lost"); });
        QTRY_COMPARE(server.commands().count({ "GET", "x" }), 3);
        server.trickleAll("$3\r\none\r\n$0\r\n\r\n$5\r\nth\r\ne\r\n");
        QTRY_COMPARE(got, (QByteArrayList{ "one", "", "th\r\ne" }));
        probe.client.subscribe({ "c" });
        QTRY_VERIFY(probe.client.isSubscribed({ "c" }));
        server.trickleAll("*3\r\n$7\r\nmessage\r\n$1\r\nc\r\n$2\r\nhi\r\n*4\r\n$8\r\npmessage\r\n$2\r\nc*\r\n$2\r\nc1\r\n$2\r\nyo\r\n");
        QTRY_COMPARE(probe.messages.size(), 2);
        QCOMPARE(probe.messages[0].channel + probe.messages[0].payload, "chi");
        QCOMPARE(probe.messages[1].channel + probe.messages[1].payload, "c1yo");
        QVERIFY(probe.errors.isEmpty());
    }

    void oneWrite()
    {
        FakeRedis server;
        Probe probe(settingsFor(server));
        QTRY_VERIFY(probe.client.isReady());
        const int before = server.reads();
        int answered = 0;
        for (int i = 0; i < 100; ++i)
            probe.client.publish("channel", QByteArray(300, 'x'), [&](const RedisAnswer &answer) { answered += bool(answer); });
        QTRY_COMPARE(answered, 100);
        QCOMPARE(server.reads() - before, 1);
        QCOMPARE(server.lastRead(), 100);
    }

    void refusals_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<RedisFault>("fault");
        QTest::newRow("LOADING") << QByteArray("LOADING Redis is loading") << RedisFault::Loading;
        QTest::newRow("NOAUTH") << QByteArray("NOAUTH Authentication required.") << RedisFault::Auth;
        QTest::newRow("READONLY") << QByteArray("READONLY a replica") << RedisFault::ReadOnly;
        QTest::newRow("OOM") << QByteArray("OOM command not allowed") << RedisFault::OutOfMemory;
        QTest::newRow("MISCONF") << QByteArray("MISCONF cannot persist") << RedisFault::Misconfigured;
    }

    // F20: as the greeting's answer it keeps the client out and makes it try again; as a command's answer it is an error.
    void refusals()
    {
        QFETCH(QByteArray, text);
        QFETCH(RedisFault, fault);
        const QByteArray refusal = '-' + text + "\r\n";
        FakeRedis server([&](const QByteArrayList &) { return refusal; });
        Probe probe(settingsFor(server));
        QTRY_VERIFY(probe.errors.size() >= 3);
        QVERIFY(!probe.client.isReady());
        for (const RedisError &error : probe.errors)
            QCOMPARE(error.fault, fault);
        QVERIFY(probe.client.faults(fault) >= 3);
        server.setAnswer(&FakeRedis::usual);
        QTRY_VERIFY(probe.client.isReady());
        server.setAnswer([&](const QByteArrayList &command) {
            return command.front() == "PUBLISH" ? refusal : FakeRedis::usual(command);
        });
        std::optional<RedisAnswer> answer;
        probe.client.publish("c", "x", [&](const RedisAnswer &got) { answer = got; });
        QTRY_VERIFY(answer);
        QVERIFY(!*answer);
        QCOMPARE(answer->error->fault, fault);
        QVERIFY(probe.client.isReady());
    }

    // Neither the password nor what is published comes back in an error, though a Redis repeats both.
    void secrets()
    {
        FakeRedis server([&](const QByteArrayList &command) {
            return command.front() == "AUTH" || command.front() == "PUBLISH"
                ? "-ERR unknown command, with args beginning with: " + command.last() + "\r\n"
                : FakeRedis::usual(command);
        });
        RedisSettings settings = settingsFor(server);
        settings.address.password = "h3dd3n";
        Probe refused(settings);
        QTRY_VERIFY(!refused.errors.isEmpty());
        QCOMPARE(refused.errors.first().fault, RedisFault::Auth);
        QVERIFY(!refused.errors.first().message.contains("h3dd3n"));
        Probe probe(settingsFor(server));
        QTRY_VERIFY(probe.client.isReady());
        std::optional<RedisAnswer> answer;
        probe.client.publish("c", "h3dd3n", [&](const RedisAnswer &got) { answer = got; });
        QTRY_VERIFY(answer);
        QCOMPARE(answer->error->message, "ERR");
    }

    void hangs_data()
    {
        QTest::addColumn<bool>("greeted");
        QTest::addColumn<bool>("busy");
        QTest::newRow("from the start") << false << false;
        QTest::newRow("while idle") << true << false;
        QTest::newRow("with commands") << true << true;
    }

    // F16: a Redis that stands still is found by the deadline, whatever the client was doing, and the next one is dialled.
    void hangs()
    {
        QFETCH(bool, greeted);
        QFETCH(bool, busy);
        const auto silent = [](const QByteArrayList &) { return QByteArray(); };
        FakeRedis server;
        if (!greeted)
            server.setAnswer(silent);
        Probe probe(settingsFor(server));
        if (greeted) // and left alone for longer than a deadline
            QTRY_VERIFY(server.commands().count({ "PING" }) >= 6);
        server.setAnswer(silent);
        QElapsedTimer timer;
        timer.start();
        int failed = 0;
        if (busy) {
            for (int i = 0; i < 10; ++i)
                probe.client.publish("c", "x", [&](const RedisAnswer &answer) { failed += !answer; });
        }
        QTRY_VERIFY(!probe.errors.isEmpty());
        QVERIFY2(timer.elapsed() < 2'000, QByteArray::number(timer.elapsed()));
        QCOMPARE(probe.errors.first().fault, RedisFault::Timeout);
        QCOMPARE(failed, busy ? 10 : 0);
        server.setAnswer(&FakeRedis::usual);
        QTRY_VERIFY(probe.client.isReady());
    }

    void protocolErrors_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("no RESP") << QByteArray("HTTP/1.1 400 Bad Request\r\n");
        QTest::newRow("a reply to nothing") << QByteArray("+OK\r\n");
        QTest::newRow("a subscription never asked for") << QByteArray("*3\r\n$9\r\nsubscribe\r\n$1\r\nz\r\n:1\r\n");
        QTest::newRow("an unknown push") << QByteArray("*2\r\n$4\r\nkiss\r\n$1\r\nx\r\n");
        QTest::newRow("an endless array") << QByteArray("*1000000000\r\n");
        QTest::newRow("an endless line") << QByteArray("+" + QByteArray(5 * 1024 * 1024, 'x'));
    }

    void protocolErrors()
    {
        QFETCH(QByteArray, bytes);
        FakeRedis server;
        RedisSettings settings = settingsFor(server);
        settings.pingIntervalMs = 60'000; // or the reply to nothing would answer it
        Probe probe(settings);
        probe.client.subscribe({ "c" });
        QTRY_VERIFY(probe.client.isSubscribed({ "c" }));
        server.sendAll(bytes);
        QTRY_VERIFY(!probe.errors.isEmpty());
        QCOMPARE(probe.errors.first().fault, RedisFault::Protocol);
        QTRY_VERIFY(probe.client.isSubscribed({ "c" }));
    }

    // F25: cut again and again it dials at its own pace, keeps what it was told to want, and ends with one connection.
    void flaps()
    {
        FakeRedis server;
        Probe probe(settingsFor(server));
        for (int i = 0; i < 1'000; ++i)
            probe.client.subscribe({ "c" + QByteArray::number(i) });
        for (int round = 0; round < 20; ++round) {
            QTRY_VERIFY(probe.client.isReady());
            server.cutAll();
            QTRY_COMPARE(probe.errors.size(), round + 1);
        }
        QTRY_VERIFY(probe.client.isSubscribed({ "c999" }));
        QTRY_VERIFY(probe.client.isSubscribed({ "c0" }));
        QCOMPARE(server.accepted(), 21);
        QCOMPARE(probe.client.findChildren<QTcpSocket *>().size(), 1);
    }

    void unreachable()
    {
        RedisSettings settings;
        {
            const FakeRedis gone;
            settings = settingsFor(gone);
        }
        Probe probe(settings);
        QTRY_VERIFY(probe.errors.size() >= 3);
        QCOMPARE(probe.errors.first().fault, RedisFault::Unreachable);
        std::optional<RedisAnswer> answer;
        probe.client.publish("c", "x", [&](const RedisAnswer &got) { answer = got; });
        QVERIFY(answer && !*answer);
        settings.address.host = "no-such-host.invalid";
        Probe nameless(settings);
        QTRY_VERIFY(!nameless.errors.isEmpty());
        probe.client.disconnectFromServer();
        const auto before = probe.errors.size();
        QTRY_VERIFY(nameless.errors.size() >= 3);
        QCOMPARE(probe.errors.size(), before);
    }

    void bounds()
    {
        FakeRedis server([](const QByteArrayList &command) {
            return command.front() == "PUBLISH" ? QByteArray() : FakeRedis::usual(command);
        });
        RedisSettings settings = settingsFor(server);
        settings.maxPending = 10;
        settings.deadlineMs = 5'000;
        Probe probe(settings);
        QTRY_VERIFY(probe.client.isReady());
        QTRY_VERIFY(probe.client.isReady());
        int overflows = 0;
        const auto count = [&](const RedisAnswer &answer) { overflows += !answer && answer.error->fault == RedisFault::Overflow; };
        for (int i = 0; i < 30; ++i)
            probe.client.publish("c", "x", count);
        QVERIFY(overflows >= 20);
        settings.maxOutgoing = 1'000;
        settings.maxPending = 1'000;
        Probe narrow(settings);
        QTRY_VERIFY(narrow.client.isReady());
        overflows = 0;
        for (int i = 0; i < 10; ++i)
            narrow.client.publish("c", QByteArray(500, 'x'), count);
        QVERIFY(overflows >= 7);
    }

    // Whatever comes, the client neither crashes nor stays away once Redis is in its right mind again.
    void fuzzed()
    {
        const quint32 seed = QRandomGenerator::global()->generate();
        qInfo("seed %u", seed);
        QRandomGenerator random(seed);
        const QByteArrayList pieces{ "+OK\r\n", "+PONG\r\n", ":1\r\n", "-ERR x\r\n", "$-1\r\n", "*3\r\n$9\r\nsubscribe\r\n$1\r\nc\r\n:1\r\n",
            "*3\r\n$11\r\nunsubscribe\r\n$1\r\nc\r\n:0\r\n", "*3\r\n$7\r\nmessage\r\n$1\r\nc\r\n$2\r\nhi\r\n", "*2\r\n$4\r\npong\r\n$0\r\n\r\n",
            "*3\r\n", "$7\r\nmessage\r\n", "\r\n", "*0\r\n", "*1\r\n*1\r\n", "x", "$99\r\n", QByteArray(3, '\0') };
        FakeRedis server([&](const QByteArrayList &command) {
            QByteArray bytes = random.bounded(2) ? FakeRedis::usual(command) : QByteArray();
            for (int i = random.bounded(3); i > 0; --i)
                bytes += pieces[random.bounded(int(pieces.size()))];
            return bytes;
        });
        RedisSettings settings = settingsFor(server);
        settings.deadlineMs = 20;
        settings.pingIntervalMs = 5;
        settings.backoffFirstMs = settings.backoffCapMs = 1;
        Probe probe(settings);
        QTimer talk;
        talk.setInterval(1);
        connect(&talk, &QTimer::timeout, &probe.client, [&] {
            probe.client.publish("c", "x");
            random.bounded(2) ? probe.client.subscribe({ "c" }) : probe.client.unsubscribe({ "c" });
        });
        talk.start();
        QTRY_VERIFY_WITH_TIMEOUT(probe.errors.size() >= 100, 30'000);
        talk.stop();
        server.setAnswer(&FakeRedis::usual);
        probe.client.subscribe({ "d" });
        QTRY_VERIFY(probe.client.isSubscribed({ "d" }));
    }
};

QTEST_GUILESS_MAIN(TestRedisClient)
#include "tst_redisclient.moc"
