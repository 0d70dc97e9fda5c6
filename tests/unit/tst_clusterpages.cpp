// SPDX-License-Identifier: Apache-2.0
// Pages of several servers made one: turning them leads through all rows of all servers once and in order, as one table
// of all rows would. Random tables, orders, page sizes. Seen red: the cursor only where this merging had rows left
// (pages end early), sessions of one id at several servers in one place (rows left out).
#include "admin/connectionrow.h"
#include "admin/sessiondetails.h"
#include "admin/tablepage.h"

#include <QRandomGenerator>
#include <QTest>

using namespace conversa;

namespace {

template <typename Row>
QByteArray textOf(const Row &row)
{
    return row.id.toByteArray() + ' ' + row.node;
}

// All rows in their order: from one table of all, and page by page from each server's own.
template <typename Row>
void compare(const std::vector<std::vector<Row>> &nodes, std::span<const Field> fields, const TableQueryText &text)
{
    std::vector<Row> all;
    for (const auto &rows : nodes)
        all.insert(all.end(), rows.begin(), rows.end());
    QByteArrayList got;
    TableQueryText asked = text;
    do {
        const auto query = readTableQuery(asked, fields);
        QVERIFY(query);
        std::vector<TablePage<Row>> pages;
        for (const auto &rows : nodes)
            pages.push_back(pageOf(rows, fields, *query, 0));
        const TablePage<Row> page = merged(pages, fields, *query);
        const TablePage<Row> whole = pageOf(all, fields, *query, 0);
        QCOMPARE(page.total, whole.total);
        QCOMPARE(page.cursor, whole.cursor);
        QVERIFY(page.rows == whole.rows);
        for (const Row &row : page.rows)
            got.append(textOf(row));
        asked.cursor = page.cursor;
    } while (!asked.cursor.isEmpty() && got.size() <= qsizetype(all.size()));
    QCOMPARE(got.size(), qsizetype(all.size()));
    QCOMPARE(QSet<QByteArray>(got.begin(), got.end()).size(), got.size());
}

} // namespace

class TestClusterPages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const quint32 seed = qEnvironmentVariableIsSet("TEST_SEED") ? qEnvironmentVariable("TEST_SEED").toUInt()
                                                                    : QRandomGenerator::global()->generate();
        qInfo("seed %u", seed);
        m_random.seed(seed);
    }
    void connections();
    void sessions();
    void detailsOfTwo();

private:
    TableQueryText anyQuery(std::span<const Field> fields)
    {
        const Field &field = fields[size_t(m_random.bounded(int(fields.size())))];
        return {.sort = (m_random.bounded(2) ? "-" : "") + view(field.name).toByteArray(), .limit = QByteArray::number(m_random.bounded(1, 9))};
    }

    QRandomGenerator m_random;
};

void TestClusterPages::connections()
{
    for (int round = 0; round < 300; ++round) {
        std::vector<std::vector<ConnectionRow>> nodes(size_t(m_random.bounded(1, 5)));
        for (size_t i = 0; i < nodes.size(); ++i) {
            for (int count = m_random.bounded(12); count > 0; --count) {
                ConnectionRow row;
                row.id = ConnectionId{Uuid::random()};
                row.user = UserId{Uuid::random()};
                row.address = *IpAddress::parse(m_random.bounded(2) ? "10.0.0.1" : "2001:db8::1");
                row.node = "n" + QByteArray::number(i);
                row.userName = QByteArray::number(m_random.bounded(3));
                row.openedMs = m_random.bounded(4);
                row.messagesIn = m_random.bounded(3);
                if (m_random.bounded(2))
                    row.rttMs = m_random.bounded(2);
                nodes[i].push_back(row);
            }
        }
        compare(nodes, connectionFields(), anyQuery(connectionFields()));
        if (QTest::currentTestFailed())
            return;
    }
}

// The same session is joined at several servers.
void TestClusterPages::sessions()
{
    for (int round = 0; round < 300; ++round) {
        std::vector<std::vector<SessionRow>> nodes(size_t(m_random.bounded(1, 5)));
        for (int session = m_random.bounded(10); session > 0; --session) {
            const SessionId id{Uuid::random()};
            for (size_t i = 0; i < nodes.size(); ++i) {
                if (m_random.bounded(3) > 0)
                    nodes[i].push_back({id, "n" + QByteArray::number(i), "t", {}, false, m_random.bounded(3)});
            }
        }
        compare(nodes, sessionFields(), anyQuery(sessionFields()));
        if (QTest::currentTestFailed())
            return;
    }
}

void TestClusterPages::detailsOfTwo()
{
    const UserId ana{Uuid::random()};
    const UserId joao{Uuid::random()};
    const SessionId id{Uuid::random()};
    const SessionDetails one{{id, "a", "t", {}, false, 4, 2, 1, 1},
        {{ana, "Ana", Role::Agent}}, {ana}, {{ana, Role::Agent, 4, 2}}};
    const SessionDetails two{{id, "b", "t", {}, true, 5, 2, 3, 2},
        {{joao, "Jo", Role::Contact}, {ana, "Ana", Role::Agent}}, {joao, ana}, {{joao, Role::Contact, 1, 1}, {ana, Role::Agent, 3, 3}}};
    const SessionDetails both = merged(one, two);
    QCOMPARE(both.row, (SessionRow{id, "a,b", "t", {}, true, 5, 2, 4, 2}));
    QCOMPARE(both.members.size(), size_t(2));
    QCOMPARE(both.typing, (std::vector{ana, joao}));
    QCOMPARE(both.watermarks, (std::vector<Watermark>{{ana, Role::Agent, 4, 3}, {joao, Role::Contact, 1, 1}}));
}

QTEST_GUILESS_MAIN(TestClusterPages)
#include "tst_clusterpages.moc"
