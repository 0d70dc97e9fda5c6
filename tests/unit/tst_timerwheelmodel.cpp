// SPDX-License-Identifier: Apache-2.0
// TimerWheel against a plain list of deadlines under random schedules; CONVERSA_SEED repeats one.
// Seen red: due tick rounded down, a passed-on deadline run in its first slot (both: early); a slot's bit dropped too
// soon (late); a slot run in place (ran for ever); moved deadlines left where they were.
#include "handwheel.h"

#include <QTest>

#include <algorithm>
#include <memory>
#include <optional>
#include <random>

using namespace conversa::testing;
using conversa::TimerWheel;

namespace {

constexpr qint64 kTick = 100;

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

class TimerWheelModelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void agreesWithModel_data();
    void agreesWithModel();
};

void TimerWheelModelTest::agreesWithModel_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<qint64>("longest");
    QTest::newRow("few, inside the wheel") << 5 << qint64(60'000);
    QTest::newRow("many, inside the wheel") << 500 << qint64(60'000);
    QTest::newRow("one, beyond the wheel") << 1 << qint64(900'000);
    QTest::newRow("many, beyond the wheel") << 300 << qint64(900'000);
}

void TimerWheelModelTest::agreesWithModel()
{
    QFETCH(int, count);
    QFETCH(qint64, longest);
    const int wanted = qEnvironmentVariableIntValue("CONVERSA_SEED");
    const quint32 seed = wanted != 0 ? quint32(wanted) : std::random_device()();
    qInfo("seed %u", seed);
    QCOMPARE(Trial(seed, count, longest).run(20'000), QByteArray());
}

QTEST_GUILESS_MAIN(TimerWheelModelTest)

#include "tst_timerwheelmodel.moc"
