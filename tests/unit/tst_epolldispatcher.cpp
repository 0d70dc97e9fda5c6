// SPDX-License-Identifier: Apache-2.0
// EpollDispatcher in the manner of Qt's own dispatcher tests: posted events, flags, wake-ups, nested loops, threads.
// Seen red: beginSleep() that ignores a pending wake (lost wake-ups); interrupt() without its own flag (lost quits);
// no look at nested loops before blocking (outer loop sleeps on); hook after the poll timeout was taken.
#include "loop/epolldispatcher.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>
#include <QThread>
#include <QTimer>

#include <memory>

#include <sys/eventfd.h>
#include <sys/syscall.h>
#include <unistd.h>

using conversa::EpollDispatcher;
using namespace std::chrono_literals;

namespace {

std::atomic<int> wakeWrites = 0;

EpollDispatcher *dispatcher()
{
    return static_cast<EpollDispatcher *>(QAbstractEventDispatcher::instance());
}

void post(QObject *context, std::function<void()> action)
{
    QMetaObject::invokeMethod(context, std::move(action), Qt::QueuedConnection);
}

// A thread on its own EpollDispatcher with an object in it to post to.
class LoopThread
{
public:
    LoopThread()
    {
        m_thread.setEventDispatcher(std::make_unique<EpollDispatcher>().release());
        m_context.moveToThread(&m_thread);
        m_thread.start();
    }
    ~LoopThread() { stop(); }

    bool stop()
    {
        m_thread.quit();
        return m_thread.wait(30s);
    }
    QObject *context() { return &m_context; }
    QAbstractEventDispatcher *loop() { return m_thread.eventDispatcher(); }
    void run(std::function<void()> action)
    {
        QMetaObject::invokeMethod(&m_context, std::move(action), Qt::BlockingQueuedConnection);
    }

private:
    QThread m_thread;
    QObject m_context;
};

} // namespace

// Stands in for the C library's, to count the system calls that wake-ups cost.
extern "C" int eventfd_write(int fd, eventfd_t value)
{
    ++wakeWrites;
    return write(fd, &value, sizeof value) == sizeof value ? 0 : -1;
}

class EpollDispatcherTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void postedEventIsNotSleptPast();
    void processEventsSaysWhatItDid();
    void signalsAroundBlocking();
    void excludedTimersWait();
    void excludedSocketsStillWake();
    void wakeUpBeforeProcessEventsCounts();
    void interruptEndsWaiting();
    void nestedLoopsQuitTogether();
    void innerLoopTakesWakeOfOuter();
    void deleteLaterRunsInItsLoop();
    void threadQuitsAtAnyMoment();
    void threadDeletesLateObjects();
    void queuedCallsBetweenThreads();
    void everyWakeUpArrives();
    void wakeUpsOfAnAwakeThreadAreFree();
    void hookRunsOncePerTurn();
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

void EpollDispatcherTest::excludedSocketsStillWake()
{
    LoopThread other;
    constexpr auto kFlags = QEventLoop::WaitForMoreEvents | QEventLoop::ExcludeSocketNotifiers;
    for (int i = 0; i < 1000; ++i) {
        bool called = false;
        post(other.context(), [&, this] { post(this, [&] { called = true; }); });
        // Once for the wake, at most once more to send the event.
        int turns = 0;
        for (; !called; ++turns)
            dispatcher()->processEvents(kFlags);
        QVERIFY2(turns <= 2, "spins on an eventfd that was written before");
    }
}

void EpollDispatcherTest::wakeUpBeforeProcessEventsCounts()
{
    dispatcher()->wakeUp();
    QVERIFY(dispatcher()->processEvents(QEventLoop::WaitForMoreEvents));
}

void EpollDispatcherTest::interruptEndsWaiting()
{
    QEventLoop loop;
    LoopThread other;
    bool done = false;
    post(other.context(), [&, waiting = dispatcher()] { done = true, waiting->interrupt(); });
    while (!done)
        dispatcher()->processEvents(QEventLoop::WaitForMoreEvents);

    QTimer::singleShot(0, &loop, [&] { loop.exit(7); });
    QCOMPARE(loop.exec(), 7);
    post(other.context(), [&] { loop.exit(8); });
    QCOMPARE(loop.exec(), 8);
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

void EpollDispatcherTest::innerLoopTakesWakeOfOuter()
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

void EpollDispatcherTest::threadQuitsAtAnyMoment()
{
    for (int i = 0; i < 500; ++i) {
        LoopThread thread;
        if (i % 3 == 0)
            thread.run([] {});
        else if (i % 3 == 1)
            post(thread.context(), [] {});
        QVERIFY(thread.stop());
    }
}

void EpollDispatcherTest::threadDeletesLateObjects()
{
    QPointer<QObject> object = std::make_unique<QObject>().release();
    LoopThread thread;
    object->moveToThread(thread.context()->thread());
    object->deleteLater();
    QTRY_VERIFY(object.isNull());
}

void EpollDispatcherTest::queuedCallsBetweenThreads()
{
    constexpr int kCalls = 100'000;
    LoopThread left;
    LoopThread right;
    int atLeft = 0;
    int atRight = 0;
    bool ordered = true;
    QSemaphore finished;
    const auto send = [&](QObject *to, int &count) {
        for (int i = 0; i < kCalls; ++i) {
            post(to, [&, i] {
                ordered = ordered && count == i;
                if (++count == kCalls)
                    finished.release();
            });
        }
    };
    post(left.context(), [&] { send(right.context(), atRight); });
    post(right.context(), [&] { send(left.context(), atLeft); });
    QVERIFY(finished.tryAcquire(2, 60'000));
    QVERIFY(left.stop() && right.stop());
    QVERIFY(ordered);
    QCOMPARE(atLeft, kCalls);
    QCOMPARE(atRight, kCalls);
}

void EpollDispatcherTest::everyWakeUpArrives()
{
    // Each wake is given only after the one before has been answered: a lost one stops the exchange for good.
    constexpr int kWakes = 100'000;
    std::atomic<int> given = 0;
    std::atomic<int> seen = 0;
    std::atomic<QAbstractEventDispatcher *> sleeper = nullptr;
    const std::unique_ptr<QThread> thread(QThread::create([&] {
        sleeper = QAbstractEventDispatcher::instance();
        while (seen < kWakes) {
            sleeper.load()->processEvents(QEventLoop::WaitForMoreEvents);
            seen = given.load();
        }
    }));
    thread->setEventDispatcher(std::make_unique<EpollDispatcher>().release());
    thread->start();
    QTRY_VERIFY(sleeper.load());
    QElapsedTimer stall;
    bool stalled = false;
    for (int i = 1; i <= kWakes && !stalled; ++i) {
        given = i;
        sleeper.load()->wakeUp();
        stall.start();
        while (seen < i && !stalled)
            stalled = stall.hasExpired(5000);
    }
    given = kWakes;
    if (stalled)
        sleeper.load()->interrupt();
    QVERIFY(thread->wait(30s));
    QVERIFY2(!stalled, "a wake-up was lost");
}

void EpollDispatcherTest::wakeUpsOfAnAwakeThreadAreFree()
{
    int called = 0;
    wakeWrites = 0;
    QEventLoop loop;
    post(this, [&] {
        for (int i = 0; i < 1000; ++i)
            post(this, [&] { ++called; });
        post(&loop, [&] { loop.quit(); });
    });
    loop.exec();
    QCOMPARE(called, 1000);
    QCOMPARE(wakeWrites.load(), 0);

    LoopThread busy;
    QSemaphore go;
    QSemaphore finished;
    post(busy.context(), [&] { go.acquire(); });
    for (int i = 0; i < 1000; ++i)
        post(busy.context(), [] {});
    post(busy.context(), [&] { finished.release(); });
    go.release();
    QVERIFY(finished.tryAcquire(1, 30'000));
    QVERIFY2(wakeWrites <= 1, QByteArray::number(wakeWrites).constData());
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

void EpollDispatcherTest::hookIsNotSleptPast()
{
    QEventLoop loop;
    bool posted = false;
    bool sent = false;
    int timeouts = 0;
    dispatcher()->setTurnEndHook([&] {
        if (std::exchange(posted, true))
            return;
        post(this, [&] { sent = true; });
        QTimer::singleShot(1, Qt::PreciseTimer, this, [&] { ++timeouts; });
    });
    QElapsedTimer elapsed;
    elapsed.start();
    QTimer::singleShot(5000, &loop, &QEventLoop::quit);
    while (!sent || timeouts == 0)
        dispatcher()->processEvents(QEventLoop::WaitForMoreEvents | QEventLoop::EventLoopExec);
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
    QCoreApplication::setEventDispatcher(std::make_unique<EpollDispatcher>().release());
    QCoreApplication application(argc, argv);
    EpollDispatcherTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_epolldispatcher.moc"
