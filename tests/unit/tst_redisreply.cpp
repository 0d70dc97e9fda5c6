// SPDX-License-Identifier: Apache-2.0
// The parts of the Redis client without a socket: its URL, its reply reader, its subscriptions.
// Seen red: with the bound before hiredis' array maker taken out (arrays), with the size check of feed() taken out (sizes),
// with a step sent while another of the same topic was under way (subscriptionsModel), with the
// password kept percent-encoded (url).
#include "redis/redisaddress.h"
#include "redis/respreader.h"
#include "redis/subscriptions.h"

#include <QRandomGenerator>
#include <QTest>

#include <map>

using namespace conversa;

class TestRedisReply : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void url()
    {
        const auto full = parseRedisUrl("rediss://us%40er:p%3Aw%2Fd@[::1]:7000/3");
        QVERIFY(full);
        QVERIFY(full->tls);
        QCOMPARE(full->user, "us@er");
        QCOMPARE(full->password, "p:w/d");
        QCOMPARE(full->host, "::1");
        QCOMPARE(full->port, quint16(7000));
        QCOMPARE(full->database, 3);
        const auto bare = parseRedisUrl("redis://cache.example");
        QVERIFY(bare);
        QCOMPARE(bare->host, "cache.example");
        QCOMPARE(bare->port, quint16(6379));
        QVERIFY(!bare->tls && bare->user.isEmpty() && bare->password.isEmpty() && bare->database == 0);
        QCOMPARE(parseRedisUrl("redis://:only@h")->password, "only");
    }

    void badUrl_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char *text : { "", "redis", "http://h3dd3n", "redis://", "redis://h3dd3n@", "redis://u:h3dd3n@h:0",
                 "redis://u:h3dd3n@h:70000", "redis://u:h3dd3n@h/x", "redis://u:h3dd3n@h/-1", "redis://u:h3dd3n@h/1/2",
                 "redis://u:h3dd3n@h?x=1", "redis://h3dd3n@h", "redis://u:h3dd3n@h h/1", "redis://u:h3dd3n@/1" })
            QTest::newRow(*text ? text : "empty") << QByteArray(text);
    }

    void badUrl()
    {
        QFETCH(QByteArray, text);
        const auto parsed = parseRedisUrl(text);
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().code, ErrorCode::InvalidField);
        QVERIFY(parsed.error().message.startsWith("redis.url: "));
        QVERIFY2(!parsed.error().message.contains("h3dd3n"), parsed.error().message);
    }

    void faults_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<RedisFault>("fault");
        QTest::newRow("NOAUTH") << QByteArray("NOAUTH Authentication required.") << RedisFault::Auth;
        QTest::newRow("WRONGPASS") << QByteArray("WRONGPASS invalid") << RedisFault::Auth;
        QTest::newRow("LOADING") << QByteArray("LOADING Redis is loading the dataset in memory") << RedisFault::Loading;
        QTest::newRow("READONLY") << QByteArray("READONLY You can't write") << RedisFault::ReadOnly;
        QTest::newRow("OOM") << QByteArray("OOM command not allowed") << RedisFault::OutOfMemory;
        QTest::newRow("MISCONF") << QByteArray("MISCONF Redis is configured to save") << RedisFault::Misconfigured;
        QTest::newRow("one word") << QByteArray("BUSY") << RedisFault::Busy;
        QTest::newRow("ERR") << QByteArray("ERR LOADING is not the first word") << RedisFault::Other;
        QTest::newRow("empty") << QByteArray() << RedisFault::Other;
    }

    void faults()
    {
        QFETCH(QByteArray, text);
        QTEST(classify(text), "fault");
    }

    void byteByByte()
    {
        const QByteArray stream = "+OK\r\n-ERR no\r\n:-7\r\n$-1\r\n$0\r\n\r\n$4\r\na\r\nb\r\n*-1\r\n*2\r\n*1\r\n:1\r\n$1\r\nx\r\n";
        RespReader reader;
        std::vector<RedisReply> replies;
        for (const char byte : stream) {
            QVERIFY(reader.feed({ &byte, 1 }));
            const auto reply = reader.next();
            QVERIFY(reply);
            if (*reply)
                replies.push_back(**reply);
        }
        using Type = RedisReply::Type;
        const std::vector<RedisReply> expected{ { Type::Status, "OK" }, { Type::Error, "ERR no" }, { Type::Integer, {}, -7 }, {},
            { Type::String, "" }, { Type::String, "a\r\nb" }, {},
            { Type::Array, {}, 0, { { Type::Array, {}, 0, { { Type::Integer, {}, 1 } } }, { Type::String, "x" } } } };
        QVERIFY(replies == expected);
    }

    void commands()
    {
        QByteArray out = "kept";
        appendCommand(out, { "PUBLISH", "a channel", QByteArrayView("\0\r\n", 3), "" });
        QCOMPARE(out, QByteArray("kept*4\r\n$7\r\nPUBLISH\r\n$9\r\na channel\r\n$3\r\n\0\r\n\r\n$0\r\n\r\n", 51));
    }

    // What claims to be large is refused when it says so, or when its bytes come, not when memory is gone.
    void arrays()
    {
        for (const QByteArray &claim : { QByteArray("*4097\r\n"), QByteArray("*2000000000\r\n"), QByteArray("*4096\r\n*1\r\n"),
                 QByteArray(QByteArray("*2\r\n").repeated(3) + "*4091\r\n") }) {
            RespReader reader;
            QVERIFY(reader.feed(claim));
            const auto reply = reader.next();
            QVERIFY2(!reply, claim);
            QCOMPARE(reply.error().code, ErrorCode::InvalidMessage);
        }
        RespReader reader;
        for (int i = 0; i < 3; ++i) {
            QVERIFY(reader.feed("*4096\r\n" + QByteArray(":1\r\n").repeated(4096)));
            const auto reply = reader.next();
            QVERIFY(reply && *reply);
            QCOMPARE((*reply)->elements.size(), size_t(4096));
        }
    }

    void sizes()
    {
        RespReader reader;
        QVERIFY(reader.feed("$500000000\r\n"));
        const QByteArray block(65'536, 'x');
        qsizetype taken = 0;
        while (taken <= RespReader::maxReply && reader.feed(block)) {
            taken += block.size();
            QVERIFY(reader.next());
        }
        QVERIFY(taken <= RespReader::maxReply);
    }

    // No stream of bytes makes the reader crash, hang or grow; under ASan this is what it is for.
    void fuzzed()
    {
        const quint32 seed = QRandomGenerator::global()->generate();
        qInfo("seed %u", seed);
        QRandomGenerator random(seed);
        const QByteArrayList pieces{ "*", "$", "+", "-", ":", "\r\n", "\r", "\n", "0", "-1", "1", "3", "4096", "99999999999999999999",
            "message", "subscribe", "OK", "*3\r\n$7\r\nmessage\r\n$1\r\nc\r\n$2\r\nhi\r\n", "_", ",1.5", "#t", "%1", "~2", ">3", "(12", "=9",
            QByteArray(1, '\0'), "\xff\xfe" };
        for (int round = 0; round < 20'000; ++round) {
            RespReader reader;
            for (int i = random.bounded(1, 30); i > 0; --i) {
                if (!reader.feed(pieces[random.bounded(int(pieces.size()))]))
                    break;
                auto reply = reader.next();
                for (; reply && *reply; reply = reader.next()) { }
                if (!reply)
                    break;
            }
        }
    }

    void window()
    {
        Subscriptions topics(2);
        for (const char *name : { "a", "b", "c" })
            topics.want({ name });
        const auto first = topics.next();
        const auto second = topics.next();
        QVERIFY(first && second && !topics.next());
        QVERIFY(topics.confirm(*first));
        QVERIFY(!topics.confirm(*first));
        QVERIFY(topics.has({ "a" }));
        QVERIFY(!topics.has({ "a", true }));
        QVERIFY(topics.next());
    }

    // A server that does what it is told ends with exactly what is wanted, whatever the order and whenever it is lost.
    void subscriptionsModel()
    {
        const quint32 seed = QRandomGenerator::global()->generate();
        qInfo("seed %u", seed);
        QRandomGenerator random(seed);
        for (int round = 0; round < 500; ++round) {
            Subscriptions topics(3);
            std::map<QByteArray, bool> wanted;
            std::map<QByteArray, bool> server;
            std::deque<Subscriptions::Step> sent;
            const auto pump = [&] {
                while (const auto step = topics.next()) {
                    for (const auto &other : sent)
                        QVERIFY(other.topic != step->topic);
                    sent.push_back(*step);
                }
            };
            const auto confirm = [&] {
                server[sent.front().topic.name] = sent.front().subscribe;
                QVERIFY(topics.confirm(sent.front()));
                sent.pop_front();
            };
            for (int i = 0; i < 60; ++i) {
                const QByteArray name(1, char('a' + random.bounded(5)));
                const int what = random.bounded(20);
                if (what == 0) {
                    topics.reset();
                    sent.clear();
                    server.clear();
                } else if (what < 6 && !sent.empty()) {
                    confirm();
                } else {
                    wanted[name] = what % 2;
                    what % 2 ? topics.want({ name }) : topics.unwant({ name });
                }
                pump();
            }
            while (!sent.empty()) {
                confirm();
                pump();
            }
            QVERIFY(topics.isSettled());
            for (const auto &[name, is] : wanted) {
                QCOMPARE(server[name], is);
                QCOMPARE(topics.has({ name }), is);
            }
            QCOMPARE(topics.isActive(), std::any_of(wanted.begin(), wanted.end(), [](const auto &each) { return each.second; }));
        }
    }
};

QTEST_GUILESS_MAIN(TestRedisReply)
#include "tst_redisreply.moc"
