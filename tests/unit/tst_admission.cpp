// SPDX-License-Identifier: Apache-2.0
// Who is let in when the server is busy, and when those come back who are not (F39).
// Seen red: the same time to return for everyone, the wait in line not looked at.
#include "net/admission.h"

#include <QSet>
#include <QTest>

#include <thread>
#include <vector>

using namespace conversa;

class TestAdmission : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tooLongInEitherLine();
    void everyoneHasATimeOfHisOwn();
    void timePassesForTheRefused();
    void manyThreads();
    void neverFarAway();

private:
    Clock clock() { return { [this] { return m_now; }, [] { return 0; } }; }

    Limits m_limits;
    qint64 m_now = 5'000;
    qint64 m_storeWait = 0;
};

void TestAdmission::tooLongInEitherLine()
{
    m_limits.admission = 100;
    const Admission admission(m_limits, clock(), [this] { return m_storeWait; });
    QVERIFY(admission.mayEnter(0) && admission.mayEnter(100));
    QVERIFY(!admission.mayEnter(101));
    m_storeWait = 100;
    QVERIFY(admission.mayEnter(0));
    m_storeWait = 101;
    QVERIFY(!admission.mayEnter(0));
    m_storeWait = 0;
    QVERIFY(admission.mayEnter(0));
}

void TestAdmission::everyoneHasATimeOfHisOwn()
{
    Admission admission(m_limits, clock(), [] { return 0; });
    for (qint64 nth = 0; nth < 20'000; ++nth)
        QCOMPARE(admission.returnAfterMs(), 1'000 + nth);
}

void TestAdmission::timePassesForTheRefused()
{
    Admission admission(m_limits, clock(), [] { return 0; });
    QCOMPARE(admission.returnAfterMs(), 1'000);
    QCOMPARE(admission.returnAfterMs(), 1'001);
    m_now += 1; // both are promised to one already
    QCOMPARE(admission.returnAfterMs(), 1'001);
    m_now += 10'000;
    QCOMPARE(admission.returnAfterMs(), 1'000);
}

void TestAdmission::manyThreads()
{
    ReturnTimes returns;
    std::vector<std::vector<qint64>> given(4);
    std::vector<std::thread> threads;
    for (auto &own : given)
        threads.emplace_back([&returns, &own] {
            for (int i = 0; i < 5'000; ++i)
                own.push_back(returns.next(0, 1'000));
        });
    QSet<qint64> all;
    for (size_t i = 0; i < threads.size(); ++i) {
        threads[i].join();
        all.unite(QSet<qint64>(given[i].begin(), given[i].end()));
    }
    QCOMPARE(all.size(), 20'000);
}

void TestAdmission::neverFarAway()
{
    ReturnTimes returns;
    for (int i = 0; i < 100'000; ++i) {
        const qint64 wait = returns.next(0, 1'000);
        QVERIFY(wait >= 1'000 && wait <= ReturnTimes::mostMs);
    }
}

QTEST_GUILESS_MAIN(TestAdmission)
#include "tst_admission.moc"
