// SPDX-License-Identifier: Apache-2.0
// Qt timers on EpollDispatcher: order, repeats, zero and single-shot timers, handlers that change timers.
// Seen red: timer put back before its handler ran (re-entered itself); poll timeout rounded down (woke early and spun);
// fireDue() without its end mark (zero timers kept the loop); killed timer put back.
#include "epolltest.h"

#include <QElapsedTimer>
#include <QSet>
#include <QTimer>
#include <QTimerEvent>

#include <random>

using namespace conversa::testing;
using namespace std::chrono_literals;

namespace {

// Hands its timer events to a function, with the id.
class Ticker : public QObject
{
public:
    std::function<void(int id)> ticked = [](int) {};

protected:
    void timerEvent(QTimerEvent *event) override { ticked(event->timerId()); }
};

// Counts the turns of the loop while it lives.
class TurnCounter
{
public:
    TurnCounter()
    {
        QObject::connect(dispatcher(), &QAbstractEventDispatcher::awake, &m_context, [this] { ++m_turns; });
    }
    int turns() const { return m_turns; }

private:
    QObject m_context;
    int m_turns = 0;
};

void runFor(std::chrono::milliseconds time)
{
    QEventLoop loop;
    QTimer::singleShot(time, Qt::PreciseTimer, &loop, &QEventLoop::quit);
    loop.exec();
}

} // namespace

class EpollTimersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void neverEarly_data();
    void neverEarly();
    void repeats();
    void zeroTimersShareTheLoop();
    void firesInOrderOfDueTime();
    void doesNotReenterItself();
    void zeroTimerRestsInNestedLoop();
    void killedInItsHandler();
    void killsTheNextInItsHandler();
    void restartedInItsHandler();
    void objectDestroyedByAnotherTimer();
    void manyTimers();
    void remainingTime();
    void registeredTimers();
    void movesToAnotherThread();
};

void EpollTimersTest::neverEarly_data()
{
    QTest::addColumn<Qt::TimerType>("type");
    QTest::addColumn<int>("interval");
    QTest::newRow("precise 1 ms") << Qt::PreciseTimer << 1;
    QTest::newRow("precise 7 ms") << Qt::PreciseTimer << 7;
    QTest::newRow("coarse 25 ms") << Qt::CoarseTimer << 25;
    QTest::newRow("very coarse 200 ms") << Qt::VeryCoarseTimer << 200;
}

void EpollTimersTest::neverEarly()
{
    QFETCH(Qt::TimerType, type);
    QFETCH(int, interval);
    for (int i = 0; i < (interval < 100 ? 20 : 1); ++i) {
        QEventLoop loop;
        QElapsedTimer elapsed;
        const TurnCounter counter;
        elapsed.start();
        QTimer::singleShot(interval, type, &loop, [&] { loop.quit(); });
        loop.exec();
        QVERIFY(elapsed.nsecsElapsed() >= qint64(interval) * 1'000'000);
        QVERIFY2(counter.turns() <= 3, "woke for nothing");
    }
}

void EpollTimersTest::repeats()
{
    QEventLoop loop;
    QElapsedTimer elapsed;
    int count = 0;
    QTimer timer;
    connect(&timer, &QTimer::timeout, this, [&] {
        if (++count == 10)
            loop.quit();
    });
    elapsed.start();
    timer.start(5ms);
    loop.exec();
    QVERIFY(elapsed.elapsed() >= 50);
    timer.stop();
    runFor(15ms);
    QCOMPARE(count, 10);
}

void EpollTimersTest::zeroTimersShareTheLoop()
{
    int first = 0;
    int second = 0;
    int chained = 0;
    Ticker one;
    Ticker two;
    Ticker chain;
    one.ticked = [&](int) { ++first; };
    two.ticked = [&](int) { ++second; };
    chain.ticked = [&](int id) {
        ++chained;
        chain.killTimer(id);
        chain.startTimer(0);
    };
    one.startTimer(0);
    two.startTimer(0);
    chain.startTimer(0);
    for (int turn = 1; turn <= 5; ++turn) {
        dispatcher()->processEvents(QEventLoop::AllEvents);
        QCOMPARE(first, turn);
        QCOMPARE(second, turn);
        QCOMPARE(chained, turn);
    }
    bool late = false;
    QTimer::singleShot(5, this, [&] { late = true; });
    QTRY_VERIFY(late);
}

void EpollTimersTest::firesInOrderOfDueTime()
{
    QList<int> order;
    for (int interval : { 9, 3, 6, 1, 3 })
        QTimer::singleShot(interval, Qt::PreciseTimer, this, [&order, interval] { order.append(interval); });
    QTRY_COMPARE(order.size(), 5);
    QCOMPARE(order, (QList<int>{ 1, 3, 3, 6, 9 }));
}

void EpollTimersTest::doesNotReenterItself()
{
    int depth = 0;
    int deepest = 0;
    int others = 0;
    Ticker nesting;
    Ticker other;
    other.ticked = [&](int) { ++others; };
    nesting.ticked = [&](int id) {
        deepest = std::max(deepest, ++depth);
        runFor(20ms);
        --depth;
        nesting.killTimer(id);
    };
    other.startTimer(1, Qt::PreciseTimer);
    nesting.startTimer(1, Qt::PreciseTimer);
    runFor(40ms);
    QCOMPARE(deepest, 1);
    QVERIFY(others > 3);
}

void EpollTimersTest::zeroTimerRestsInNestedLoop()
{
    int turns = -1;
    Ticker nesting;
    nesting.ticked = [&](int id) {
        const TurnCounter counter;
        runFor(20ms);
        turns = counter.turns();
        nesting.killTimer(id);
    };
    nesting.startTimer(0);
    QTRY_VERIFY(turns >= 0);
    QVERIFY2(turns < 10, QByteArray::number(turns).constData());
}

void EpollTimersTest::killedInItsHandler()
{
    int count = 0;
    Ticker ticker;
    ticker.ticked = [&](int id) {
        ++count;
        ticker.killTimer(id);
    };
    const int id = ticker.startTimer(0);
    runFor(5ms);
    QCOMPARE(count, 1);
    QVERIFY(!dispatcher()->unregisterTimer(id));
}

void EpollTimersTest::killsTheNextInItsHandler()
{
    Ticker ticker;
    QSet<int> ids;
    int count = 0;
    ticker.ticked = [&](int id) {
        ++count;
        for (int other : std::as_const(ids))
            ticker.killTimer(other);
        QVERIFY(ids.contains(id));
        ids.clear();
    };
    for (int i = 0; i < 10; ++i)
        ids.insert(ticker.startTimer(0));
    dispatcher()->processEvents(QEventLoop::AllEvents);
    QCOMPARE(count, 1);
}

void EpollTimersTest::restartedInItsHandler()
{
    QTimer timer;
    int count = 0;
    connect(&timer, &QTimer::timeout, this, [&] { timer.start(++count == 1 ? 1 : 60'000); });
    timer.start(0);
    QTRY_COMPARE(count, 2);
    runFor(10ms);
    QCOMPARE(count, 2);
}

void EpollTimersTest::objectDestroyedByAnotherTimer()
{
    auto victim = std::make_unique<Ticker>();
    victim->ticked = [](int) { QFAIL("a destroyed object's timer fired"); };
    Ticker killer;
    killer.ticked = [&](int) { victim.reset(); };
    killer.startTimer(0);
    victim->startTimer(0);
    victim->startTimer(1);
    runFor(10ms);
    QVERIFY(!victim);
}

void EpollTimersTest::manyTimers()
{
    const quint32 seed = std::random_device()();
    qInfo("seed %u", seed);
    std::mt19937 random(seed);
    Ticker ticker;
    QHash<int, int> intervals;
    QSet<int> killed;
    QList<int> fired;
    ticker.ticked = [&](int id) {
        ticker.killTimer(id);
        fired.append(id);
    };
    for (int i = 0; i < 10'000; ++i) {
        const int interval = 1 + int(random() % 100);
        const int id = ticker.startTimer(interval, Qt::PreciseTimer);
        intervals.insert(id, interval);
        if (random() % 2 == 0)
            killed.insert(id);
    }
    for (int id : std::as_const(killed))
        ticker.killTimer(id);
    QTRY_COMPARE(fired.size(), intervals.size() - killed.size());
    for (int id : std::as_const(fired))
        QVERIFY(!killed.contains(id));
    QVERIFY(dispatcher()->registeredTimers(&ticker).isEmpty());
}

void EpollTimersTest::remainingTime()
{
    Ticker ticker;
    const int id = ticker.startTimer(10'000);
    const int left = dispatcher()->remainingTime(id);
    QVERIFY(left > 9'000 && left <= 10'000);
    ticker.killTimer(id);
    QCOMPARE(dispatcher()->remainingTime(id), -1);

    int inHandler = -1;
    ticker.ticked = [&](int own) {
        inHandler = dispatcher()->remainingTime(own);
        ticker.killTimer(own);
    };
    ticker.startTimer(50);
    QTRY_VERIFY(inHandler >= 0);
    QVERIFY(inHandler > 0 && inHandler <= 50);

    const int overdue = ticker.startTimer(1);
    QElapsedTimer busy;
    busy.start();
    while (!busy.hasExpired(3)) { }
    QCOMPARE(dispatcher()->remainingTime(overdue), 0);
}

void EpollTimersTest::registeredTimers()
{
    Ticker ticker;
    const int first = ticker.startTimer(60'000, Qt::PreciseTimer);
    const int second = ticker.startTimer(70'000, Qt::VeryCoarseTimer);
    auto timers = dispatcher()->registeredTimers(&ticker);
    std::sort(timers.begin(), timers.end(), [](auto &a, auto &b) { return a.interval < b.interval; });
    QCOMPARE(timers.size(), 2);
    QCOMPARE(timers[0].timerId, first);
    QCOMPARE(timers[0].timerType, Qt::PreciseTimer);
    QCOMPARE(timers[1].timerId, second);
    QCOMPARE(timers[1].interval, 70'000);
    QVERIFY(dispatcher()->unregisterTimers(&ticker));
    QVERIFY(!dispatcher()->unregisterTimers(&ticker));
    QVERIFY(dispatcher()->registeredTimers(&ticker).isEmpty());
}

void EpollTimersTest::movesToAnotherThread()
{
    LoopThread other;
    Ticker ticker;
    std::atomic<int> there = 0;
    ticker.ticked = [&](int id) {
        there += QThread::currentThread() == other.thread() ? 1 : 1'000'000;
        if (there == 3)
            ticker.killTimer(id);
    };
    ticker.startTimer(1);
    ticker.moveToThread(other.thread());
    QTRY_COMPARE(there.load(), 3);
    QVERIFY(other.stop());
}

int main(int argc, char *argv[])
{
    return runOnEpoll<EpollTimersTest>(argc, argv);
}

#include "tst_epolltimers.moc"
