// SPDX-License-Identifier: Apache-2.0
// The parts of the door that need no socket: tokens, origins, rates, trusted proxies (docs/faults.md 2.5 to 2.7, F49).
// Seen red: a NUL let through among a token's characters, a zone of a forwarded address kept (F49).
#include "auth/originpolicy.h"
#include "auth/ratelimiter.h"
#include "auth/token.h"
#include "auth/trustedproxies.h"

#include <QTest>

using namespace conversa;

class TestDoor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tokens_data()
    {
        using Kind = TokenFinding::Kind;
        QTest::addColumn<QByteArrayList>("authorization");
        QTest::addColumn<QByteArrayList>("query");
        QTest::addColumn<QByteArrayList>("subprotocols");
        QTest::addColumn<int>("kind");
        const QByteArrayList no;
        QTest::newRow("B099 none") << no << no << no << int(Kind::None);
        QTest::newRow("B100 empty") << no << QByteArrayList{""} << no << int(Kind::Unusable);
        QTest::newRow("B104 basic") << QByteArrayList{"Basic YTpi"} << no << no << int(Kind::Unusable);
        QTest::newRow("B104 bearer in any case") << QByteArrayList{"bEaReR abc"} << no << no << int(Kind::Found);
        QTest::newRow("B104 two headers") << QByteArrayList{"Bearer a", "Bearer a"} << no << no << int(Kind::Contradiction);
        QTest::newRow("B105 header and query differ") << QByteArrayList{"Bearer a"} << QByteArrayList{"b"} << no << int(Kind::Contradiction);
        QTest::newRow("the same twice") << QByteArrayList{"Bearer a"} << QByteArrayList{"a"} << no << int(Kind::Found);
        QTest::newRow("B106 two in the query") << no << QByteArrayList{"a", "a"} << no << int(Kind::Contradiction);
        QTest::newRow("B107 too long") << no << QByteArrayList{QByteArray(8192, 'a')} << no << int(Kind::Unusable);
        QTest::newRow("B107 NUL") << no << QByteArrayList{QByteArray("a\0b", 3)} << no << int(Kind::Unusable);
        QTest::newRow("B107 line break") << no << QByteArrayList{"a\r\nb"} << no << int(Kind::Unusable);
        QTest::newRow("B107 not ASCII") << no << QByteArrayList{"a\xc3\xa9"} << no << int(Kind::Unusable);
        QTest::newRow("B100 scheme alone") << QByteArrayList{"Bearer"} << no << no << int(Kind::Unusable);
        QTest::newRow("B105 basic beside a query") << QByteArrayList{"Basic YTpi"} << QByteArrayList{"abc"} << no << int(Kind::Contradiction);
        QTest::newRow("B105 query and subprotocol differ") << no << QByteArrayList{"a"} << QByteArrayList{"bearer.b"} << int(Kind::Contradiction);
        QTest::newRow("B106 two subprotocols") << no << no << QByteArrayList{"bearer.a", "bearer.a"} << int(Kind::Contradiction);
        QTest::newRow("B107 blank inside") << QByteArrayList{"Bearer a b"} << no << no << int(Kind::Unusable);
        QTest::newRow("B108 a JWT is a token like any") << QByteArrayList{"Bearer eyJhbGciOiJub25lIn0.e30."} << no << no << int(Kind::Found);
        QTest::newRow("subprotocol") << no << no << QByteArrayList{"conversa.v1", "bearer.abc"} << int(Kind::Found);
    }
    void tokens()
    {
        QFETCH(QByteArrayList, authorization);
        QFETCH(QByteArrayList, query);
        QFETCH(QByteArrayList, subprotocols);
        QTEST(int(findToken({authorization, query, subprotocols}).kind), "kind");
    }

    void generatedTokensHaveTheForm()
    {
        const QByteArray token = generateToken();
        QCOMPARE(token.size(), 46);
        QVERIFY(token.startsWith("cv_"));
        QVERIFY(token != generateToken());
        QCOMPARE(tokenHash(token).size(), 32);
    }

    void origins_data()
    {
        QTest::addColumn<QByteArray>("origin");
        QTest::addColumn<bool>("allowed");
        QTest::newRow("B114 listed") << QByteArray("https://app.ventros.io") << true;
        QTest::newRow("B115 unlisted") << QByteArray("https://evil.com") << false;
        QTest::newRow("B116 null") << QByteArray("null") << false;
        QTest::newRow("B117 suffix") << QByteArray("https://app.ventros.io.evil.com") << false;
        QTest::newRow("B118 path") << QByteArray("https://evil.com/https://app.ventros.io") << false;
        QTest::newRow("B119 scheme") << QByteArray("http://app.ventros.io") << false;
        QTest::newRow("B120 port") << QByteArray("https://app.ventros.io:8443") << false;
        QTest::newRow("B121 trailing dot") << QByteArray("https://app.ventros.io.") << false;
        QTest::newRow("B121 look-alike") << QByteArray("https://app.ventr\xd0\xbes.io") << false;
        QTest::newRow("B121 user") << QByteArray("https://app.ventros.io@evil.com") << false;
        QTest::newRow("B121 user of another") << QByteArray("https://evil@app.ventros.io") << false;
        QTest::newRow("B115 empty") << QByteArray("") << false;
        QTest::newRow("B122 case") << QByteArray("HTTPS://App.Ventros.IO") << true;
    }
    void origins()
    {
        QFETCH(QByteArray, origin);
        const OriginPolicy policy({"https://app.ventros.io"}, false);
        QTEST(policy.mayUpgrade(origin, OriginPolicy::Token::Elsewhere), "allowed");
        // Neither leave for clients without Origin nor a token in the header is a way around the list.
        QTEST(OriginPolicy({"https://app.ventros.io"}, true).mayUpgrade(origin, OriginPolicy::Token::Header), "allowed");
    }

    void absentOrigin_B124()
    {
        const OriginPolicy strict({}, false);
        QVERIFY(strict.mayUpgrade(std::nullopt, OriginPolicy::Token::Header));
        QVERIFY(!strict.mayUpgrade(std::nullopt, OriginPolicy::Token::Elsewhere));
        QVERIFY(strict.mayUpgrade(std::nullopt, OriginPolicy::Token::None)); // 401 is for the token check to say
        QVERIFY(OriginPolicy({}, true).mayUpgrade(std::nullopt, OriginPolicy::Token::Elsewhere));
    }

    void bucketsEmptyAndFill()
    {
        TokenBucket bucket;
        const Rate rate{2, 3};
        for (int i = 0; i < 3; ++i)
            QVERIFY(!bucket.take(rate, 1000));
        QCOMPARE(bucket.take(rate, 1000), std::optional<qint64>(500));
        QVERIFY(!bucket.take(rate, 1500));
        QVERIFY(bucket.take(rate, 1500));
        QVERIFY(bucket.isFull(rate, 10'000));
    }

    void fullBucketsAreForgotten()
    {
        qint64 now = 1;
        const Rate rate{100, 1};
        RateLimiter limiter(rate, {[&] { return now; }, [&] { return now; }});
        for (int i = 0; i < 100'000; ++i) {
            now += 10;
            QVERIFY(!limiter.check(QByteArray::number(i)));
        }
        QVERIFY(limiter.size() < 40'000);
        QVERIFY(limiter.check("99999"));
        QVERIFY(limiter.peek("99999"));
    }

    void threeStrikes_B128()
    {
        qint64 now = 100'000;
        StrikeCounter strikes({[&] { return now; }, [&] { return now; }});
        QVERIFY(!strikes.strike("a"));
        QVERIFY(!strikes.strike("a"));
        QVERIFY(!strikes.strike("b"));
        QVERIFY(strikes.strike("a"));
        now += 61'000;
        QVERIFY(!strikes.strike("b"));
    }

    void ipv6CountsPerNetwork_B132()
    {
        const auto key = [](const char *text) { return addressKey(QHostAddress(QString::fromLatin1(text))); };
        QCOMPARE(key("2001:db8::1"), key("2001:db8::ffff:2"));
        QVERIFY(key("2001:db8::1") != key("2001:db8:0:1::1"));
        QCOMPARE(key("::ffff:192.0.2.1"), key("192.0.2.1"));
        QVERIFY(key("192.0.2.1") != key("192.0.2.2"));
    }

    void trustedProxies_F49()
    {
        const auto proxies = TrustedProxies::parse({"127.0.0.0/8", "2001:db8::/32"});
        QVERIFY(bool(proxies));
        const QHostAddress proxy(QStringLiteral("127.0.0.1")), client(QStringLiteral("192.0.2.7"));
        QCOMPARE(proxies->clientAddress(proxy, {"192.0.2.7"}), client);
        QCOMPARE(proxies->clientAddress(proxy, {"203.0.113.9, 192.0.2.7, 127.0.0.5"}), client);
        QCOMPARE(proxies->clientAddress(proxy, {"203.0.113.9", "192.0.2.7"}), client);
        QCOMPARE(proxies->clientAddress(client, {"203.0.113.9"}), client);
        QCOMPARE(proxies->clientAddress(proxy, {"not an address"}), proxy);
        QCOMPARE(proxies->clientAddress(proxy, {"fe80::1%eth0"}), proxy);
        QCOMPARE(proxies->clientAddress(proxy, {}), proxy);
        QCOMPARE(proxies->clientAddress(QHostAddress(QStringLiteral("::ffff:127.0.0.1")), {"::ffff:192.0.2.7"}), client);
        for (const char *wrong : {"nonsense", "", "10.0.0.0/33"})
            QCOMPARE(TrustedProxies::parse({"10.0.0.0/8", wrong}).error().field, QByteArray("proxy.trusted"));
    }
};

QTEST_APPLESS_MAIN(TestDoor)
#include "tst_door.moc"
