// SPDX-License-Identifier: Apache-2.0
// The filter grammar of docs/protocol.md, over the table of connections: what it finds, and where it says what is wrong.
// Seen red: the low end of a range left out (found: in:10..20), networks compared by whole bytes only (found: 10.1.4.0/23),
// "-" not looked at (found: -role:agent), columns counted in bytes (wrong: behind ã).
#include "admin/connectionrow.h"
#include "admin/filter.h"

#include <QTest>

using namespace conversa;

namespace {

constexpr qint64 now = 1'760'110'200'000;

ConnectionRow row()
{
    ConnectionRow made;
    made.id = *ConnectionId::parse("550e8400-e29b-41d4-a716-446655440000");
    made.node = "chat-1";
    made.state = ConnectionState::Draining;
    made.tenant = "Shop";
    made.user = *UserId::parse("770e8400-e29b-41d4-a716-446655440000");
    made.userName = "Jo\xC3\xA3o \"Jay\" Silva";
    made.role = Role::Agent;
    made.address = *IpAddress::parse("10.1.3.7");
    made.client = "crm:desk/2.1";
    made.openedMs = now - 3'600'000;
    made.activeMs = now - 500;
    made.messagesIn = 10;
    made.bytesIn = 2'048;
    made.queue = 1;
    return made;
}

bool finds(const QByteArray &text, const ConnectionRow &in)
{
    const auto filter = Filter::parse(text, connectionFields());
    if (!filter)
        qFatal("%s: %s", text.constData(), filter.error().message.constData());
    return filter->matches([&](size_t field) { return in.value(field); }, now);
}

} // namespace

class TestFilter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void found_data();
    void found();
    void otherNetworks();
    void wrong_data();
    void wrong();
    void isBounded();
};

void TestFilter::found_data()
{
    QTest::addColumn<bool>("isFound");
    const auto add = [](bool isFound, std::initializer_list<const char *> filters) {
        for (const char *filter : filters)
            QTest::newRow(filter) << isFound;
    };
    add(true, {"", "  ", "role:agent", "role:AGENT", "-role:contact", "tenant:shop", "tenant:ho", "tenant:=SHOP", "state:draining",
                  "role:agent tenant:shop\tin:10"});
    add(false, {"-role:agent", "role:contact", "tenant:=sho", "tenant:shops", "role:agent tenant:other", "-tenant:shop role:agent"});
    add(true, {"in:10", "in:=10", "in:>9", "in:>=10", "in:<11", "in:<=10", "in:10..20", "in:1..10", "in:..10", "in:10..", "queue:>0",
                  "-queue:0", "in_bytes:2k", "in_bytes:2KiB", "in_bytes:>2kb", "in_bytes:2048b", "out:0"});
    add(false, {"in:>10", "in:<10", "in:11..20", "in:1..9", "in_bytes:2kb", "queue:>1", "out:>0", "in:<0"});
    add(true, {"age:>59m", "age:>=1h", "age:<2h", "age:30m..1h", "age:<1d", "idle:<1s", "idle:500ms..1s", "-idle:>1m"});
    add(false, {"age:>1h", "age:<60m", "idle:<500ms"});
    add(true, {"ip:10.1.3.7", "ip:10.0.0.0/8", "ip:10.1.2.0/23", "ip:0.0.0.0/0", "ip:::ffff:10.1.3.7", "-ip:192.168.0.0/16"});
    add(false, {"ip:10.1.3.8", "ip:10.1.4.0/23", "ip:2001:db8::/32", "ip:10.1.3.6/32"});
    add(true, {"id:550e8400", "id:550E8400-E29B-41D4-A716-446655440000", "user:77", "-id:66"});
    add(false, {"id:e29b", "user:55"});
    add(true, {"silva", "SILVA", "jo\xC3\xA3o", "10.1.3", "770e8400", "desk/2", "\"Jo\xC3\xA3o \\\"Jay\\\" Silva\"", "name:\"jay\\\" s\"",
                  "\"crm:desk\"", "client:crm:desk", "-\"role:agent\"", "-anna"});
    add(false, {"-silva", "anna", "e29b", "\"silva jo\"", "draining"});
    // What is not known is never met, so that leaving it out keeps it.
    add(false, {"rtt:0ms", "rtt:<1d", "origin:http", "origin:=\"\""});
    add(true, {"-rtt:>0ms", "-origin:http"});
}

void TestFilter::found()
{
    QFETCH(const bool, isFound);
    QCOMPARE(finds(QTest::currentDataTag(), row()), isFound);
}

void TestFilter::otherNetworks()
{
    ConnectionRow other = row();
    other.address = *IpAddress::parse("2001:db8:0:1::7");
    QVERIFY(finds("ip:2001:db8::/32", other) && finds("ip:2001:db8:0:1::/64", other) && finds("ip:2001:DB8:0:1::7", other));
    QVERIFY(!finds("ip:2001:db8:0:2::/64", other) && !finds("ip:10.0.0.0/8", other) && !finds("ip:0.0.0.0/0", other));
}

void TestFilter::wrong_data()
{
    QTest::addColumn<QByteArray>("filter");
    QTest::addColumn<int>("column");
    QTest::addColumn<QByteArray>("sentence");
    const auto add = [](const char *filter, int column, const char *sentence) {
        QTest::newRow(filter) << QByteArray(filter) << column << QByteArray(sentence);
    };
    add("quue:>0", 1, "unknown field \"quue\"; did you mean \"queue\"?");
    add("role:agent Role:agent", 12, "unknown field \"Role\"; did you mean \"role\"?");
    add("zzzzzzzz:1", 1, "unknown field \"zzzzzzzz\".");
    add("queue:", 7, "\"queue\" needs a value.");
    add("queue:>", 8, "\"queue\" needs a value.");
    add("queue:many", 7, "\"queue\" takes a size, as 512, 64k or 1m.");
    add("in:1k", 4, "\"in\" takes a whole number.");
    add("in:-1", 4, "\"in\" takes a whole number.");
    add("in:1..x", 7, "\"in\" takes a whole number.");
    add("in:..", 4, "a range has a beginning or an end.");
    add("in:20..10", 4, "this range ends before it begins.");
    add("in:>1..2", 5, "\"in\" takes a whole number.");
    add("in:\"10\"", 4, "\"in\" takes no quotes.");
    add("in:9007199254740992", 4, "\"in\" takes a whole number.");
    add("age:>1", 6, "\"age\" takes a duration, as 500ms, 30s, 5m, 1h or 2d.");
    add("age:1h", 5, "\"age\" needs a comparison, as >1h, <5m or 1m..1h.");
    add("age:>99999999999d", 6, "\"age\" takes a duration, as 500ms, 30s, 5m, 1h or 2d.");
    add("role:boss", 6, "\"role\" is one of admin, agent, contact, service.");
    add("role:>agent", 6, "\"role\" cannot be compared with >.");
    add("ip:10.0.0.0/33", 4, "\"ip\" takes an address or a network, as 10.0.0.0/8.");
    add("ip:10.0.0", 4, "\"ip\" takes an address or a network, as 10.0.0.0/8.");
    add("ip:10.0.0.0/", 4, "\"ip\" takes an address or a network, as 10.0.0.0/8.");
    add("id:xyz", 4, "\"id\" takes a UUID or its beginning.");
    add("ana \"lima", 5, "this quote is not closed.");
    add("\"ana\"lima", 6, "a blank is missing behind the quote.");
    add("ana -", 5, "\"-\" stands before what is left out, as -role:agent.");
    add("jo\xC3\xA3o quue:1", 6, "unknown field \"quue\"; did you mean \"queue\"?");
}

void TestFilter::wrong()
{
    QFETCH(const QByteArray, filter);
    QFETCH(const int, column);
    QFETCH(const QByteArray, sentence);
    const auto parsed = Filter::parse(filter, connectionFields());
    QVERIFY(!parsed);
    QCOMPARE(parsed.error().message, sentence);
    QCOMPARE(parsed.error().column.value_or(0), qint64(column));
    QCOMPARE(parsed.error().field, QByteArray("filter"));
}

void TestFilter::isBounded()
{
    QVERIFY(Filter::parse(QByteArray(1'024, 'x'), connectionFields()));
    QCOMPARE(Filter::parse(QByteArray(1'025, 'x'), connectionFields()).error().message, QByteArray("a filter has at most 1024 bytes."));
    QVERIFY(Filter::parse(QByteArray("x ").repeated(32), connectionFields()));
    QCOMPARE(Filter::parse(QByteArray("x ").repeated(33), connectionFields()).error().column.value_or(0), qint64(65));
}

QTEST_GUILESS_MAIN(TestFilter)
#include "tst_filter.moc"
