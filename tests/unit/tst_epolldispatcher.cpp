// SPDX-License-Identifier: Apache-2.0
// EpollDispatcher in the manner of Qt's own dispatcher tests: posted events, flags, nested loops, the turn-end hook.
// Seen red: interrupt() without a flag of its own, no look at nested turns before blocking (both: loop hangs); flag
// never taken back (nested loop spins); hook after the poll timeout was taken (slept past its timer); timers not
// excluded.
#include "epolltest.h"

#include <QElapsedTimer>
#include <QPointer>
#include <QSignalSpy>
#include <QTimer>

#include <atomic>
#include <utility>

using namespace conversa::testing;
using namespace std::chrono_literals;

class EpollDispatcherTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void postedEventIsNotSleptPast();
    void processEventsSaysWhatItDid();
    void signalsAroundBlocking();
    void excludedTimersWait();
    void interruptEndsWaiting();
    void interruptBeforeTheTurnCounts();
    void nestedLoopsQuitTogether();
    void quitSurvivesNestedTurn();
    void quitOfOuterLoopLetsInnerSleep();
    void deleteLaterRunsInItsLoop();
    void hookRunsOncePerTurn();
    void hookIsNotSleptPast_data();
    void hookIsNotSleptPast();
    void hookSeesWhatTimersLeft();
};

void EpollDispatcherTest::postedEventIsNotSleptPast()
{
    for (int i = 0; i < 1000; ++i) {
        bool sent = false;
        post(this, [&] { sent = true; });
        QVERIFY(!sent);
        QVERIFY(dispatcher()->processEvents(QEventLoop::WaitForMoreEvents));
        QVERIFY(sent);
    }
}

void EpollDispatcherTest::processEventsSaysWhatItDid()
{
    while (dispatcher()->processEvents(QEventLoop::AllEvents)) { }
    QVERIFY(!dispatcher()->processEvents(QEventLoop::AllEvents));
    post(this, [] {});
    QVERIFY(dispatcher()->processEvents(QEventLoop::AllEvents));
    QVERIFY(!dispatcher()->processEvents(QEventLoop::AllEvents));
}

void EpollDispatcherTest::signalsAroundBlocking()
{
    QSignalSpy blocking(dispatcher(), &QAbstractEventDispatcher::aboutToBlock);
    QSignalSpy awake(dispatcher(), &QAbstractEventDispatcher::awake);
    post(this, [] {});
    QVERIFY(dispatcher()->processEvents(QEventLoop::AllEvents));
    QCOMPARE(blocking.size(), 0);
    QCOMPARE(awake.size(), 1);

    QTimer::singleShot(10, this, [] {});
    QVERIFY(dispatcher()->processEvents(QEventLoop::WaitForMoreEvents));
    QCOMPARE(blocking.size(), 1);
    QCOMPARE(awake.size(), 2);
}

void EpollDispatcherTest::excludedTimersWait()
{
    bool fired = false;
    QTimer timer;
    connect(&timer, &QTimer::timeout, this, [&] { fired = true; });
    timer.start(0);
    LoopThread other;
    post(other.context(), [loop = dispatcher()] { loop->wakeUp(); });
    dispatcher()->processEvents(QEventLoop::WaitForMoreEvents | QEventLoop::X11ExcludeTimers);
    QVERIFY(!fired);
    QTRY_VERIFY(fired);
}

void EpollDispatcherTest::interruptEndsWaiting()
{
    LoopThread other;
    std::atomic<bool> done = false;
    post(other.context(), [&, waiting = dispatcher()] {
        done = true;
        waiting->interrupt();
    });
    while (!done)
        dispatcher()->processEvents(QEventLoop::WaitForMoreEvents);

    QEventLoop loop;
    post(&loop, [&] { loop.exit(7); });
    QCOMPARE(loop.exec(), 7);
    post(&loop, [&] { post(other.context(), [&] { loop.exit(8); }); });
    QCOMPARE(loop.exec(), 8);
}

void EpollDispatcherTest::interruptBeforeTheTurnCounts()
{
    // As when another thread quits a loop that has just looked at its exit flag.
    dispatcher()->interrupt();
    dispatcher()->processEvents(QEventLoop::WaitForMoreEvents | QEventLoop::EventLoopExec);
}

void EpollDispatcherTest::nestedLoopsQuitTogether()
{
    // The nested loop runs inside the outer one's posted events: the outer must look up before it blocks.
    QEventLoop outer;
    QEventLoop inner;
    post(this, [&] {
        QTimer::singleShot(1, &inner, [&] {
            outer.exit(1);
            inner.exit(2);
        });
        QCOMPARE(inner.exec(), 2);
    });
    QCOMPARE(outer.exec(), 1);
}

void EpollDispatcherTest::quitSurvivesNestedTurn()
{
    QEventLoop loop;
    post(this, [&] {
        loop.exit(3);
        dispatcher()->processEvents(QEventLoop::AllEvents);
    });
    QCOMPARE(loop.exec(), 3);
}

void EpollDispatcherTest::quitOfOuterLoopLetsInnerSleep()
{
    // A quit of the outer loop must not make the inner one spin.
    QEventLoop outer;
    QEventLoop inner;
    int turns = 0;
    post(this, [&] {
        outer.exit(1);
        QTimer::singleShot(50, &inner, [&] { inner.exit(2); });
        const auto counter = connect(dispatcher(), &QAbstractEventDispatcher::awake, this, [&] { ++turns; });
        inner.exec();
        disconnect(counter);
    });
    QCOMPARE(outer.exec(), 1);
    QVERIFY2(turns < 10, QByteArray::number(turns).constData());
}

void EpollDispatcherTest::deleteLaterRunsInItsLoop()
{
    QEventLoop outer;
    QPointer<QObject> object = std::make_unique<QObject>().release();
    bool aliveInside = false;
    post(this, [&] {
        object->deleteLater();
        QEventLoop inner;
        QTimer::singleShot(1, &inner, [&] {
            aliveInside = !object.isNull();
            inner.quit();
        });
        inner.exec();
        QTimer::singleShot(5, &outer, &QEventLoop::quit);
    });
    outer.exec();
    QVERIFY(aliveInside);
    QVERIFY(object.isNull());
}

void EpollDispatcherTest::hookRunsOncePerTurn()
{
    int events = 0;
    QList<int> flushes;
    dispatcher()->setTurnEndHook([&] { flushes.append(events); });
    for (int i = 0; i < 5; ++i)
        post(this, [&] { ++events; });
    dispatcher()->processEvents(QEventLoop::AllEvents);
    QCOMPARE(flushes, QList<int>{ 5 });
    dispatcher()->processEvents(QEventLoop::AllEvents);
    QCOMPARE(flushes, (QList<int>{ 5, 5 }));
    dispatcher()->setTurnEndHook({});
}

void EpollDispatcherTest::hookIsNotSleptPast_data()
{
    QTest::addColumn<bool>("timer");
    QTest::newRow("posts an event") << false;
    QTest::newRow("starts a timer") << true;
}

void EpollDispatcherTest::hookIsNotSleptPast()
{
    QFETCH(bool, timer);
    QEventLoop loop;
    bool started = false;
    dispatcher()->setTurnEndHook([&] {
        if (std::exchange(started, true))
            return;
        if (timer)
            QTimer::singleShot(1, Qt::PreciseTimer, &loop, &QEventLoop::quit);
        else
            post(&loop, [&] { loop.quit(); });
    });
    QElapsedTimer elapsed;
    elapsed.start();
    QTimer::singleShot(5000, &loop, &QEventLoop::quit);
    loop.exec();
    dispatcher()->setTurnEndHook({});
    QVERIFY(elapsed.elapsed() < 5000);
}

void EpollDispatcherTest::hookSeesWhatTimersLeft()
{
    QEventLoop loop;
    int pending = 0;
    int flushed = 0;
    dispatcher()->setTurnEndHook([&] {
        flushed += std::exchange(pending, 0);
        if (flushed == 3)
            loop.quit();
    });
    QTimer timer;
    connect(&timer, &QTimer::timeout, this, [&] { ++pending; });
    timer.start(1);
    loop.exec();
    dispatcher()->setTurnEndHook({});
    QCOMPARE(flushed, 3);
}

int main(int argc, char *argv[])
{
    return runOnEpoll<EpollDispatcherTest>(argc, argv);
}

#include "tst_epolldispatcher.moc"
