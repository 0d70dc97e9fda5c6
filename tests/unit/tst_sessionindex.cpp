// SPDX-License-Identifier: Apache-2.0
// Order, completeness and leaving, as one network thread's index keeps them (docs/faults.md F24, F45, F46).
// Seen red: delivering past a gap (SessionIndex::deliver without the raise()), keeping the cursor in remove(), passing a
// filled message to its sender.
#include "hub/sessionindex.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QTest>

#include <deque>

using namespace conversa;

namespace {

const SessionKey session{"dev", SessionId{Uuid::fromBytes({1})}};

class FakeSink : public Sink
{
public:
    explicit FakeSink(int number)
        : m_id{Uuid::fromBytes({quint8(number)})}
        , m_user{Uuid::fromBytes({quint8(100 + number)})}
    {
    }
    ConnectionId id() const override { return m_id; }
    UserId user() const override { return m_user; }
    Audience audience() const override { return Audience::Escaped; }
    void send(const QByteArray &frame) override
    {
        const qsizetype header = quint8(frame[1]) < 126 ? 2 : 4;
        const QJsonObject message = QJsonDocument::fromJson(frame.mid(header)).object();
        seqs.push_back(message[QLatin1String("payload")][QLatin1String("seq")].toInteger());
    }
    void sendEphemeral(const QByteArray &) override { ++ephemeral; }
    bool hasRoom() override { return room; }
    void close(quint16, const QByteArray &) override { }

    std::vector<qint64> seqs;
    int ephemeral = 0;
    bool room = true;

private:
    ConnectionId m_id;
    UserId m_user;
};

ChatMessage message(qint64 seq)
{
    ChatMessage made;
    made.id = MessageId{Uuid::random()};
    made.key = session;
    made.seq = seq;
    made.text = QByteArray::number(seq);
    return made;
}

// The index over a store that is a list, read when the test says so.
struct Fixture
{
    Registry registry;
    std::vector<ChatMessage> stored;
    std::deque<Task> reads;
    std::deque<Task> delayed;
    bool away = false;
    SessionIndex index{registry, environment()};

    IndexEnvironment environment()
    {
        IndexEnvironment made;
        made.wallMs = [] { return qint64(0); };
        made.readPage = [this](const SessionKey &key, qint64 after, std::function<void(Result<HistoryPage>)> then) {
            reads.push_back([this, key, after, then] { then(page(key, after)); });
        };
        made.later = [this](qint64, Task task) { delayed.push_back(std::move(task)); };
        return made;
    }
    Result<HistoryPage> page(const SessionKey &key, qint64 after) const
    {
        if (away)
            return Error{ErrorCode::Unavailable, "away"};
        HistoryPage made{key.session, {}, false};
        for (qint64 seq = after + 1; seq <= qint64(stored.size()) && made.messages.size() < 3; ++seq)
            made.messages.push_back(stored[size_t(seq - 1)]);
        return made;
    }
    void store(int count)
    {
        for (int i = 0; i < count; ++i)
            stored.push_back(message(qint64(stored.size()) + 1));
    }
    void deliver(qint64 seq, ConnectionId except = {})
    {
        index.deliver({session, seq, except, std::make_shared<MessageBroadcast>(stored[size_t(seq - 1)], 0)});
    }
    void join(FakeSink &sink, qint64 position)
    {
        index.hold(session, sink);
        index.learn(session, {{}, false, qint64(stored.size())});
        index.start(session, sink, position, qint64(stored.size()));
    }
    void runOne(std::deque<Task> &tasks)
    {
        const Task task = tasks.front();
        tasks.pop_front();
        task();
    }
    void settle()
    {
        while (!reads.empty() || !delayed.empty())
            runOne(reads.empty() ? delayed : reads);
    }
};

std::vector<qint64> upTo(qint64 from, qint64 to)
{
    std::vector<qint64> seqs;
    for (qint64 seq = from; seq <= to; ++seq)
        seqs.push_back(seq);
    return seqs;
}

} // namespace

class TestSessionIndex : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void liveMembersGetEachMessageOnce()
    {
        Fixture f;
        FakeSink a(1), b(2);
        f.join(a, 0);
        f.join(b, 0);
        f.store(2);
        f.deliver(1, a.id());
        f.deliver(2);
        f.deliver(1);
        QCOMPARE(a.seqs, upTo(2, 2));
        QCOMPARE(b.seqs, upTo(1, 2));
    }

    void gapIsReadFromTheStore()
    {
        Fixture f;
        FakeSink a(1), b(2);
        f.join(a, 0);
        f.join(b, 0);
        f.store(9);
        f.deliver(1);
        f.deliver(8, a.id());
        f.deliver(9);
        QCOMPARE(a.seqs, upTo(1, 1));
        f.settle();
        QCOMPARE(b.seqs, upTo(1, 9));
        std::vector<qint64> withoutOwn = upTo(1, 7);
        withoutOwn.push_back(9);
        QCOMPARE(a.seqs, withoutOwn);
    }

    void gapOutlivesTheStoreBeingAway()
    {
        Fixture f;
        FakeSink a(1);
        f.join(a, 0);
        f.store(5);
        f.away = true;
        f.index.deliver(HeadNotice{session, 5});
        f.runOne(f.reads);
        QCOMPARE(a.seqs.size(), size_t(0));
        f.away = false;
        f.settle();
        QCOMPARE(a.seqs, upTo(1, 5));
    }

    void replayComesBeforeLive()
    {
        Fixture f;
        f.store(7);
        FakeSink a(1), late(2);
        f.join(a, 7);
        f.join(late, 2);
        f.store(1);
        f.deliver(8);
        QCOMPARE(late.seqs.size(), size_t(0));
        f.settle();
        QCOMPARE(late.seqs, upTo(3, 8));
        f.store(1);
        f.deliver(9);
        QCOMPARE(late.seqs, upTo(3, 9));
        QCOMPARE(a.seqs, upTo(8, 9));
    }

    void replayWaitsForRoom()
    {
        Fixture f;
        f.store(6);
        FakeSink a(1);
        f.join(a, 0);
        a.room = false;
        f.runOne(f.reads);
        QCOMPARE(a.seqs, upTo(1, 3));
        QVERIFY(f.reads.empty());
        a.room = true;
        f.index.onRoom(session, a);
        f.settle();
        QCOMPARE(a.seqs, upTo(1, 6));
    }

    void joinerAheadOfTheThreadWaitsForItsDeliveries()
    {
        Fixture f;
        FakeSink a(1), b(2);
        f.join(a, 0);
        f.store(1);
        f.join(b, 1); // the store has 1 already, its delivery is still on the way
        f.deliver(1);
        f.store(1);
        f.deliver(2);
        QCOMPARE(a.seqs, upTo(1, 2));
        QCOMPARE(b.seqs, upTo(2, 2));
    }

    void nothingAfterLeaving_F46()
    {
        Fixture f;
        FakeSink a(1), b(2);
        f.join(a, 0);
        f.join(b, 0);
        f.index.remove(session, a);
        f.store(1);
        f.deliver(1);
        f.index.deliver(EphemeralDelivery{session, {}, std::make_shared<PresenceBroadcast>(session.session, UserInfo{}, true, 0)});
        QCOMPARE(a.seqs.size(), size_t(0));
        QCOMPARE(a.ephemeral, 0);
        QCOMPARE(b.ephemeral, 1);
        f.index.remove(session, b);
        QCOMPARE(f.registry.threads(session), quint64(0));
    }

    void leavingDuringReplay()
    {
        Fixture f;
        f.store(9);
        FakeSink a(1);
        f.join(a, 0);
        f.runOne(f.reads);
        f.index.remove(session, a);
        f.settle();
        QCOMPARE(a.seqs, upTo(1, 3));
        QCOMPARE(f.registry.threads(session), quint64(0));
    }

    // Random joins, leaves, deliveries, losses and reads: every member that stays has everything after its position once
    // and in order.
    void randomSchedules()
    {
        const quint32 seed = QRandomGenerator::global()->generate();
        qInfo("seed %u", seed);
        QRandomGenerator random(seed);
        for (int round = 0; round < 300; ++round) {
            Fixture f;
            std::vector<std::unique_ptr<FakeSink>> sinks;
            std::vector<qint64> from(6, -1);
            for (int i = 0; i < 6; ++i)
                sinks.push_back(std::make_unique<FakeSink>(i + 1));
            for (int step = 0; step < 80; ++step) {
                const size_t who = random.bounded(6);
                switch (random.bounded(5)) {
                case 0:
                    if (from[who] < 0) {
                        from[who] = random.bounded(int(f.stored.size()) + 1);
                        sinks[who]->seqs.clear();
                        f.join(*sinks[who], from[who]);
                    }
                    break;
                case 1:
                    if (from[who] >= 0 && random.bounded(3) == 0) {
                        f.index.remove(session, *sinks[who]);
                        from[who] = -1;
                    }
                    break;
                case 2:
                    if (!f.reads.empty())
                        f.runOne(f.reads);
                    break;
                default:
                    f.store(1);
                    if (random.bounded(4) != 0) // else: the delivery is lost
                        f.deliver(qint64(f.stored.size()));
                }
            }
            f.index.deliver(HeadNotice{session, qint64(f.stored.size())});
            f.settle();
            for (size_t i = 0; i < 6; ++i) {
                if (from[i] >= 0)
                    QCOMPARE(sinks[i]->seqs, upTo(from[i] + 1, qint64(f.stored.size())));
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestSessionIndex)
#include "tst_sessionindex.moc"
