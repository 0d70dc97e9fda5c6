// SPDX-License-Identifier: Apache-2.0
// Tables of the admin socket as the console has them: merged in place, live where they are seen, and right again after cuts.
// Seen red: the row count without its placeholders, rows not taken out where they went, the order not followed (it never ends), a
// cursor left out, no new subscription over a new connection, rows that move while they are held or wait for more, rows of the server
// before, a refusal that is put over a look or never told (unreadableRowIsTold, refusalWaitsItsTurn), the end of a tap before taken for
// that of the new one (newTapOutlivesTheEndOfTheOld), a sink kept over close() (nothingComesAfterItIsClosed).
#include "model/framering.h"
#include "model/livestate.h"
#include "support/fakeadmin.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace conversa;
using namespace conversa::console;
using conversa::test::FakeAdmin;

namespace {

Endpoint endpointOf(const FakeAdmin &server)
{
    return { QUrl(QStringLiteral("http://127.0.0.1:%1").arg(server.port())), "key" };
}

// Leaves the server where the next thing told is on its way into this thread, and not yet there.
struct CloseFirst : QObject
{
    explicit CloseFirst(LiveState &ofState)
        : live(ofState)
    {
        live.channel().installEventFilter(this);
    }
    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() == QEvent::MetaCall && !std::exchange(isDone, true))
            live.close();
        return false;
    }

    LiveState &live;
    bool isDone = false;
};

} // namespace

class TestLiveTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void followsWhatComesAndGoes();
    void sortsAtTheServer();
    void filtersAtTheServer();
    void badFilterIsRefused();
    void liveWhereItIsSeen();
    void windowEnds();
    void selectionStaysWithItsRow();
    void heldRowsStandStill();
    void heldRowsGoOn();
    void rightAgainAfterCuts();
    void anotherServerBeginsEmpty();
    void unreadableRowIsTold();
    void refusalWaitsItsTurn();
    void newTapOutlivesTheEndOfTheOld();
    void nothingComesAfterItIsClosed();

private:
    struct Console
    {
        explicit Console(FakeAdmin &server)
        {
            live.open(endpointOf(server));
            live.connections().setWatched(true);
        }
        LiveState live;
        LiveTable<ConnectionRow> &table = live.connections();
        QAbstractItemModelTester tester{ &table, QAbstractItemModelTester::FailureReportingMode::QtTest };
    };
    static bool shows(const LiveTable<ConnectionRow> &table, const FakeAdmin &server, int first, int count);
};

// Whether these rows are what the server has there, in the order of ids.
bool TestLiveTable::shows(const LiveTable<ConnectionRow> &table, const FakeAdmin &server, int first, int count)
{
    for (int i = first; i < first + count; ++i) {
        const ConnectionRow *row = table.row(i);
        if (!row || row->id != server.rows()[size_t(i)].id || row->messagesIn != server.rows()[size_t(i)].messagesIn)
            return false;
    }
    return table.total() == qint64(server.rows().size());
}

void TestLiveTable::followsWhatComesAndGoes()
{
    FakeAdmin server({ .connections = 300 });
    QVERIFY(server.listen());
    Console console(server);
    QTRY_VERIFY(shows(console.table, server, 0, 300));
    QCOMPARE(console.table.rowCount(), 300);
    const QSignalSpy resets(&console.table, &QAbstractItemModel::modelReset);
    for (int round = 0; round < 8; ++round) {
        for (int i = 0; i < 10; ++i) {
            server.add();
            server.remove(size_t(i) * 7 % server.rows().size());
        }
        QTRY_VERIFY(shows(console.table, server, 0, int(server.rows().size())));
    }
    while (!server.rows().empty())
        server.remove(0);
    QTRY_COMPARE(console.table.rowCount(), 0);
    QCOMPARE(resets.size(), 0);
}

void TestLiveTable::sortsAtTheServer()
{
    FakeAdmin server({ .connections = 1'000, .changesPerSecond = 500 });
    QVERIFY(server.listen());
    Console console(server);
    console.table.setWish({ {}, QStringLiteral("-in") });
    const auto isSorted = [&] {
        for (int i = 1; i < 100; ++i) {
            if (!console.table.row(i) || console.table.row(i - 1)->messagesIn < console.table.row(i)->messagesIn)
                return false;
        }
        return console.table.row(0)->messagesIn > 0;
    };
    QTRY_VERIFY(isSorted());
    QCOMPARE(console.table.total(), 1'000);
    // And stays so while the figures grow.
    const qint64 most = console.table.row(0)->messagesIn;
    QTRY_VERIFY_WITH_TIMEOUT(console.table.row(0)->messagesIn > most + 1 && isSorted(), 15'000);
}

void TestLiveTable::filtersAtTheServer()
{
    FakeAdmin server({ .connections = 2'000 });
    QVERIFY(server.listen());
    Console console(server);
    QTRY_COMPARE(console.table.total(), 2'000);
    console.table.setWish({ QStringLiteral("role:agent node:n2"), {} });
    const auto count = std::count_if(server.rows().begin(), server.rows().end(),
        [](const ConnectionRow &row) { return row.role == Role::Agent && row.node == "n2"; });
    QTRY_COMPARE(console.table.total(), qint64(count));
    QCOMPARE(console.table.rowCount(), int(count));
    console.table.setWish({ QStringLiteral("tenant:nobody"), {} });
    QTRY_COMPARE(console.table.rowCount(), 0);
}

void TestLiveTable::badFilterIsRefused()
{
    FakeAdmin server({});
    QVERIFY(server.listen());
    Console console(server);
    console.table.setWish({ QStringLiteral("role:nobody"), {} });
    QTRY_COMPARE(console.table.freshness(), Freshness::Refused);
    QVERIFY(console.table.failure().column.has_value());
}

void TestLiveTable::liveWhereItIsSeen()
{
    FakeAdmin server({ .connections = 3'000, .changesPerSecond = 1'000 });
    QVERIFY(server.listen());
    Console console(server);
    QTRY_COMPARE(console.table.rowCount(), 3'000);
    QVERIFY(console.table.row(499) && !console.table.row(500));
    QCOMPARE(console.table.index(500, 0).data(RowTable::IsLoaded).toBool(), false);
    console.table.setVisible(2'100, 2'140);
    QTRY_VERIFY_WITH_TIMEOUT(console.table.row(2'140), 10'000);
    const qint64 before = console.table.row(2'120)->messagesIn;
    QTRY_VERIFY_WITH_TIMEOUT(console.table.row(2'120)->messagesIn > before, 15'000);
    QCOMPARE(console.table.row(2'120)->id, server.rows()[2'120].id);
    // Back at the top, what was seen before is told anew.
    console.table.setVisible(0, 40);
    const qint64 top = console.table.row(10)->messagesIn;
    QTRY_VERIFY_WITH_TIMEOUT(console.table.row(10)->messagesIn > top, 15'000);
}

void TestLiveTable::windowEnds()
{
    FakeAdmin server({ .connections = 20'000 });
    QVERIFY(server.listen());
    Console console(server);
    QTRY_COMPARE(console.table.total(), 20'000);
    QCOMPARE(console.table.rowCount(), 5'000);
    console.table.setVisible(4'960, 4'999);
    QTRY_VERIFY_WITH_TIMEOUT(console.table.row(4'999), 20'000);
    QCOMPARE(console.table.row(4'999)->id, server.rows()[4'999].id);
    QCOMPARE(console.table.rowCount(), 5'000);
}

void TestLiveTable::selectionStaysWithItsRow()
{
    FakeAdmin server({ .connections = 100 });
    QVERIFY(server.listen());
    Console console(server);
    QTRY_COMPARE(console.table.rowCount(), 100);
    const QPersistentModelIndex chosen(console.table.index(50, 0));
    const ConnectionId id = console.table.row(50)->id;
    for (int i = 0; i < 30; ++i)
        server.remove(0);
    QTRY_COMPARE(console.table.rowCount(), 70);
    QVERIFY(chosen.isValid());
    QCOMPARE(console.table.row(chosen.row())->id, id);
    QCOMPARE(chosen.row(), 20);
}

void TestLiveTable::heldRowsStandStill()
{
    FakeAdmin server({ .connections = 50, .changesPerSecond = 200 });
    QVERIFY(server.listen());
    Console console(server);
    QTRY_COMPARE(console.table.rowCount(), 50);
    console.table.setHeld(true);
    const ConnectionRow first = *console.table.row(0);
    server.remove(0);
    server.add();
    QTRY_VERIFY(console.table.hasHeldChanges());
    QCOMPARE(console.table.row(0)->id, first.id);
    QTRY_VERIFY(console.table.row(20)->messagesIn > 0);
    console.table.setHeld(false);
    QTRY_VERIFY(console.table.row(0)->id != first.id);
    QVERIFY(!console.table.hasHeldChanges());
}

// Whoever scrolls has the mouse over the rows: more come behind those that stand still.
void TestLiveTable::heldRowsGoOn()
{
    FakeAdmin server({ .connections = 2'000 });
    QVERIFY(server.listen());
    Console console(server);
    QTRY_VERIFY(console.table.row(499));
    console.table.setHeld(true);
    const auto first = console.table.row(0)->id;
    server.remove(0);
    for (int seen = 480; seen < 1'960; seen += 90) {
        console.table.setVisible(seen, seen + 40);
        QTRY_VERIFY_WITH_TIMEOUT(console.table.row(seen + 40), 10'000);
    }
    QCOMPARE(console.table.row(0)->id, first);
    QSet<Uuid> ids;
    for (int row = 0; console.table.row(row); ++row) {
        ids.insert(console.table.row(row)->id.uuid);
        QCOMPARE(ids.size(), row + 1);
    }
    console.table.setVisible(0, 40);
    console.table.setHeld(false);
    QTRY_VERIFY(shows(console.table, server, 0, 500));
}

// Row F63 of the catalogue: the server goes and comes back; what is shown is marked as stale, and right again by itself.
void TestLiveTable::rightAgainAfterCuts()
{
    FakeAdmin server({ .connections = 200 });
    const quint16 port = server.listen();
    Console console(server);
    console.table.setWish({ QStringLiteral("role:agent"), QStringLiteral("-name") });
    QTRY_COMPARE(console.live.link().state, LinkState::Connected);
    QTRY_COMPARE(console.table.freshness(), Freshness::Live);
    for (int round = 0; round < 20; ++round) {
        server.close();
        QTRY_COMPARE(console.table.freshness(), Freshness::Stale);
        QCOMPARE(console.live.link().state, LinkState::Reconnecting);
        QVERIFY(console.table.rowCount() > 0);
        server.remove(0);
        server.add();
        QVERIFY(server.listen(port));
        console.live.retryNow();
        QTRY_COMPARE(console.table.freshness(), Freshness::Live);
        const auto agents = std::count_if(server.rows().begin(), server.rows().end(), [](const ConnectionRow &row) { return row.role == Role::Agent; });
        QTRY_COMPARE(console.table.total(), qint64(agents));
        QCOMPARE(console.table.wish().filter, QStringLiteral("role:agent"));
    }
}

void TestLiveTable::anotherServerBeginsEmpty()
{
    FakeAdmin one({ .connections = 800 });
    FakeAdmin other({ .connections = 5 });
    QVERIFY(one.listen() && other.listen());
    Console console(one);
    QTRY_VERIFY(shows(console.table, one, 0, 500));
    console.live.open(endpointOf(other));
    QCOMPARE(console.table.rowCount(), 0);
    QCOMPARE(console.table.freshness(), Freshness::Empty);
    console.table.setWatched(false); // as a page does while there is no connection
    console.table.setWatched(true);
    QTRY_VERIFY(shows(console.table, other, 0, 5));
    QCOMPARE(console.table.rowCount(), 5);
}

void TestLiveTable::unreadableRowIsTold()
{
    FakeAdmin server({ .connections = 50 });
    QVERIFY(server.listen());
    Console console(server);
    QTRY_COMPARE(console.table.rowCount(), 50);
    server.setSpoilt(true);
    QTRY_COMPARE(console.table.freshness(), Freshness::Refused);
    server.setSpoilt(false);
    QTRY_COMPARE(console.table.freshness(), Freshness::Live);
    server.remove(0);
    QTRY_VERIFY(shows(console.table, server, 0, 49));
}

// What was handed over and not collected yet is still to be seen.
void TestLiveTable::refusalWaitsItsTurn()
{
    TableSink<ConnectionRow> sink(readConnectionRow);
    QByteArray text;
    encodeSnapshot(text, { 0, Uuid::random(), {} }, AdminTopic::Connections, 1, {});
    JsonParser parser;
    const auto message = readAdminMessage(parser, text);
    QVERIFY(message && sink.take(*message) && sink.flush());
    sink.refuse({ ErrorCode::Unavailable, "Too busy." });
    QVERIFY(sink.hasNews() && !sink.flush());
    QVERIFY(sink.collect()->view);
    QVERIFY(sink.flush());
    QVERIFY(sink.collect()->refusal);
    QVERIFY(!sink.hasNews());
}

void TestLiveTable::newTapOutlivesTheEndOfTheOld()
{
    FakeAdmin server({ .connections = 3, .framesPerSecond = 100 });
    server.setLateEnds(true);
    QVERIFY(server.listen());
    LiveState live;
    FrameRing ring(live.channel());
    live.open(endpointOf(server));
    QTRY_COMPARE(live.link().state, LinkState::Connected);
    ring.start({ { QStringLiteral("connection_id"), QString::fromLatin1(server.rows()[0].id.toByteArray()) } });
    QTRY_VERIFY(ring.kept() > 0);
    QVERIFY(ring.isRunning());
}

// What the other thread has handed over already, and what it tells of that, is of a server that was left.
void TestLiveTable::nothingComesAfterItIsClosed()
{
    FakeAdmin server({ .connections = 1 });
    QVERIFY(server.listen());
    LiveState live;
    live.open(endpointOf(server));
    QTRY_COMPARE(live.link().state, LinkState::Connected);
    QTRY_VERIFY(live.self()); // what comes now are figures
    CloseFirst closer(live);
    QTRY_VERIFY(closer.isDone);
    QVERIFY(!live.stats().now());
}

QTEST_GUILESS_MAIN(TestLiveTable)
#include "tst_livetable.moc"
