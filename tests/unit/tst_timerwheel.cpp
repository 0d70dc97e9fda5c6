// SPDX-License-Identifier: Apache-2.0
// TimerWheel against a plain list of deadlines under random schedules, and its promises one by one.
// Seen red: due tick rounded down (early); a passed-on deadline run in its first slot (early); the slot's bit kept or
// dropped wrongly (late, or woken for nothing); a slot run in place (deadline of the next turn run at once).
#include "loop/timerwheel.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <memory>
#include <optional>
#include <random>
#include <vector>

using conversa::Clock;
using conversa::TimerWheel;
using namespace std::chrono_literals;

namespace {

static_assert(sizeof(TimerWheel::Deadline) <= 48);

constexpr qint64 kTick = 100;

// A wheel and the time it lives by, turned by hand.
struct HandWheel
{
    qint64 now = 123'456;
    TimerWheel wheel{ Clock{ [this] { return now; }, [] { return qint64(0); } } };

    void pass(std::chrono::milliseconds time)
    {
        now += time.count();
        wheel.advanceTo(now);
    }
};

// A deadline that says when it was reached and then does something.
struct Watch
{
    explicit Watch(HandWheel &hand)
        : owner(hand)
        , deadline(hand.wheel, TimerWheel::call<&Watch::reached>(this))
    {
    }
    void reached()
    {
        at.push_back(owner.now);
        then();
    }

    HandWheel &owner;
    std::vector<qint64> at;
    std::function<void()> then = [] {};
    TimerWheel::Deadline deadline;
};

// What the wheel should do, as plainly as can be said: when each watch is due, or nothing.
class Model
{
public:
    explicit Model(int count)
        : m_due(count)
    {
    }
    void arm(int index, qint64 due) { m_due[index] = due; }
    void disarm(int index) { m_due[index].reset(); }
    // Due at least one tick ago, and not reached: late.
    bool isLate(int index, qint64 now) const { return m_due[index] && now >= *m_due[index] + kTick; }
    bool mayFire(int index, qint64 now) const { return m_due[index] && now >= *m_due[index]; }
    int armed() const
    {
        return int(std::count_if(m_due.begin(), m_due.end(), [](auto &due) { return !!due; }));
    }

private:
    std::vector<std::optional<qint64>> m_due;
};

// Random calls on the wheel and the model side by side; what a deadline does when reached is random too.
class Trial
{
public:
    Trial(quint32 seed, int count, qint64 longest)
        : m_random(seed)
        , m_longest(longest)
        , m_model(count)
    {
        for (int i = 0; i < count; ++i) {
            Watch &watch = *m_watches.emplace_back(std::make_unique<Watch>(m_hand));
            watch.then = [this, i] { onReached(i); };
        }
    }

    QByteArray run(int steps)
    {
        for (int i = 0; i < steps && m_fault.isEmpty(); ++i)
            step();
        return m_fault;
    }

private:
    qint64 below(qint64 limit) { return qint64(m_random() % quint64(limit)); }
    int any() { return int(below(qint64(m_watches.size()))); }

    void step()
    {
        for (qint64 i = below(4); i > 0; --i)
            change(any());
        m_hand.pass(std::chrono::milliseconds(below(20) == 0 ? below(m_longest * 2) : below(3 * kTick)));
        for (size_t i = 0; i < m_watches.size(); ++i) {
            if (m_model.isLate(int(i), m_hand.now))
                m_fault = "late";
        }
        if (m_hand.wheel.armedCount() != m_model.armed())
            m_fault = "wrong count";
    }

    void change(int index)
    {
        TimerWheel::Deadline &deadline = m_watches[index]->deadline;
        if (below(4) == 0) {
            deadline.disarm();
            m_model.disarm(index);
            return;
        }
        const qint64 after = below(below(3) == 0 ? m_longest : 10 * kTick);
        deadline.arm(std::chrono::milliseconds(after));
        m_model.arm(index, m_hand.now + after);
    }

    void onReached(int index)
    {
        if (!m_model.mayFire(index, m_hand.now))
            m_fault = "early or disarmed";
        if (m_watches[index]->deadline.isArmed())
            m_fault = "still armed when reached";
        m_model.disarm(index);
        if (below(3) == 0)
            change(any());
        if (below(3) == 0)
            change(index);
    }

    std::mt19937_64 m_random;
    qint64 m_longest;
    HandWheel m_hand;
    Model m_model;
    std::vector<std::unique_ptr<Watch>> m_watches;
    QByteArray m_fault;
};

} // namespace

class TimerWheelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void agreesWithModel_data();
    void agreesWithModel();
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

void TimerWheelTest::agreesWithModel_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<qint64>("longest");
    QTest::newRow("few, inside the wheel") << 5 << qint64(60'000);
    QTest::newRow("many, inside the wheel") << 500 << qint64(60'000);
    QTest::newRow("one, beyond the wheel") << 1 << qint64(900'000);
    QTest::newRow("many, beyond the wheel") << 300 << qint64(900'000);
}

void TimerWheelTest::agreesWithModel()
{
    QFETCH(int, count);
    QFETCH(qint64, longest);
    const int wanted = qEnvironmentVariableIntValue("CONVERSA_SEED");
    const quint32 seed = wanted != 0 ? quint32(wanted) : std::random_device()();
    qInfo("seed %u", seed);
    QCOMPARE(Trial(seed, count, longest).run(20'000), QByteArray());
}

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
    struct Flag
    {
        int count = 0;
        void raise() { ++count; }
    } near, far;
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
    int looks = 0;
    const Clock system = Clock::system();
    const Clock counting{ [&] { return ++looks, system.monotonicMs(); }, system.wallMs };
    TimerWheel wheel(counting, 1ms);
    struct Flag
    {
        bool up = false;
        void raise() { up = true; }
    } flag;
    TimerWheel::Deadline deadline(wheel, TimerWheel::call<&Flag::raise>(&flag));
    deadline.arm(300ms);
    QTRY_VERIFY(flag.up);
    QVERIFY2(looks < 10, QByteArray::number(looks).constData());
}

QTEST_GUILESS_MAIN(TimerWheelTest)

#include "tst_timerwheel.moc"
