// SPDX-License-Identifier: Apache-2.0
// The server's index of connections: what a view holds, how long it lasts, and that cards and rows say the same.
// Seen red: the slot of the card that was moved not set (staysRight), surplus thrown away while somebody looks
// (aViewOutlivesItsConnections), one field of the card answered with another's (cardsAndRowsAgree), the tenant
// not looked at (tenantsSeeTheirOwn).
#include "admin/connectiontable.h"

#include <QRandomGenerator>
#include <QTest>

#include <thread>

using namespace conversa;

namespace {

constexpr qint64 wall = 1'760'110'200'000;

Clock clockAt(qint64 monotonicMs)
{
    return {[monotonicMs] { return monotonicMs; }, [monotonicMs] { return wall + monotonicMs; }};
}

ConnectionFacts facts(int thread = 0, const QByteArray &tenant = "shop")
{
    const auto principal = std::make_shared<Principal>(
        Principal{KeyId{Uuid::random()}, tenant, Role::Agent, UserId{Uuid::random()}, "Ana"});
    return {ConnectionId{Uuid::random()}, principal, *IpAddress::parse("10.0.0.7"), "https://a", "desk/1", Audience::Plain, thread,
        wall, 0};
}

TableQuery query(const TableQueryText &text = {})
{
    return *readTableQuery(text, connectionFields());
}

ConnectionTable tableOf(ConnectionIndex &index)
{
    return {index, clockAt(5'000), [] { return QByteArray("chat-1"); }};
}

} // namespace

class TestConnectionIndex : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cardsAndRowsAgree();
    void staysRight();
    void tenantsSeeTheirOwn();
    void closedAreKept();
    void aViewOutlivesItsConnections();
    void threadsComeAndGo();
};

void TestConnectionIndex::cardsAndRowsAgree()
{
    ConnectionIndex index(1);
    ConnectionCard &card = index.enter(facts());
    qint64 distinct = 100;
    for (Tally *tally : {&card.figures.messagesIn, &card.figures.messagesOut, &card.figures.bytesIn, &card.figures.bytesOut,
             &card.figures.queue, &card.figures.activeMs, &card.figures.sessions, &card.figures.rttMs})
        tally->set(++distinct);
    card.state = ConnectionState::Closing;
    const CardReader reader{"chat-1", wall};
    const ConnectionRow row = reader.row(card);
    QCOMPARE(row.rttMs.value_or(0), qint64(107));
    QCOMPARE(row.activeMs, wall + 106);
    for (size_t field = 0; field < connectionFields().size(); ++field)
        QVERIFY2(reader.value(card, field) == row.value(field), connectionFields()[field].name.data());
    index.leave(card, {1006, "slow", true, wall + 9, 9});
    const ConnectionIndex::View view(index);
    const ClosedConnection &closed = *view.closed().front();
    for (size_t field = 0; field < closedFields().size(); ++field)
        QVERIFY2(reader.value(closed, field) == reader.row(closed).value(field), closedFields()[field].name.data());
}

void TestConnectionIndex::staysRight()
{
    ConnectionIndex index(3);
    std::vector<ConnectionCard *> here;
    QRandomGenerator random(11);
    for (int step = 0; step < 5'000; ++step) {
        if (here.empty() || random.bounded(5) < 3) {
            here.push_back(&index.enter(facts(random.bounded(3))));
            continue;
        }
        const auto gone = here.begin() + random.bounded(int(here.size()));
        index.leave(**gone, {});
        here.erase(gone);
    }
    const ConnectionIndex::View view(index);
    QSet<const ConnectionCard *> seen(view.open().begin(), view.open().end());
    QCOMPARE(view.open().size(), here.size());
    for (const ConnectionCard *card : here)
        QVERIFY(seen.contains(card));
}

void TestConnectionIndex::tenantsSeeTheirOwn()
{
    ConnectionIndex index(2);
    const ConnectionCard &own = index.enter(facts(0, "shop"));
    ConnectionCard &other = index.enter(facts(1, "bank"));
    ConnectionTable table = tableOf(index);
    QCOMPARE(table.open(query(), "shop").total, qint64(1));
    QCOMPARE(table.open(query(), "*").total, qint64(2));
    QCOMPARE(table.matching({}, "shop").size(), size_t(1));
    QVERIFY(table.find(own.facts.id, "shop") && !table.find(other.facts.id, "shop") && table.find(other.facts.id, "*"));
    index.leave(other, {});
    QCOMPARE(table.closed(*readTableQuery({}, closedFields()), "shop").total, qint64(0));
    QCOMPARE(table.closed(*readTableQuery({}, closedFields()), "*").total, qint64(1));
    const auto page = table.open(query({.filter = "age:>4s -age:>6s name:ana", .sort = "-in"}), "*");
    QVERIFY(page.total == 1 && page.rows.front().id == own.facts.id && page.rows.front().node == "chat-1");
}

void TestConnectionIndex::closedAreKept()
{
    ConnectionIndex index(1);
    for (size_t i = 0; i < ConnectionIndex::maxClosed + 500; ++i)
        index.leave(index.enter(facts()), {quint16(1000 + i % 7), "reason", i % 2 == 0, wall + qint64(i), 1});
    QCOMPARE(index.viewCount(), qint64(0)); // nothing was looked at for all that
    ConnectionTable table = tableOf(index);
    const auto page = table.closed(*readTableQuery({.filter = "code:1003", .sort = "ago", .limit = "3"}, closedFields()), "*");
    QCOMPARE(page.rows.size(), size_t(3));
    QCOMPARE(page.rows.front().closedMs, wall + 2'495);
    QCOMPARE(table.closed(*readTableQuery({}, closedFields()), "*").total, qint64(ConnectionIndex::maxClosed));
    QCOMPARE(index.viewCount(), qint64(2));
}

void TestConnectionIndex::aViewOutlivesItsConnections()
{
    ConnectionIndex index(1);
    std::vector<ConnectionCard *> cards;
    std::vector<std::weak_ptr<const Principal>> principals;
    for (size_t i = 0; i < 3 * ConnectionIndex::maxClosed; ++i) {
        cards.push_back(&index.enter(facts()));
        principals.push_back(cards.back()->facts.principal);
    }
    const auto gone = [&] {
        return std::count_if(principals.begin(), principals.end(), [](const auto &each) { return each.expired(); });
    };
    {
        const ConnectionIndex::View view(index);
        for (ConnectionCard *card : cards)
            index.leave(*card, {});
        QCOMPARE(gone(), qsizetype(0));
        for (const ConnectionCard *card : view.open())
            QCOMPARE(card->facts.client, QByteArray("desk/1"));
    }
    QCOMPARE(gone(), qsizetype(2 * ConnectionIndex::maxClosed));
    const ConnectionIndex::View view(index);
    QCOMPARE(view.closed().size(), ConnectionIndex::maxClosed);
    QVERIFY(view.open().empty());
}

void TestConnectionIndex::threadsComeAndGo()
{
    ConnectionIndex index(2);
    std::atomic<bool> isEnding = false;
    const auto churn = [&](int thread) {
        std::vector<ConnectionCard *> here;
        for (int i = 0; !isEnding; ++i) {
            here.push_back(&index.enter(facts(thread)));
            for (ConnectionCard *card : here)
                card->figures.messagesIn.add(1);
            if (here.size() > 50) {
                index.leave(*here.front(), {1000, "bye", true, wall, 1});
                here.erase(here.begin());
            }
        }
        for (ConnectionCard *card : here)
            index.leave(*card, {});
    };
    std::thread first(churn, 0), second(churn, 1);
    ConnectionTable table = tableOf(index);
    qint64 most = 0;
    for (int i = 0; i < 300 || most < 60; ++i)
        most = std::max(most, table.open(query({.filter = "in:>0", .sort = "-in"}), "*").total);
    isEnding = true;
    first.join();
    second.join();
    QVERIFY(most <= 102);
    QCOMPARE(table.open(query(), "*").total, qint64(0));
}

QTEST_GUILESS_MAIN(TestConnectionIndex)
#include "tst_connectionindex.moc"
