// SPDX-License-Identifier: Apache-2.0
// Which sessions a node wants from the bus, how long a join waits for that, and the way to the bus from other threads.
// Seen red: with joins let in at once (confirmed), with no deadline (deadline), with members let in before not told of what
// they missed (missed), with the first thread that leaves ending the link (threads), with a wake-up for each post (feed),
// with no bound on the feed (overflow).
#include "bus/busfeed.h"
#include "bus/sessionlinks.h"

#include <QElapsedTimer>
#include <QTest>

#include <thread>

using namespace conversa;

namespace {

class FakeBus : public Bus
{
public:
    void start() override { }
    void publish(const BusEvent &event) override { published.push_back(event); }
    void finish() override { }
    void ask(const PresenceQuery &, std::function<void(qint64)> then) override { then(0); }
    void join(const SessionKey &key) override { wanted.append(key); }
    void leave(const SessionKey &key) override
    {
        wanted.removeAll(key);
        has.removeAll(key);
    }
    bool hasJoined(const SessionKey &key) const override { return has.contains(key); }
    void joinInbox(const QByteArray &) override { }
    void leaveInbox(const QByteArray &) override { }

    void confirm(const SessionKey &key)
    {
        has.append(key);
        Q_EMIT joined(key);
    }
    void setState(BusState state)
    {
        m_status.set(state, "");
        Q_EMIT stateChanged(state);
    }

    std::vector<BusEvent> published;
    QList<SessionKey> wanted;
    QList<SessionKey> has;
};

// Turns of the main loop.
class TurnCounter : public QObject
{
public:
    bool eventFilter(QObject *, QEvent *event) override
    {
        calls += event->type() == QEvent::MetaCall;
        return false;
    }
    int calls = 0;
};

} // namespace

class TestSessionLinks : public QObject
{
    Q_OBJECT

    const SessionKey m_key{ "t", SessionId{ Uuid::random() } };
    const SessionKey m_other{ "t", SessionId{ Uuid::random() } };

private Q_SLOTS:
    void threads()
    {
        FakeBus bus;
        SessionLinks links(bus, Clock::system());
        QList<SessionKey> unlinked;
        connect(&links, &SessionLinks::unlinked, &bus, [&](const SessionKey &key) { unlinked.append(key); });
        links.enter(m_key, 0);
        links.enter(m_key, 3);
        links.enter(m_key, 3);
        QCOMPARE(bus.wanted.size(), 1);
        links.leave(m_key, 3);
        QCOMPARE(bus.wanted.size(), 1);
        links.leave(m_other, 0);
        QVERIFY(unlinked.isEmpty());
        links.leave(m_key, 0);
        QVERIFY(bus.wanted.isEmpty());
        QCOMPARE(unlinked.size(), 1);
    }

    void confirmed()
    {
        FakeBus bus;
        SessionLinks links(bus, Clock::system());
        bus.setState(BusState::Up);
        int admitted = 0;
        QList<SessionKey> linked;
        connect(&links, &SessionLinks::linked, &bus, [&](const SessionKey &key) { linked.append(key); });
        links.enter(m_key, 0);
        links.await(m_key, [&] { ++admitted; });
        links.await(m_key, [&] { ++admitted; });
        QCOMPARE(admitted, 0);
        bus.confirm(m_key);
        QCOMPARE(linked, QList{ m_key });
        QCOMPARE(admitted, 0);
        links.settle(m_key);
        QCOMPARE(admitted, 2);
        links.await(m_key, [&] { ++admitted; });
        QCOMPARE(admitted, 3);
    }

    void notUp()
    {
        FakeBus bus;
        SessionLinks links(bus, Clock::system());
        int admitted = 0;
        const auto admit = [&] { ++admitted; };
        links.enter(m_key, 0);
        for (const BusState state : { BusState::Off, BusState::Degraded }) {
            bus.setState(state);
            links.await(m_key, admit);
        }
        QCOMPARE(admitted, 2);
        bus.setState(BusState::Up);
        links.await(m_key, admit);
        QCOMPARE(admitted, 2);
        bus.setState(BusState::Degraded);
        QCOMPARE(admitted, 3);
    }

    void deadline()
    {
        FakeBus bus;
        SessionLinks links(bus, Clock::system(), 50);
        bus.setState(BusState::Up);
        int admitted = 0;
        QElapsedTimer timer;
        timer.start();
        links.enter(m_key, 0);
        links.enter(m_other, 0);
        links.await(m_key, [&] { ++admitted; });
        links.await(m_other, [&] { ++admitted; });
        QTRY_COMPARE(admitted, 2);
        QVERIFY(timer.elapsed() >= 49);
    }

    void missed()
    {
        FakeBus bus;
        SessionLinks links(bus, Clock::system());
        QList<SessionKey> missed;
        QList<SessionKey> linked;
        connect(&links, &SessionLinks::missed, &bus, [&](const SessionKey &key) { missed.append(key); });
        connect(&links, &SessionLinks::linked, &bus, [&](const SessionKey &key) { linked.append(key); });
        bus.setState(BusState::Up);
        links.enter(m_key, 0);
        links.await(m_key, [] { });
        bus.confirm(m_key); // let in with nothing missed
        links.settle(m_key);
        QVERIFY(missed.isEmpty());
        bus.confirm(m_key); // after a loss
        QCOMPARE(missed, QList{ m_key });
        bus.setState(BusState::Degraded);
        links.enter(m_other, 0);
        links.await(m_other, [] { }); // let in without the bus
        bus.setState(BusState::Up);
        bus.confirm(m_other);
        QCOMPARE(missed, (QList{ m_key, m_other }));
        QCOMPARE(linked, (QList{ m_key, m_key, m_key, m_other }));
    }

    // Whoever waits is answered even when the session is left meanwhile.
    void leftWhileWaiting()
    {
        FakeBus bus;
        SessionLinks links(bus, Clock::system());
        bus.setState(BusState::Up);
        bool answered = false;
        links.enter(m_key, 0);
        links.await(m_key, [&] { answered = true; });
        links.leave(m_key, 0);
        QVERIFY(answered);
    }

    void feed()
    {
        FakeBus bus;
        BusFeed feed([&](const BusEvent &event) { bus.publish(event); });
        TurnCounter turns;
        feed.installEventFilter(&turns);
        bool ran = false;
        std::thread([&] {
            for (int i = 0; i < 100; ++i)
                feed.post(std::vector<BusEvent>(3, BusProbe{ i }));
            feed.run([&] { ran = bus.published.empty(); });
        }).join();
        QVERIFY(bus.published.empty());
        QTRY_COMPARE(bus.published.size(), size_t(300));
        QVERIFY(ran); // before what was posted with it
        QCOMPARE(std::get<BusProbe>(bus.published[299]).number, qint64(99));
        QCOMPARE(turns.calls, 1);
        feed.post(BusProbe{ 1 });
        QTRY_COMPARE(bus.published.size(), size_t(301));
    }

    // The main thread stands still: what finds no room is told as the head of its session.
    void overflow()
    {
        FakeBus bus;
        BusFeed feed([&](const BusEvent &event) { bus.publish(event); });
        const auto stored = [](const SessionKey &key, qint64 seq) {
            ChatMessage message;
            message.key = key;
            message.seq = seq;
            return BusEvent(StoredMessage{ std::make_shared<const ChatMessage>(message) });
        };
        for (size_t i = 0; i < BusFeed::maxEvents; ++i)
            feed.post(BusProbe{});
        for (qint64 seq = 1; seq <= 1'000; ++seq) {
            feed.post(stored(m_key, seq));
            feed.post(BusProbe{});
        }
        feed.post(stored(m_other, 5));
        QTRY_COMPARE(bus.published.size(), BusFeed::maxEvents + 2);
        QHash<SessionKey, qint64> heads;
        for (size_t i = BusFeed::maxEvents; i < bus.published.size(); ++i) {
            const auto &head = std::get<StoredHead>(bus.published[i]);
            heads[head.key] = head.head;
        }
        QCOMPARE(heads.value(m_key), qint64(1'000));
        QCOMPARE(heads.value(m_other), qint64(5));
    }
};

QTEST_GUILESS_MAIN(TestSessionLinks)
#include "tst_sessionlinks.moc"
