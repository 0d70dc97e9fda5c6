// SPDX-License-Identifier: Apache-2.0
// Every row of the admin tables against its file under admin/: what the server writes, byte for byte, and what the console
// reads out of it. A file nobody compares with fails the test too.
// Seen red: rtt_ms written as 0 where it is not known (connection_bare), the side turned round (closed).
#include "admin/closedrow.h"
#include "admin/noderow.h"
#include "admin/sessiondetails.h"
#include "admin/tablewriter.h"
#include "protocol/jsonparser.h"

#include <QDir>
#include <QTest>

using namespace conversa;

namespace {

constexpr qint64 moment = 1'760'110'200'000; // 2025-10-10T15:30:00.000Z

template <typename T>
T id(const char *prefix)
{
    return *T::parse(std::string(prefix) + "0e8400-e29b-41d4-a716-446655440000");
}

QString folder()
{
    return qEnvironmentVariable("CONVERSA_SOURCE") + QStringLiteral("/tests/golden/admin/");
}

QByteArray golden(const char *name)
{
    QFile file(folder() + QLatin1String(name) + QStringLiteral(".json"));
    return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed() : QByteArray();
}

ConnectionRow connection()
{
    return {.id = id<ConnectionId>("55"),
        .node = "chat-1",
        .state = ConnectionState::Draining,
        .tenant = "shop",
        .user = id<UserId>("77"),
        .userName = "Jo\xC3\xA3o <vip>",
        .role = Role::Agent,
        .key = id<KeyId>("99"),
        .address = *IpAddress::parse("203.0.113.9"),
        .origin = "https://app.ventros.io",
        .client = "desk/2.1",
        .audience = Audience::Plain,
        .openedMs = moment,
        .activeMs = moment + 5'000,
        .messagesIn = 12,
        .messagesOut = 340,
        .bytesIn = 4'096,
        .bytesOut = 120'000,
        .queue = 512,
        .sessions = 3,
        .rttMs = 21};
}

ConnectionRow bare()
{
    ConnectionRow row;
    row.id = id<ConnectionId>("55");
    row.node = "chat-1";
    row.tenant = "dev";
    row.user = id<UserId>("66");
    row.address = *IpAddress::parse("2001:db8::7");
    row.openedMs = moment;
    row.activeMs = moment;
    return row;
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
    QCOMPARE(json, golden("session_details"));
    JsonParser parser;
    const auto document = parser.parse(json);
    QVERIFY(document);
    const auto back = readSessionDetails(*document);
    QVERIFY(back && back->row == details.row && back->typing == details.typing && back->watermarks == details.watermarks);
    QVERIFY(back->members.size() == 2 && back->members[0].name == details.members[0].name && back->members[1].role == Role::Contact);
}

// What a closed connection shows of the row it had.
ClosedRow closed()
{
    ClosedRow row{bare(), 4008, false, "slow", moment + 60'000, 60'000};
    row.connection.key = id<KeyId>("99");
    row.connection.userName = "Ana";
    row.connection.messagesOut = 9;
    row.connection.openedMs = 0;
    row.connection.activeMs = 0;
    return row;
}

SessionRow session()
{
    return {id<SessionId>("55"), "chat-1", "shop", id<ContactId>("66"), true, 17, 3, 2, 1};
}

NodeRow node()
{
    return {id<NodeId>("44"), "chat-2", NodeState::Silent, "0.1.0", "degraded", moment, 7};
}

template <typename Row>
void compare(const char *name, std::span<const Field> fields, const Row &row, Result<Row> (*read)(simdjson::dom::object))
{
    QByteArray json;
    {
        JsonWriter writer(json, Audience::Plain);
        writeRow(writer, {}, fields, allColumns(fields), [&](size_t field) { return row.value(field); });
    }
    QCOMPARE(json, golden(name));
    JsonParser parser;
    const auto document = parser.parse(json);
    QVERIFY(document);
    const auto back = read(*document);
    QVERIFY2(back, back ? "" : back.error().message.constData());
    QVERIFY(*back == row);
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
    details(); // of a session
}

void TestAdminRows::everyFileIsCompared()
{
    const QStringList names = QDir(folder()).entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name);
    QCOMPARE(names.join(u' '),
        QStringLiteral("closed.json connection.json connection_bare.json node.json session.json session_bare.json session_details.json"));
}

void TestAdminRows::refused()
{
    const auto reads = [](QByteArray json) {
        JsonParser parser;
        const auto document = parser.parse(json);
        return document && readConnectionRow(*document);
    };
    const QByteArray good = golden("connection");
    QVERIFY(reads(good));
    QVERIFY(reads(QByteArray(good).replace("\"node\"", "\"later\":[1],\"node\"")));
    for (const auto &[from, to] : {std::pair("\"550e", "\"55ze"), {"draining", "dreaming"}, {"203.0", "2030."}, {"\"queue\":", "\"queue\":-"}, {"15:30:00", "25:30:00"}, {"\"id\"", "\"ID\""}})
        QVERIFY2(!reads(QByteArray(good).replace(from, to)), to);
}

QTEST_GUILESS_MAIN(TestAdminRows)
#include "tst_adminrows.moc"
