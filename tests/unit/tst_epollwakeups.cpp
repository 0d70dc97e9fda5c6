// SPDX-License-Identifier: Apache-2.0
// Wake-ups of EpollDispatcher between threads: none lost, none paid for without need.
// Seen red: sleep() that ignores a pending wake, wakes that do not count for the turn after (both: lost wake-ups); a
// write for every wake; eventfd not drained where it is polled (spin).
#include "epolltest.h"

#include <QElapsedTimer>
#include <QPointer>
#include <QSemaphore>
#include <QTimer>

#include <atomic>

#include <sys/eventfd.h>
#include <unistd.h>

using namespace conversa::testing;
using namespace std::chrono_literals;

namespace {

std::atomic<int> wakeWrites = 0;

} // namespace

// Stands in for the C library's, to count the system calls that wake-ups cost.
extern "C" int eventfd_write(int fd, eventfd_t value)
{
    ++wakeWrites;
    return write(fd, &value, sizeof value) == sizeof value ? 0 : -1;
}

class EpollWakeUpsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void threadQuitsAtAnyMoment();
    void threadDeletesLateObjects();
    void queuedCallsBetweenThreads();
    void everyWakeUpArrives();
    void wakeUpsOfAnAwakeThreadAreFree();
    void excludedSocketsStillWake();
    void wakeUpBeforeProcessEventsCounts();
};

void EpollWakeUpsTest::threadQuitsAtAnyMoment()
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

void EpollWakeUpsTest::threadDeletesLateObjects()
{
    QPointer<QObject> object = std::make_unique<QObject>().release();
    LoopThread thread;
    object->moveToThread(thread.context()->thread());
    object->deleteLater();
    QTRY_VERIFY(object.isNull());
}

void EpollWakeUpsTest::queuedCallsBetweenThreads()
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

void EpollWakeUpsTest::everyWakeUpArrives()
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
    thread->setEventDispatcher(std::make_unique<conversa::EpollDispatcher>().release());
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

void EpollWakeUpsTest::wakeUpsOfAnAwakeThreadAreFree()
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

void EpollWakeUpsTest::excludedSocketsStillWake()
{
    LoopThread other;
    constexpr auto kFlags = QEventLoop::WaitForMoreEvents | QEventLoop::ExcludeSocketNotifiers;
    for (int i = 0; i < 1000; ++i) {
        bool called = false;
        post(other.context(), [&, this] { post(this, [&] { called = true; }); });
        while (!called)
            dispatcher()->processEvents(kFlags);
    }
    bool over = false;
    int turns = 0;
    QTimer::singleShot(20, this, [&] { over = true; });
    for (; !over; ++turns)
        dispatcher()->processEvents(kFlags);
    QVERIFY2(turns <= 5, "spins on an eventfd that was written before");
}

void EpollWakeUpsTest::wakeUpBeforeProcessEventsCounts()
{
    dispatcher()->wakeUp();
    QVERIFY(dispatcher()->processEvents(QEventLoop::WaitForMoreEvents));
}

int main(int argc, char *argv[])
{
    return runOnEpoll<EpollWakeUpsTest>(argc, argv);
}

#include "tst_epollwakeups.moc"
