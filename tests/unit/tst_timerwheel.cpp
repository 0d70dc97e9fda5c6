// SPDX-License-Identifier: Apache-2.0
// The promises of TimerWheel one by one, with the time turned by hand; the last two on real time.
// Seen red: due tick rounded down, a passed-on deadline run in its first slot (both: early); a slot's bit dropped too
// soon (late) or kept (woken for nothing); a slot run in place (ran for ever); moved deadlines left where they were; no
// catching up after a rest (woken for nothing).
#include "handwheel.h"

#include <QElapsedTimer>
#include <QTest>

#include <memory>
#include <vector>

using conversa::Clock;
using conversa::TimerWheel;
using namespace conversa::testing;
using namespace std::chrono_literals;

namespace {

static_assert(sizeof(TimerWheel::Deadline) <= 48);

constexpr qint64 kTick = 100;

struct Flag
{
    int count = 0;
    void raise() { ++count; }
};

} // namespace

class TimerWheelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void neverEarlyAtMostOneTickLate();
    void beyondTheReachOfTheWheel();
    void movedLaterStaysAndFiresOnce();
    void movedEarlierFiresEarlier();
    void rearmsItself();
    void rearmedAtOnceWaitsForTheNextTick();
    void destroysItselfAndOthers();
    void disarmsOneOfItsTick();
    void firesInOrderAfterALongSleep();
    void restsWhileNothingIsArmed();
    void deadlineOutlivesWheel();
    void runsByItsOwnTimer();
    void skipsEmptyTicks();
};

void TimerWheelTest::neverEarlyAtMostOneTickLate()
{
    for (qint64 offset = 0; offset < 2 * kTick; ++offset) {
        HandWheel hand;
        hand.pass(std::chrono::milliseconds(offset));
        Watch watch(hand);
        watch.deadline.arm(250ms);
        const qint64 due = hand.now + 250;
        while (watch.at.empty() && hand.now < due + 1000)
            hand.pass(1ms);
        QCOMPARE(watch.at.size(), size_t(1));
        QVERIFY(watch.at[0] >= due && watch.at[0] < due + kTick);
    }
}

void TimerWheelTest::beyondTheReachOfTheWheel()
{
    HandWheel hand;
    Watch idle(hand);
    Watch heartbeat(hand);
    heartbeat.then = [&] { heartbeat.deadline.arm(25s); };
    heartbeat.deadline.arm(25s);
    idle.deadline.arm(15min);
    hand.pass(15min - 1ms);
    QVERIFY(idle.at.empty());
    hand.pass(100ms);
    QCOMPARE(idle.at.size(), size_t(1));
}

void TimerWheelTest::movedLaterStaysAndFiresOnce()
{
    HandWheel hand;
    Watch watch(hand);
    for (int i = 0; i < 100; ++i) {
        watch.deadline.arm(1s);
        hand.pass(900ms);
    }
    QVERIFY(watch.at.empty());
    hand.pass(200ms);
    QCOMPARE(watch.at.size(), size_t(1));
    hand.pass(10min);
    QCOMPARE(watch.at.size(), size_t(1));
}

void TimerWheelTest::movedEarlierFiresEarlier()
{
    HandWheel hand;
    Watch watch(hand);
    watch.deadline.arm(60s);
    watch.deadline.arm(1s);
    hand.pass(1100ms);
    QCOMPARE(watch.at.size(), size_t(1));
    hand.pass(60s);
    QCOMPARE(watch.at.size(), size_t(1));
}

void TimerWheelTest::rearmsItself()
{
    HandWheel hand;
    Watch watch(hand);
    watch.then = [&] { watch.deadline.arm(25s); };
    watch.deadline.arm(25s);
    for (int i = 0; i < 1000; ++i)
        hand.pass(100ms);
    QCOMPARE(watch.at.size(), size_t(4));
}

void TimerWheelTest::rearmedAtOnceWaitsForTheNextTick()
{
    HandWheel hand;
    Watch watch(hand);
    watch.then = [&] { watch.deadline.arm(-1ms); };
    watch.deadline.arm(0ms);
    hand.pass(100ms);
    QCOMPARE(watch.at.size(), size_t(1));
    hand.pass(100ms);
    QCOMPARE(watch.at.size(), size_t(2));
}

void TimerWheelTest::destroysItselfAndOthers()
{
    HandWheel hand;
    std::vector<std::unique_ptr<Watch>> watches(10);
    int reached = 0;
    for (auto &watch : watches) {
        watch = std::make_unique<Watch>(hand);
        watch->deadline.arm(1s);
        watch->then = [&] {
            ++reached;
            const auto dying = std::move(watches);
        };
    }
    hand.pass(2s);
    QCOMPARE(reached, 1);
    QCOMPARE(hand.wheel.armedCount(), 0);
}

void TimerWheelTest::disarmsOneOfItsTick()
{
    HandWheel hand;
    Watch first(hand);
    Watch second(hand);
    Watch moved(hand);
    for (Watch *watch : { &first, &second, &moved })
        watch->deadline.arm(1s);
    first.then = [&] {
        second.deadline.disarm();
        moved.deadline.arm(5s);
    };
    hand.pass(2s);
    QVERIFY(second.at.empty());
    QVERIFY(moved.at.empty());
    hand.pass(5s);
    QCOMPARE(moved.at.size(), size_t(1));
}

void TimerWheelTest::firesInOrderAfterALongSleep()
{
    HandWheel hand;
    std::vector<int> order;
    std::vector<std::unique_ptr<Watch>> watches;
    for (int seconds : { 90, 5, 60, 1 }) {
        Watch &watch = *watches.emplace_back(std::make_unique<Watch>(hand));
        watch.then = [&order, seconds] { order.push_back(seconds); };
        watch.deadline.arm(std::chrono::seconds(seconds));
    }
    hand.pass(24h);
    QCOMPARE(order, (std::vector<int>{ 1, 5, 60, 90 }));
    Watch late(hand);
    late.deadline.arm(1s);
    hand.pass(1100ms);
    QCOMPARE(late.at.size(), size_t(1));
}

void TimerWheelTest::restsWhileNothingIsArmed()
{
    HandWheel hand;
    QVERIFY(!hand.wheel.isTimerActive());
    {
        Watch watch(hand);
        watch.deadline.arm(1s);
        QVERIFY(hand.wheel.isTimerActive());
        watch.deadline.disarm();
        QVERIFY(!hand.wheel.isTimerActive());
        watch.deadline.arm(1s);
        hand.pass(2s);
        QVERIFY(!hand.wheel.isTimerActive());
        watch.deadline.arm(1s);
    }
    QVERIFY(!hand.wheel.isTimerActive());
}

void TimerWheelTest::deadlineOutlivesWheel()
{
    auto hand = std::make_unique<HandWheel>();
    Watch watch(*hand);
    watch.deadline.arm(1s);
    hand.reset();
    QVERIFY(!watch.deadline.isArmed());
}

void TimerWheelTest::runsByItsOwnTimer()
{
    TimerWheel wheel(Clock::system(), 10ms);
    QElapsedTimer elapsed;
    Flag near;
    Flag far;
    TimerWheel::Deadline soon(wheel, TimerWheel::call<&Flag::raise>(&near));
    TimerWheel::Deadline later(wheel, TimerWheel::call<&Flag::raise>(&far));
    elapsed.start();
    later.arm(120ms);
    soon.arm(20ms);
    QTRY_COMPARE(near.count, 1);
    QVERIFY(elapsed.elapsed() >= 20);
    QTRY_COMPARE(far.count, 1);
    QVERIFY(elapsed.elapsed() >= 120);
    QVERIFY(!wheel.isTimerActive());
}

void TimerWheelTest::skipsEmptyTicks()
{
    // The wheel looks at the clock to arm, to set its timer, and when that runs out: no tick between.
    int looks = 0;
    qint64 rest = 0;
    const Clock system = Clock::system();
    TimerWheel wheel(Clock{ [&] { return ++looks, rest + system.monotonicMs(); }, system.wallMs }, 1ms);
    Flag flag;
    TimerWheel::Deadline deadline(wheel, TimerWheel::call<&Flag::raise>(&flag));
    rest = 3'600'000;
    looks = 0;
    deadline.arm(100ms);
    QTRY_COMPARE(flag.count, 1);
    QCOMPARE(looks, 3);
}

QTEST_GUILESS_MAIN(TimerWheelTest)

#include "tst_timerwheel.moc"
