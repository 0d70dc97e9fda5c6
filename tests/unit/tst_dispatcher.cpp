// SPDX-License-Identifier: Apache-2.0
// A handler that throws (F08): its client gets `internal` and is closed 1011, and the next client of the
// same thread is served. Seen red: the fault passed on instead of caught, the connection left open.
#include "chat/inboxfeed.h"
#include "command/dispatcher.h"
#include "store/memorystore.h"

#include <QTest>

#include <new>

using namespace conversa;

namespace {

class Port : public ThreadPort
{
public:
    void postAll(std::vector<Post>) override { }
};

class TestSink : public Sink
{
public:
    ConnectionId id() const override { return m_id; }
    UserId user() const override { return m_user; }
    Audience audience() const override { return Audience::Escaped; }
    void send(const QByteArray &frame) override { sent += frame; }
    void sendEphemeral(const QByteArray &) override { }
    bool hasRoom() override { return true; }
    void close(quint16 code, const QByteArray &) override { closeCode = code; }

    QByteArray sent;
    quint16 closeCode = 0;

private:
    const ConnectionId m_id{ Uuid::random() };
    const UserId m_user{ Uuid::random() };
};

} // namespace

class TestDispatcher : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void failingHandlerEndsItsClientOnly();

private:
    // Everything a network thread has, over a store that nobody starts; no message here asks for it.
    struct Bench
    {
        Bench();
        Clock clock = Clock::system();
        Limits limits;
        bool fails = false; // the next look at the clock, as any allocation might
        Port port;
        Storage storage;
        Registry registry;
        Hub hub;
        PresenceTable presence;
        TypingTable typing;
        RateLimiter rates;
        StrikeCounter strikes;
        InboxFeed inboxes;
        SessionIndex index;
        Attendance attendance;
        HistoryService history;
        MessageService messages;
        ReceiptService receipts;
        NetFigures figures;
        Restrictions restrictions{ clock };
    Dispatcher dispatcher;
    };
};

TestDispatcher::Bench::Bench()
    : storage([] { return std::make_unique<MemoryStore>(std::make_shared<MemoryData>()); }, {}, clock)
    , hub(registry, { &port }, clock)
    , presence(limits)
    , typing(limits)
    , rates(limits.messages, clock)
    , strikes(clock)
    , inboxes(storage, hub, clock, limits)
    , index(registry, { 0, clock.wallMs, [](const SessionKey &, qint64, const auto &) { }, [](qint64, const Task &) { } })
    , attendance(presence, typing, hub, nullptr, limits, clock, [](qint64, const Task &) { })
    , history(StoreReader(storage, port), true)
    , messages(storage, clock, true)
    , receipts(StoreReader(storage, port), presence, hub, inboxes, clock, [](qint64, const Task &) { })
    , dispatcher({ { index, attendance, history, limits,
                       { clock.monotonicMs,
                           [this] {
                               if (std::exchange(fails, false))
                                   throw std::bad_alloc();
                               return clock.wallMs();
                           } },
                       [] { return Epoch{}; }, [](ConnectionId) -> Client * { return nullptr; }, {} },
          messages, receipts, rates, strikes, figures, restrictions })
{
}

void TestDispatcher::failingHandlerEndsItsClientOnly()
{
    Bench bench;
    TestSink failing;
    TestSink other;
    const auto principal = std::make_shared<Principal>();
    Client first{ principal, failing };
    Client second{ principal, other };
    bench.fails = true;
    bench.dispatcher.dispatch(first, R"({"type":"ping","request_id":"p1"})");
    QVERIFY2(!bench.fails, "fault not observed: nothing was thrown");
    QVERIFY(failing.sent.contains("\"code\":\"internal\"") && failing.sent.contains("\"request_id\":\"p1\""));
    QCOMPARE(int(failing.closeCode), 1011);
    bench.dispatcher.dispatch(second, R"({"type":"ping"})");
    QVERIFY(other.sent.contains("pong"));
    constexpr size_t ping = RequestTally::unreadable - 1;
    QCOMPARE(bench.figures.requests.get(ping, 0), 1);
    QCOMPARE(bench.figures.requests.get(ping, 1 + size_t(ErrorCode::Internal)), 1);
    QCOMPARE(int(other.closeCode), 0);
}

QTEST_GUILESS_MAIN(TestDispatcher)
#include "tst_dispatcher.moc"
