// SPDX-License-Identifier: Apache-2.0
// Deadlines are kept in the order in which they come, whatever was new first.
// Seen red: a watch that is not woken while it waits for another deadline (anEarlierOneIsKept).
#include "store/deadlinewatch.h"

#include <QTest>

using namespace conversa;

namespace {

constexpr qint64 farMs = 600'000;

// Holds one deadline, and notes that it has come.
class Holder : public Watched
{
public:
    std::optional<qint64> nextDeadline() override
    {
        const std::lock_guard lock(m_mutex);
        m_seen = m_deadline;
        return m_deadline;
    }
    void expire(qint64 nowMs) override
    {
        const std::lock_guard lock(m_mutex);
        if (!m_deadline || *m_deadline > nowMs)
            return;
        m_deadline.reset();
        ++m_expired;
    }

    void hold(qint64 atMs)
    {
        const std::lock_guard lock(m_mutex);
        m_deadline = atMs;
    }
    bool isSeen()
    {
        const std::lock_guard lock(m_mutex);
        return m_seen.has_value() && m_seen == m_deadline;
    }
    int expired()
    {
        const std::lock_guard lock(m_mutex);
        return m_expired;
    }

private:
    std::mutex m_mutex; // guards the rest
    std::optional<qint64> m_deadline;
    std::optional<qint64> m_seen;
    int m_expired = 0;
};

} // namespace

class TestDeadlineWatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneAfterTheOther();
    void anEarlierOneIsKept();

private:
    const Clock m_clock = Clock::system();
};

void TestDeadlineWatch::oneAfterTheOther()
{
    Holder holder;
    DeadlineWatch watch(m_clock);
    watch.start({&holder});
    for (int i = 1; i <= 3; ++i) {
        const qint64 atMs = m_clock.monotonicMs() + 20;
        holder.hold(atMs);
        watch.arm(atMs);
        QTRY_COMPARE(holder.expired(), i);
        QVERIFY(m_clock.monotonicMs() >= atMs);
    }
}

// The limit of a connection that is being made is longer than that of a message which comes meanwhile.
void TestDeadlineWatch::anEarlierOneIsKept()
{
    Holder connection;
    Holder queue;
    DeadlineWatch watch(m_clock);
    watch.start({&connection, &queue});
    connection.hold(m_clock.monotonicMs() + farMs);
    watch.arm(m_clock.monotonicMs() + farMs);
    QTRY_VERIFY(connection.isSeen());
    const qint64 atMs = m_clock.monotonicMs() + 20;
    queue.hold(atMs);
    watch.arm(atMs);
    QTRY_COMPARE(queue.expired(), 1);
    QCOMPARE(connection.expired(), 0);
}

QTEST_GUILESS_MAIN(TestDeadlineWatch)
#include "tst_deadlinewatch.moc"
