// SPDX-License-Identifier: Apache-2.0
#include "admin/adminmessages.h"

#include "admin/auditentry.h"
#include "admin/eventrow.h"
#include "admin/logrow.h"
#include "protocol/envelope.h"
#include "protocol/fieldreader.h"
#include "protocol/jsonchecks.h"
#include "protocol/jsonparser.h"

#include <algorithm>
#include <array>

namespace conversa {

namespace {

constexpr std::array<std::string_view, adminTopics> topicNames{
    "stats", "connections", "closed", "sessions", "audit", "events", "logs", "frames"};
constexpr qint64 rowsIntervalMs = 250;
constexpr qint64 statsIntervalMs = 1'000;
constexpr qint64 leastTapMs = 1'000;

AdminTopic readTopic(FieldReader &fields)
{
    const auto name = fields.string("topic");
    const auto found = std::find(topicNames.begin(), topicNames.end(), name.value_or(std::string_view()));
    if (found != topicNames.end())
        return AdminTopic(found - topicNames.begin());
    fields.refuse("topic", "must be stats, connections, closed, sessions, audit, events, logs or frames");
    return AdminTopic::Stats;
}

QByteArray textIn(FieldReader &fields, std::string_view name)
{
    return view(fields.string(name).value_or(std::string_view())).toByteArray();
}

// One of the three, and no more.
TapTarget readTarget(FieldReader &fields)
{
    const auto connection = fields.optionalId<ConnectionId>("connection_id");
    const auto user = fields.optionalId<UserId>("user_id");
    const auto session = fields.optionalId<SessionId>("session_id");
    if (int(connection.has_value()) + int(user.has_value()) + int(session.has_value()) != 1)
        fields.refuse("connection_id", "or user_id or session_id says whose frames: one of the three");
    if (user)
        return *user;
    if (session)
        return *session;
    return connection.value_or(ConnectionId());
}

Result<AdminRequest> readSubscribe(FieldReader &fields)
{
    Subscribe wanted{readTopic(fields)};
    if (wanted.topic == AdminTopic::Frames) {
        wanted.target = readTarget(fields);
        wanted.durationMs = fields.number("duration_ms", leastTapMs, mostTapMs).value_or(wanted.durationMs);
    }
    if (isStream(wanted.topic) && fields.has("sort"))
        fields.refuse("sort", "is not for rows that come one after the other");
    if (isStream(wanted.topic) && fields.has("cursor"))
        fields.refuse("cursor", "is not for rows that come one after the other");
    wanted.intervalMs = fields.number("interval_ms", leastIntervalMs(wanted.topic), mostIntervalMs).value_or(wanted.intervalMs);
    const TableQueryText text{textIn(fields, "filter"), textIn(fields, "sort"), textIn(fields, "fields"), textIn(fields, "cursor"),
        QByteArray::number(fields.number("limit", 1, TableQuery::maxRows).value_or(TableQuery::defaultRows))};
    wanted.text = text;
    wanted.node = textIn(fields, "node");
    if (isStream(wanted.topic) && fields.has("node"))
        fields.refuse("node", "is not for what the server of the socket alone tells of");
    if (fields.refusal())
        return *fields.refusal();
    if (topicFields(wanted.topic).empty())
        return AdminRequest(wanted);
    auto query = readTableQuery(text, topicFields(wanted.topic));
    if (!query)
        return query.error();
    wanted.query = *std::move(query);
    // Rows of a table are told apart by it.
    if (!isStream(wanted.topic) && std::find(wanted.query.columns.begin(), wanted.query.columns.end(), size_t(0)) == wanted.query.columns.end())
        wanted.query.columns.insert(wanted.query.columns.begin(), 0);
    return AdminRequest(std::move(wanted));
}

Result<AdminRequest> readUnsubscribe(FieldReader &fields)
{
    return fields.finish<AdminRequest>(Unsubscribe{readTopic(fields)});
}

Result<AdminRequest> readResync(FieldReader &fields)
{
    return fields.finish<AdminRequest>(Resync{readTopic(fields)});
}

constexpr std::array<std::string_view, 4> requestTypes{"subscribe", "unsubscribe", "resync", "ping"};
// In the same order; of a ping nothing is read.
constexpr std::array<Result<AdminRequest> (*)(FieldReader &), requestTypes.size()> requestReaders{
    readSubscribe, readUnsubscribe, readResync, nullptr};
static_assert(std::variant_size_v<AdminRequest> == requestTypes.size());
constexpr std::array<std::string_view, adminNewsTypes> newsTypes{"snapshot", "delta", "batch", "stats", "unsubscribed"};

Result<AdminRequest> readBody(simdjson::dom::object envelope, QByteArrayView type, const Limits &limits)
{
    const auto known = std::find_if(requestTypes.begin(), requestTypes.end(), [&](std::string_view each) { return view(each) == type; });
    if (known == requestTypes.end())
        return Error{ErrorCode::UnknownType, "the message type is not known"};
    const auto read = requestReaders[size_t(known - requestTypes.begin())];
    if (!read)
        return AdminRequest(AdminPing{});
    simdjson::dom::object payload;
    if (envelope.at_key("payload").get(payload) != simdjson::SUCCESS)
        return Error{ErrorCode::InvalidMessage, "payload must be an object"};
    FieldReader fields(payload, limits);
    return read(fields);
}

QByteArray echoed(std::string_view text)
{
    return text.size() > maxTokenSize ? QByteArray() : view(text).toByteArray();
}

void writeHead(JsonWriter &json, AdminTopic topic, qint64 sequence, qint64 total)
{
    json.word("topic", topicName(topic));
    json.number("sequence", sequence);
    json.number("total", total);
}

void writeRows(JsonWriter &json, const std::vector<EncodedRow> &rows)
{
    json.beginArray("rows");
    for (const EncodedRow &row : rows)
        json.written({}, row.json);
    json.endArray();
}

void writeIds(JsonWriter &json, std::string_view name, const std::vector<Uuid> &ids)
{
    json.beginArray(name);
    for (const Uuid &id : ids)
        json.id({}, id);
    json.endArray();
}

std::vector<Uuid> readIds(FieldReader &fields, std::string_view name)
{
    std::vector<Uuid> ids;
    const auto array = fields.array(name);
    if (!array)
        return ids;
    for (const simdjson::dom::element element : *array) {
        std::string_view text;
        const auto id = element.get(text) == simdjson::SUCCESS ? Uuid::parse(text) : std::nullopt;
        if (!id)
            fields.refuse(name, "must be UUIDs");
        ids.push_back(id.value_or(Uuid()));
    }
    return ids;
}

const Limits newsLimits;

} // namespace

std::string_view topicName(AdminTopic topic)
{
    return topicNames[size_t(topic)];
}

std::span<const std::string_view> adminRequestTypes()
{
    return requestTypes;
}

std::string_view adminNewsName(AdminNews type)
{
    return newsTypes[size_t(type)];
}

std::span<const Field> topicFields(AdminTopic topic)
{
    switch (topic) {
    case AdminTopic::Connections:
        return connectionFields();
    case AdminTopic::Closed:
        return closedFields();
    case AdminTopic::Sessions:
        return sessionFields();
    case AdminTopic::Audit:
        return auditFields();
    case AdminTopic::Events:
        return eventFields();
    case AdminTopic::Logs:
        return logFields();
    case AdminTopic::Frames:
        return frameFields();
    case AdminTopic::Stats:
        break;
    }
    return {};
}

qint64 leastIntervalMs(AdminTopic topic)
{
    return topic == AdminTopic::Stats ? statsIntervalMs : rowsIntervalMs;
}

AdminEnvelope readAdminRequest(QByteArrayView json, const Limits &limits)
{
    JsonParser parser;
    const auto document = parser.parse(json);
    if (!document)
        return {{}, {}, document.error()};
    if (const auto checked = ShapeChecker(limits).check(*document); !checked)
        return {{}, {}, checked.error()};
    simdjson::dom::object envelope;
    std::string_view type;
    if (document->get(envelope) != simdjson::SUCCESS || envelope.at_key("type").get(type) != simdjson::SUCCESS)
        return {{}, {}, Error{ErrorCode::InvalidMessage, "the message must be a JSON object with a type"}};
    return {echoed(type), echoed(stringIn(envelope, "request_id")), readBody(envelope, view(type), limits)};
}

void encodeSnapshot(QByteArray &out, const EnvelopeInfo &info, AdminTopic topic, qint64 sequence, const TableView<EncodedRow> &view,
    const QByteArray &nodes)
{
    Envelope envelope(out, adminNewsName(AdminNews::Snapshot), Audience::Plain);
    JsonWriter &json = envelope.openPayload();
    writeHead(json, topic, sequence, view.total);
    writeRows(json, view.rows);
    if (!nodes.isEmpty())
        json.written("nodes", nodes);
    envelope.closePayload();
    envelope.close(info);
}

void encodeDelta(QByteArray &out, const EnvelopeInfo &info, AdminTopic topic, qint64 sequence, const TableDelta<EncodedRow> &delta,
    const QByteArray &nodes)
{
    Envelope envelope(out, adminNewsName(AdminNews::Delta), Audience::Plain);
    JsonWriter &json = envelope.openPayload();
    writeHead(json, topic, sequence, delta.total);
    if (!delta.removed.empty())
        writeIds(json, "removed", delta.removed);
    if (!delta.rows.empty())
        writeRows(json, delta.rows);
    if (delta.order)
        writeIds(json, "order", *delta.order);
    if (!nodes.isEmpty())
        json.written("nodes", nodes);
    envelope.closePayload();
    envelope.close(info);
}

void encodeUnsubscribed(QByteArray &out, const EnvelopeInfo &info, AdminTopic topic, std::string_view reason)
{
    Envelope envelope(out, adminNewsName(AdminNews::Unsubscribed), Audience::Plain);
    JsonWriter &json = envelope.openPayload();
    json.word("topic", topicName(topic));
    if (!reason.empty())
        json.word("reason", reason);
    envelope.closePayload();
    envelope.close(info);
}

template <typename Row>
Result<TableNews<Row>> readTableNews(const AdminMessage &message, Result<Row> (*readRow)(simdjson::dom::object))
{
    FieldReader fields(message.payload, newsLimits);
    auto rows = readRows(fields, readRow);
    if (!rows)
        return rows.error();
    TableNews<Row> news;
    news.sequence = fields.number("sequence", 0, maxSequence).value_or(0);
    const qint64 total = fields.number("total", 0, maxSequence).value_or(0);
    if (stringIn(message.envelope, "type") == "snapshot") {
        news.news = TableView<Row>{*std::move(rows), total};
    } else {
        TableDelta<Row> delta{readIds(fields, "removed"), *std::move(rows), {}, total};
        if (fields.has("order"))
            delta.order = readIds(fields, "order");
        news.news = std::move(delta);
    }
    return fields.finish<TableNews<Row>>(std::move(news));
}

template Result<TableNews<ConnectionRow>> readTableNews(const AdminMessage &, Result<ConnectionRow> (*)(simdjson::dom::object));
template Result<TableNews<ClosedRow>> readTableNews(const AdminMessage &, Result<ClosedRow> (*)(simdjson::dom::object));
template Result<TableNews<SessionRow>> readTableNews(const AdminMessage &, Result<SessionRow> (*)(simdjson::dom::object));

} // namespace conversa
