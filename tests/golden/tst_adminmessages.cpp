// SPDX-License-Identifier: Apache-2.0
// Every message of the admin socket against its file under admin/messages/: what the server reads, and, byte for byte, what it
// writes and what a console reads out of it. A type or a topic without a file fails the test, and so does a file without one.
// Seen red: a topic without one of its files, `lost` written where it is 0.
#include "admin/streamnews.h"
#include "admin/tablewriter.h"
#include "adminrows.h"

#include <QDir>
#include <QSet>
#include <QTest>

using namespace conversa;
using namespace conversa::test;

namespace {

const EnvelopeInfo info{moment, id<EventId>("aa").uuid, "r1"};

QString folder()
{
    return goldenFolder() + QStringLiteral("messages/");
}

QByteArray nameOf(std::string_view type, AdminTopic topic)
{
    return view(type).toByteArray() + '_' + view(topicName(topic)).toByteArray();
}

template <typename Row>
QByteArray rowJson(AdminTopic topic, const Row &row)
{
    QByteArray json;
    JsonWriter writer(json, Audience::Plain);
    writeRow(writer, {}, topicFields(topic), allColumns(topicFields(topic)), [&](size_t field) { return row.value(field); });
    return json;
}

} // namespace

class TestAdminMessages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void requests();
    void tables();
    void streams();
    void endings();
    void everyTypeAndTopic();

private:
    // The file's text; it counts as compared with.
    QByteArray message(const QByteArray &name)
    {
        m_compared.insert(name);
        return golden(QStringLiteral("messages/") + QString::fromLatin1(name));
    }
    template <typename Row>
    void compareTable(AdminTopic topic, const Row &row, Result<Row> (*read)(simdjson::dom::object));
    template <typename Row>
    void compareStream(AdminTopic topic, const Row &row, Result<Row> (*read)(simdjson::dom::object));

    QSet<QByteArray> m_compared;
};

void TestAdminMessages::requests()
{
    const auto read = [&](const QByteArray &name) { return readAdminRequest(message(name), Limits()); };
    for (size_t topic = 0; topic < adminTopics; ++topic) {
        const AdminEnvelope envelope = read(nameOf("subscribe", AdminTopic(topic)));
        QCOMPARE(envelope.requestId, QByteArray("r1"));
        const auto *wanted = envelope.body ? std::get_if<Subscribe>(&*envelope.body) : nullptr;
        QVERIFY2(wanted, topicName(AdminTopic(topic)).data());
        QCOMPARE(wanted->topic, AdminTopic(topic));
        QCOMPARE(wanted->intervalMs, qint64(2'000));
        if (!topicFields(wanted->topic).empty()) {
            QCOMPARE(wanted->query.filter.size(), size_t(1));
            QCOMPARE(wanted->query.limit, 50);
        }
        if (wanted->topic == AdminTopic::Frames) {
            QCOMPARE(wanted->target, TapTarget(id<UserId>("77")));
            QCOMPARE(wanted->durationMs, qint64(60'000));
        }
    }
    QVERIFY(std::holds_alternative<AdminPing>(*read("ping").body));
    QCOMPARE(std::get<Unsubscribe>(*read("unsubscribe").body).topic, AdminTopic::Events);
    QCOMPARE(std::get<Resync>(*read("resync").body).topic, AdminTopic::Connections);
}

template <typename Row>
void TestAdminMessages::compareTable(AdminTopic topic, const Row &row, Result<Row> (*read)(simdjson::dom::object))
{
    const QByteArray silent = R"([{"node":"chat-1","id":"440e8400-e29b-41d4-a716-446655440000","state":"silent"}])";
    const Uuid gone = id<EventId>("12").uuid;
    const EncodedRow encoded{idOf(row), rowJson(topic, row)};
    QByteArray snapshot;
    encodeSnapshot(snapshot, info, topic, 3, {{encoded}, 7}, silent);
    QCOMPARE(snapshot, message(nameOf(adminNewsName(AdminNews::Snapshot), topic)));
    const auto news = readTableNews(snapshot, read);
    QVERIFY(news && news->sequence == 3);
    QCOMPARE(std::get<TableView<Row>>(news->news), (TableView<Row>{{row}, 7}));
    QByteArray delta;
    encodeDelta(delta, info, topic, 4, {{gone}, {encoded}, std::vector{idOf(row), gone}, 8}, silent);
    QCOMPARE(delta, message(nameOf(adminNewsName(AdminNews::Delta), topic)));
    const auto change = readTableNews(delta, read);
    QVERIFY(change && change->sequence == 4);
    QCOMPARE(std::get<TableDelta<Row>>(change->news), (TableDelta<Row>{{gone}, {row}, std::vector{idOf(row), gone}, 8}));
}

void TestAdminMessages::tables()
{
    compareTable(AdminTopic::Connections, connection(), readConnectionRow);
    compareTable(AdminTopic::Closed, closed(), readClosedRow);
    compareTable(AdminTopic::Sessions, session(), readSessionRow);
}

template <typename Row>
void TestAdminMessages::compareStream(AdminTopic topic, const Row &row, Result<Row> (*read)(simdjson::dom::object))
{
    for (const bool isSnapshot : {true, false}) {
        const QByteArray json = rowJson(topic, row);
        QByteArray said;
        encodeStreamNews(said, info, topic, {isSnapshot, 5, isSnapshot ? 0 : 9, {json, json}});
        QCOMPARE(said, message(nameOf(adminNewsName(isSnapshot ? AdminNews::Snapshot : AdminNews::Batch), topic)));
        const auto news = readStreamNews(said, read);
        QVERIFY2(news, news ? "" : news.error().message.constData());
        QCOMPARE(*news, (StreamNews<Row>{isSnapshot, 5, isSnapshot ? 0 : 9, {row, row}}));
    }
}

void TestAdminMessages::streams()
{
    compareStream(AdminTopic::Audit, auditEntry(), readAuditEntry);
    compareStream(AdminTopic::Events, eventRow(), readEventRow);
    compareStream(AdminTopic::Logs, logRow(), readLogRow);
    compareStream(AdminTopic::Frames, frameRow(), readFrameRow);
}

void TestAdminMessages::endings()
{
    QByteArray asked;
    encodeUnsubscribed(asked, info, AdminTopic::Events);
    QCOMPARE(asked, message("unsubscribed"));
    QByteArray bySelf;
    encodeUnsubscribed(bySelf, {moment, id<EventId>("aa").uuid, {}}, AdminTopic::Frames, "time");
    QCOMPARE(bySelf, message("unsubscribed_time"));
}

void TestAdminMessages::everyTypeAndTopic()
{
    QSet<QByteArray> files;
    message("stats"); // compared with by tst_liveadminsocket: its encoder is the server's
    for (const QString &name : QDir(folder()).entryList({QStringLiteral("*.json")}, QDir::Files))
        files.insert(name.chopped(5).toLatin1());
    QCOMPARE(files - m_compared, QSet<QByteArray>());
    QCOMPARE(m_compared - files, QSet<QByteArray>());
    const auto has = [&](std::string_view type) {
        return std::any_of(files.begin(), files.end(), [&](const QByteArray &name) { return name == view(type) || name.startsWith(view(type).toByteArray() + '_'); });
    };
    for (const std::string_view type : adminRequestTypes())
        QVERIFY2(has(type), type.data());
    for (size_t type = 0; type < adminNewsTypes; ++type)
        QVERIFY2(has(adminNewsName(AdminNews(type))), adminNewsName(AdminNews(type)).data());
    for (size_t at = 0; at < adminTopics; ++at) {
        const auto topic = AdminTopic(at);
        const bool hasRows = !topicFields(topic).empty();
        QVERIFY(files.contains(hasRows ? nameOf("snapshot", topic) : view(topicName(topic)).toByteArray()));
        QVERIFY(!hasRows || files.contains(nameOf(isStream(topic) ? "batch" : "delta", topic)));
    }
}

QTEST_GUILESS_MAIN(TestAdminMessages)
#include "tst_adminmessages.moc"
