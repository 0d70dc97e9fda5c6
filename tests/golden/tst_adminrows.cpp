// SPDX-License-Identifier: Apache-2.0
// Every row of the admin tables against its file under admin/: what the server writes, byte for byte, and what the console
// reads out of it. A file nobody compares with fails the test too.
// Seen red: rtt_ms written as 0 where it is not known (connection_bare), the side turned round (closed).
#include "admin/sessiondetails.h"
#include "admin/tablewriter.h"
#include "adminrows.h"
#include "protocol/jsonparser.h"

#include <QDir>
#include <QTest>

using namespace conversa;
using namespace conversa::test;

namespace {

template <typename Row>
void compare(const char *name, std::span<const Field> fields, const Row &row, Result<Row> (*read)(simdjson::dom::object))
{
    QByteArray json;
    {
        JsonWriter writer(json, Audience::Plain);
        writeRow(writer, {}, fields, allColumns(fields), [&](size_t field) { return row.value(field); });
    }
    QCOMPARE(json, golden(QLatin1String(name)));
    JsonParser parser;
    const auto document = parser.parse(json);
    QVERIFY(document);
    const auto back = read(*document);
    QVERIFY2(back, back ? "" : back.error().message.constData());
    QVERIFY(*back == row);
}

// One session as the answer of GET sessions/{session_id} has it, but for its nodes.
void details()
{
    const UserId joao = id<UserId>("77");
    const SessionDetails details{{id<SessionId>("55"), "chat-1,chat-2", "shop", id<ContactId>("66"), true, 17, 2, 3, 1},
        {{joao, "Jo\xC3\xA3o <vip>", Role::Agent}, {id<UserId>("88"), "Ana", Role::Contact}}, {joao}, {{joao, Role::Agent, 17, 16}}};
    QByteArray json;
    {
        JsonWriter writer(json, Audience::Plain);
        writer.beginObject();
        writeSessionDetails(writer, details);
        writer.endObject();
    }
    QCOMPARE(json, golden(QStringLiteral("session_details")));
    JsonParser parser;
    const auto document = parser.parse(json);
    QVERIFY(document);
    const auto back = readSessionDetails(*document);
    QVERIFY(back && back->row == details.row && back->typing == details.typing && back->watermarks == details.watermarks);
    QVERIFY(back->members.size() == 2 && back->members[0].name == details.members[0].name && back->members[1].role == Role::Contact);
}

} // namespace

class TestAdminRows : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rows();
    void everyFileIsCompared();
    void refused();
};

void TestAdminRows::rows()
{
    compare("connection", connectionFields(), connection(), readConnectionRow);
    compare("connection_bare", connectionFields(), bare(), readConnectionRow);
    compare("closed", closedFields(), closed(), readClosedRow);
    compare("session", sessionFields(), session(), readSessionRow);
    compare("session_bare", sessionFields(), SessionRow{id<SessionId>("55"), "chat-1", "dev"}, readSessionRow);
    compare("node", nodeFields(), node(), readNodeRow);
    compare("event", eventFields(), eventRow(), readEventRow);
    compare("event_bare", eventFields(), EventRow{id<EventId>("22"), moment, EventKind::Action, SecurityKind::None, "reload", "ok"}, readEventRow);
    compare("audit", auditFields(), auditEntry(), readAuditEntry);
    compare("log", logFields(), logRow(), readLogRow);
    compare("log_plain", logFields(), LogRow{moment, "warning", "default", {}, "descriptor 7 cannot be watched"}, readLogRow);
    compare("frame", frameFields(), frameRow(), readFrameRow);
    compare("frame_control", frameFields(), FrameRow{moment, id<ConnectionId>("55"), false, "ping", 2, 0, {}, "ff01"}, readFrameRow);
    details(); // of a session
}

void TestAdminRows::everyFileIsCompared()
{
    const QStringList names = QDir(goldenFolder()).entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name);
    QCOMPARE(names.join(u' '),
        QStringLiteral("audit.json closed.json connection.json connection_bare.json event.json event_bare.json frame.json frame_control.json log.json "
                       "log_plain.json node.json session.json session_bare.json session_details.json"));
}

void TestAdminRows::refused()
{
    const auto reads = [](QByteArray json) {
        JsonParser parser;
        const auto document = parser.parse(json);
        return document && readConnectionRow(*document);
    };
    const QByteArray good = golden(QStringLiteral("connection"));
    QVERIFY(reads(good));
    QVERIFY(reads(QByteArray(good).replace("\"node\"", "\"later\":[1],\"node\"")));
    for (const auto &[from, to] : {std::pair("\"550e", "\"55ze"), {"draining", "dreaming"}, {"203.0", "2030."}, {"\"queue\":", "\"queue\":-"}, {"15:30:00", "25:30:00"}, {"\"id\"", "\"ID\""}})
        QVERIFY2(!reads(QByteArray(good).replace(from, to)), to);
}

QTEST_GUILESS_MAIN(TestAdminRows)
#include "tst_adminrows.moc"
