// SPDX-License-Identifier: Apache-2.0
// Who is asked who is in a session, and when enough have answered. Seen red: more
// answers waited for than there are listeners.
#include "relay/rollcall.h"

#include <QTest>

using namespace conversa;

namespace {

class AskedBus : public LocalBus
{
public:
    void ask(const PresenceQuery &, std::function<void(qint64)> then) override { answers.push_back(std::move(then)); }
    std::vector<std::function<void(qint64)>> answers;
};

} // namespace

class TestRollCall : public QObject
{
    Q_OBJECT

    const SessionKey m_key{"t", SessionId{Uuid::random()}};
    const NodeId m_one{Uuid::random()};
    const NodeId m_two{Uuid::random()};

private Q_SLOTS:
    void allAnswer()
    {
        AskedBus bus;
        RollCall roll(bus);
        QList<QSet<NodeId>> done;
        connect(&roll, &RollCall::done, this, [&](const SessionKey &, const QSet<NodeId> &nodes) { done.append(nodes); });
        roll.call({m_key}, 2);
        roll.answered(m_key, m_one); // may overtake Redis' own answer
        bus.answers[0](5); // somebody else listens too
        QVERIFY(done.isEmpty());
        roll.answered(m_key, m_two);
        QCOMPARE(done, (QList<QSet<NodeId>>{{m_one, m_two}}));
        roll.answered(m_key, m_two);
        QCOMPARE(done.size(), 1);
    }

    void nobodyListens()
    {
        AskedBus bus;
        RollCall roll(bus);
        int done = 0;
        connect(&roll, &RollCall::done, this, [&] { ++done; });
        roll.call({m_key}, 2);
        bus.answers[0](0);
        QCOMPARE(done, 1);
    }

    // A server that comes to the session after the question was not asked, and is there all the same.
    void spokeMeanwhile()
    {
        AskedBus bus;
        RollCall roll(bus);
        QSet<NodeId> there;
        connect(&roll, &RollCall::done, this, [&](const SessionKey &, const QSet<NodeId> &nodes) { there = nodes; });
        roll.call({m_key}, 2);
        bus.answers[0](1);
        roll.heard(m_key, m_two);
        QVERIFY(there.isEmpty());
        roll.answered(m_key, m_one);
        QCOMPARE(there, (QSet<NodeId>{m_one, m_two}));
    }

    void silent()
    {
        AskedBus bus;
        RollCall roll(bus);
        QList<QSet<NodeId>> done;
        connect(&roll, &RollCall::done, this, [&](const SessionKey &, const QSet<NodeId> &nodes) { done.append(nodes); });
        roll.call({m_key}, 2);
        bus.answers[0](2);
        roll.answered(m_key, m_one);
        QTRY_COMPARE(done, (QList<QSet<NodeId>>{{m_one}}));
    }

    // Asked again, it is the second question that counts.
    void askedAgain()
    {
        AskedBus bus;
        RollCall roll(bus);
        int done = 0;
        connect(&roll, &RollCall::done, this, [&] { ++done; });
        roll.call({m_key}, 2);
        roll.call({m_key}, 2);
        bus.answers[0](0);
        QCOMPARE(done, 0);
        bus.answers[1](0);
        QCOMPARE(done, 1);
    }
};

QTEST_GUILESS_MAIN(TestRollCall)
#include "tst_rollcall.moc"
