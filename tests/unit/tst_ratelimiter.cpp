// SPDX-License-Identifier: Apache-2.0
// Rates under load and strikes over time. Seen red: strikes counted from the first of a minute miss "across two minutes".
#include "auth/ratelimiter.h"

#include <QTest>

#include <atomic>
#include <thread>
#include <vector>

using namespace conversa;

class TestRateLimiter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void threadsShareOneBucket();
    void strikes_data();
    void strikes();

private:
    Clock clock()
    {
        return {[this] { return m_now.load(); }, [] { return qint64(0); }};
    }
    std::atomic<qint64> m_now = 1'000'000;
};

void TestRateLimiter::threadsShareOneBucket()
{
    const Rate rate{1, 1'000};
    RateLimiter limiter(rate, clock());
    std::atomic<int> taken = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&] {
            for (int n = 0; n < 1'000; ++n)
                taken += limiter.check("one") ? 0 : 1;
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(taken.load(), 1'000);
}

void TestRateLimiter::strikes_data()
{
    QTest::addColumn<QList<int>>("seconds");
    QTest::addColumn<bool>("third");
    QTest::newRow("three at once") << QList{0, 0, 0} << true;
    QTest::newRow("within a minute") << QList{0, 30, 60} << true;
    QTest::newRow("too slow") << QList{0, 40, 80, 120} << false;
    QTest::newRow("across two minutes") << QList{0, 50, 61, 62} << true;
    QTest::newRow("anew after the third") << QList{0, 0, 0, 1, 2} << false;
}

void TestRateLimiter::strikes()
{
    QFETCH(QList<int>, seconds);
    QFETCH(bool, third);
    StrikeCounter counter(clock());
    const qint64 start = m_now;
    bool last = false;
    for (const int second : seconds) {
        m_now = start + second * 1'000;
        last = counter.strike("one");
    }
    QCOMPARE(last, third);
}

QTEST_GUILESS_MAIN(TestRateLimiter)
#include "tst_ratelimiter.moc"
