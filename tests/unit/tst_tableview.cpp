// SPDX-License-Identifier: Apache-2.0
// Views of admin tables that follow snapshots and deltas: after any sequence of changes, cut anywhere, the view is what a
// fresh snapshot shows. Seeded; TEST_SEED repeats a run.
// Seen red: a gap that is not noticed (cuts), an order that is not applied (follows, theWireSaysTheSame).
#include "admin/adminmessages.h"

#include <QRandomGenerator>
#include <QTest>

using namespace conversa;

namespace {

using View = TableView<ConnectionRow>;

// What a server's table goes through: rows come, go, change and change places, and the window is the first so many.
class Table
{
public:
    explicit Table(QRandomGenerator &random)
        : m_random(random)
    {
    }
    void change()
    {
        for (int left = m_random.bounded(6); left > 0; --left) {
            const int what = m_random.bounded(10);
            if (m_rows.empty() || what < 3) {
                ConnectionRow row;
                row.id = ConnectionId{Uuid::random()};
                row.user = UserId{Uuid::random()};
                m_rows.insert(m_rows.begin() + m_random.bounded(int(m_rows.size()) + 1), row);
            } else if (what < 5) {
                m_rows.erase(m_rows.begin() + m_random.bounded(int(m_rows.size())));
            } else if (what < 8) {
                m_rows[size_t(m_random.bounded(int(m_rows.size())))].messagesIn += 1;
            } else {
                std::swap(m_rows[size_t(m_random.bounded(int(m_rows.size())))], m_rows[size_t(m_random.bounded(int(m_rows.size())))]);
            }
        }
    }
    View window() const
    {
        const auto shown = std::min<size_t>(m_rows.size(), 12);
        return {{m_rows.begin(), m_rows.begin() + qsizetype(shown)}, qint64(m_rows.size())};
    }

private:
    QRandomGenerator &m_random;
    std::vector<ConnectionRow> m_rows;
};

quint32 seed()
{
    bool isSet = false;
    const auto given = qEnvironmentVariableIntValue("TEST_SEED", &isSet);
    return isSet ? quint32(given) : QRandomGenerator::global()->generate();
}

TableView<EncodedRow> encoded(const View &view)
{
    TableView<EncodedRow> made{{}, view.total};
    for (const ConnectionRow &row : view.rows) {
        EncodedRow one{idOf(row), {}};
        {
            JsonWriter json(one.json, Audience::Plain);
            writeRow(json, {}, connectionFields(), allColumns(connectionFields()), [&](size_t field) { return row.value(field); });
        }
        made.rows.push_back(one);
    }
    return made;
}

const EnvelopeInfo info{1'760'110'200'000, Uuid::random(), {}};

} // namespace

class TestTableView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void follows();
    void cuts();
    void theWireSaysTheSame();
    void wrongNews();
    void requests();
    void wrongRequests_data();
    void wrongRequests();
};

void TestTableView::follows()
{
    const quint32 used = seed();
    QRandomGenerator random(used);
    for (int run = 0; run < 100; ++run) {
        Table table(random);
        View shown = table.window();
        for (int step = 0; step < 100; ++step) {
            table.change();
            const View now = table.window();
            const auto delta = difference(shown, now);
            QCOMPARE(delta.has_value(), !(shown == now));
            if (delta)
                shown = apply(shown, *delta);
            QVERIFY2(shown == now, QByteArray("TEST_SEED=") + QByteArray::number(used));
        }
    }
}

void TestTableView::cuts()
{
    const quint32 used = seed();
    QRandomGenerator random(used);
    for (int run = 0; run < 200; ++run) {
        Table table(random);
        TableFollower<ConnectionRow> follower;
        View told = table.window();
        qint64 sequence = 1;
        follower.start(sequence, told);
        for (int step = 0; step < 60; ++step) {
            table.change();
            const View now = table.window();
            const auto delta = difference(told, now);
            if (!delta)
                continue;
            told = now;
            ++sequence;
            // Some never arrive; what comes then is refused until a snapshot is there.
            if (random.bounded(5) == 0)
                continue;
            const bool hadGap = !follower.isCurrent();
            if (!follower.follow(sequence, *delta)) {
                QVERIFY(!follower.isCurrent());
                if (hadGap || random.bounded(2))
                    follower.start(sequence, told);
            }
            if (follower.isCurrent())
                QVERIFY2(follower.view() == now, QByteArray("TEST_SEED=") + QByteArray::number(used));
        }
        follower.start(++sequence, table.window());
        QVERIFY(follower.view() == table.window());
    }
}

void TestTableView::theWireSaysTheSame()
{
    QRandomGenerator random(3);
    Table table(random);
    TableView<EncodedRow> told;
    TableFollower<ConnectionRow> follower;
    for (qint64 sequence = 1; sequence < 200; ++sequence) {
        const View now = table.window();
        QByteArray json;
        if (sequence == 1) {
            encodeSnapshot(json, info, AdminTopic::Connections, sequence, encoded(now));
        } else if (const auto delta = difference(told, encoded(now))) {
            encodeDelta(json, info, AdminTopic::Connections, sequence, *delta);
        } else {
            encodeDelta(json, info, AdminTopic::Connections, sequence, {{}, {}, {}, now.total});
        }
        told = encoded(now);
        const auto read = readTableNews(json, readConnectionRow);
        QVERIFY2(read, read ? "" : read.error().message.constData());
        if (const auto *snapshot = std::get_if<View>(&read->news))
            follower.start(read->sequence, *snapshot);
        else
            QVERIFY(follower.follow(read->sequence, std::get<TableDelta<ConnectionRow>>(read->news)));
        QVERIFY(follower.view() == now);
        table.change();
    }
}

void TestTableView::wrongNews()
{
    const auto reads = [](const char *json) { return bool(readTableNews(QByteArrayView(json), readConnectionRow)); };
    QVERIFY(reads(R"({"type":"delta","payload":{"topic":"connections","sequence":2,"total":0}})"));
    for (const char *json : {"", "[]", "{}", R"({"type":"delta","payload":7})", R"({"type":"delta","payload":{"sequence":-1}})",
             R"({"type":"delta","payload":{"rows":[7]}})", R"({"type":"delta","payload":{"rows":[{}]}})",
             R"({"type":"delta","payload":{"removed":["x"]}})", R"({"type":"delta","payload":{"order":[7]}})",
             R"({"type":"snapshot","payload":{"total":"many"}})"})
        QVERIFY2(!reads(json), json);
}

void TestTableView::requests()
{
    const AdminEnvelope read = readAdminRequest(
        R"({"type":"subscribe","request_id":"r1","payload":{"topic":"connections","filter":"role:agent","sort":"-in","fields":"in","limit":7,"interval_ms":250}})", {});
    QCOMPARE(read.type, QByteArray("subscribe"));
    QCOMPARE(read.requestId, QByteArray("r1"));
    QVERIFY2(read.body, read.body ? "" : read.body.error().message.constData());
    const auto &wanted = std::get<Subscribe>(*read.body);
    QVERIFY(wanted.topic == AdminTopic::Connections && wanted.query.limit == 7 && wanted.intervalMs == 250);
    QVERIFY(wanted.query.columns == (Columns{0, size_t(ConnectionField::In)}) && wanted.query.order.isDescending);
    const AdminEnvelope stats = readAdminRequest(R"({"type":"subscribe","payload":{"topic":"stats"}})", {});
    QVERIFY(stats.body && std::get<Subscribe>(*stats.body).intervalMs == 1'000);
    QVERIFY(std::holds_alternative<Resync>(*readAdminRequest(R"({"type":"resync","payload":{"topic":"closed"}})", {}).body));
    QVERIFY(std::holds_alternative<AdminPing>(*readAdminRequest(R"({"type":"ping"})", {}).body));
}

void TestTableView::wrongRequests_data()
{
    QTest::addColumn<QByteArray>("field");
    const auto add = [](const char *json, const char *field) { QTest::newRow(json) << QByteArray(field); };
    add("", "");
    add("7", "");
    add("{}", "");
    add(R"({"type":"subscrib","payload":{}})", "");
    add(R"({"type":"subscribe"})", "");
    add(R"({"type":"subscribe","payload":{}})", "topic");
    add(R"({"type":"subscribe","payload":{"topic":"messages"}})", "topic");
    add(R"({"type":"subscribe","payload":{"topic":"stats","interval_ms":500}})", "interval_ms");
    add(R"({"type":"subscribe","payload":{"topic":"sessions","interval_ms":249}})", "interval_ms");
    add(R"({"type":"subscribe","payload":{"topic":"sessions","interval_ms":60001}})", "interval_ms");
    add(R"({"type":"subscribe","payload":{"topic":"sessions","limit":501}})", "limit");
    add(R"({"type":"subscribe","payload":{"topic":"sessions","filter":"queue:1"}})", "filter");
    add(R"({"type":"subscribe","payload":{"topic":"sessions","sort":"queue"}})", "sort");
    add(R"({"type":"unsubscribe","payload":{"topic":7}})", "topic");
}

void TestTableView::wrongRequests()
{
    QFETCH(const QByteArray, field);
    const AdminEnvelope read = readAdminRequest(QTest::currentDataTag(), {});
    QVERIFY(!read.body);
    QCOMPARE(read.body.error().field, field);
}

QTEST_GUILESS_MAIN(TestTableView)
#include "tst_tableview.moc"
