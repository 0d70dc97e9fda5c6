// SPDX-License-Identifier: Apache-2.0
// Orders, pages and cursors of the admin tables, and what is wrong with a query. Pages one after the other are compared
// with one whole sort, for every field in both directions.
// Seen red: ids not compared where keys are the same (pagesAreOneOrder), ages not turned round (agesGrow), the heap's
// order turned (pagesAreOneOrder), a cell beginning with "@" left as it is (formulas).
#include "admin/connectionrow.h"
#include "admin/rowpage.h"

#include <QRandomGenerator>
#include <QTest>

using namespace conversa;

namespace {

std::vector<ConnectionRow> manyRows()
{
    QRandomGenerator random(17);
    std::vector<ConnectionRow> rows(1'300);
    for (ConnectionRow &row : rows) {
        row.id = ConnectionId{Uuid::random()};
        row.user = UserId{Uuid::random()};
        row.userName = "user " + QByteArray::number(random.bounded(7));
        row.role = Role(random.bounded(4));
        row.queue = random.bounded(3);
        row.messagesIn = random.bounded(1'000'000);
        row.openedMs = 1'760'110'200'000 + random.bounded(50);
        row.address.bytes[15] = quint8(random.bounded(200));
        if (random.bounded(2))
            row.rttMs = random.bounded(20);
    }
    return rows;
}

RowPlace placeOf(const ConnectionRow &row, const SortOrder &order)
{
    return placeOf(connectionFields()[order.field], row.value(order.field), row.id.uuid);
}

std::vector<ConnectionId> sortedIds(const std::vector<ConnectionRow> &rows, const SortOrder &order)
{
    std::vector<ConnectionRow> sorted = rows;
    std::sort(sorted.begin(), sorted.end(), [&](const ConnectionRow &a, const ConnectionRow &b) {
        return order.isDescending ? placeOf(b, order) < placeOf(a, order) : placeOf(a, order) < placeOf(b, order);
    });
    std::vector<ConnectionId> ids;
    for (const ConnectionRow &row : sorted)
        ids.push_back(row.id);
    return ids;
}

Error errorOf(const TableQueryText &text)
{
    const auto query = readTableQuery(text, connectionFields());
    return query ? Error{} : query.error();
}

} // namespace

class TestTableQuery : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pagesAreOneOrder_data();
    void pagesAreOneOrder();
    void agesGrow();
    void columns();
    void wrong();
    void formulas_data();
    void formulas();
};

void TestTableQuery::pagesAreOneOrder_data()
{
    QTest::addColumn<QByteArray>("sort");
    for (const Field &field : connectionFields()) {
        const QByteArray name = view(field.name).toByteArray();
        QTest::newRow(name) << name;
        QTest::newRow('-' + name) << '-' + name;
    }
}

void TestTableQuery::pagesAreOneOrder()
{
    QFETCH(const QByteArray, sort);
    const auto rows = manyRows();
    TableQueryText text{{}, sort, {}, {}, "100"};
    std::vector<ConnectionId> ids;
    SortOrder order;
    do {
        const auto query = readTableQuery(text, connectionFields());
        QVERIFY2(query, query ? "" : query.error().message.constData());
        order = query->order;
        PageBuilder<const ConnectionRow *> page(*query);
        for (const ConnectionRow &row : rows)
            page.offer(placeOf(row, order), &row);
        const auto taken = page.takeRows();
        QCOMPARE(page.total(), qint64(rows.size()));
        for (const auto &[place, row] : taken)
            ids.push_back(row->id);
        text.cursor = page.hasMore() ? Cursor(taken.back().first).toByteArray() : QByteArray();
    } while (!text.cursor.isEmpty());
    QVERIFY(ids == sortedIds(rows, order));
}

void TestTableQuery::agesGrow()
{
    const auto query = readTableQuery({{}, "age", {}, {}, {}}, connectionFields());
    QVERIFY(query);
    ConnectionRow older, newer;
    older.openedMs = 1;
    newer.openedMs = 2;
    QVERIFY(placeOf(newer, query->order) < placeOf(older, query->order));
}

void TestTableQuery::columns()
{
    const auto query = readTableQuery({{}, {}, "queue,id,queue,opened_at", {}, {}}, connectionFields());
    QVERIFY(query);
    ConnectionRow row;
    row.id = *ConnectionId::parse("550e8400-e29b-41d4-a716-446655440000");
    row.queue = 7;
    row.openedMs = 1'760'110'200'000;
    QByteArray json, csv;
    const auto valueOf = [&](size_t field) { return row.value(field); };
    {
        JsonWriter writer(json, Audience::Plain);
        writeRow(writer, {}, connectionFields(), query->columns, valueOf);
    }
    QCOMPARE(json, QByteArray(R"({"queue":7,"id":"550e8400-e29b-41d4-a716-446655440000","opened_at":"2025-10-10T15:30:00.000Z"})"));
    appendHeader(csv, connectionFields(), query->columns);
    appendRow(csv, connectionFields(), query->columns, valueOf);
    QCOMPARE(csv, QByteArray("queue,id,opened_at\r\n7,550e8400-e29b-41d4-a716-446655440000,2025-10-10T15:30:00.000Z\r\n"));
}

void TestTableQuery::wrong()
{
    QCOMPARE(errorOf({.filter = "quue:1"}).field, QByteArray("filter"));
    QCOMPARE(errorOf({.sort = "-quue"}).message, QByteArray("unknown field \"quue\"; did you mean \"queue\"?"));
    QCOMPARE(errorOf({.sort = "-"}).field, QByteArray("sort"));
    QCOMPARE(errorOf({.fields = "id,opened"}).message, QByteArray("unknown field \"opened\"; did you mean \"opened_at\"?"));
    QCOMPARE(errorOf({.fields = "id,"}).field, QByteArray("fields"));
    for (const char *limit : {"0", "501", "-1", "1e2", " 7", "99999999999"})
        QCOMPARE(errorOf({.limit = limit}).message, QByteArray("limit must be a whole number from 1 to 500."));
    const QByteArray good = Cursor(RowPlace{qint64(7), Uuid::random()}).toByteArray();
    QVERIFY(readTableQuery({.sort = "queue", .cursor = good}, connectionFields()));
    for (const QByteArray &cursor : {good.chopped(1), good.mid(1), '!' + good, QByteArray("."), QByteArray("x"), "." + good.right(36)})
        QCOMPARE(errorOf({.sort = "queue", .cursor = cursor}).field, QByteArray("cursor"));
    QCOMPARE(errorOf({.sort = "ip", .cursor = good}).message,
        QByteArray("cursor must be the next_cursor of a page in the same order."));
}

void TestTableQuery::formulas_data()
{
    QTest::addColumn<QByteArray>("cell");
    const auto add = [](const char *name, const char *cell) { QTest::newRow(name) << QByteArray(cell); };
    add("=1+1", "'=1+1");
    add("+1", "'+1");
    add("-1", "'-1");
    add("@x", "'@x");
    add("\tx", "'\tx");
    add("\rx", "\"'\rx\"");
    add("=a,b", "\"'=a,b\"");
    add("a,b", "\"a,b\"");
    add("say \"a\"", "\"say \"\"a\"\"\"");
    add("a\nb", "\"a\nb\"");
    add("a=b", "a=b");
}

void TestTableQuery::formulas()
{
    QFETCH(const QByteArray, cell);
    QByteArray csv;
    appendCell(csv, {"name", "name"}, QByteArrayView(QTest::currentDataTag()));
    QCOMPARE(csv, cell);
}

QTEST_GUILESS_MAIN(TestTableQuery)
#include "tst_tablequery.moc"
