// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "admin/closedrow.h"
#include "admin/framerow.h"
#include "admin/query.h"
#include "admin/rowreader.h"
#include "admin/sessionrow.h"
#include "admin/tableview.h"
#include "core/limits.h"
#include "protocol/servermessages.h"

#include <variant>

namespace conversa {

// What the admin socket tells of (docs/protocol.md, "Admin socket").
enum class AdminTopic : quint8 { Stats, Connections, Closed, Sessions, Audit, Events, Logs, Frames };
constexpr size_t adminTopics = 8;
std::string_view topicName(AdminTopic topic);
// The columns of a topic that has rows; none of Stats.
std::span<const Field> topicFields(AdminTopic topic);
// Its rows come one after the other and are no table that changes: StreamNews instead of TableNews.
constexpr bool isStream(AdminTopic topic)
{
    return topic >= AdminTopic::Audit;
}
qint64 leastIntervalMs(AdminTopic topic);
constexpr qint64 mostIntervalMs = 60'000;

// What an administrator's program says on it.
struct Subscribe
{
    AdminTopic topic = AdminTopic::Stats;
    TableQuery query = {}; // of what has rows
    TableQueryText text = {}; // the same as it came
    QByteArray node = {}; // of a table or Stats: the one server that is asked; empty: all are
    qint64 intervalMs = 1'000;
    TapTarget target = {}; // of Frames
    qint64 durationMs = 300'000; // of Frames: then the tap ends
};
constexpr qint64 mostTapMs = 900'000;

struct Unsubscribe
{
    AdminTopic topic = AdminTopic::Stats;
};
struct Resync // a new snapshot of what is subscribed to
{
    AdminTopic topic = AdminTopic::Stats;
};
struct AdminPing
{
};
using AdminRequest = std::variant<Subscribe, Unsubscribe, Resync, AdminPing>;

struct AdminEnvelope
{
    QByteArray type; // empty: it could not be read
    QByteArray requestId;
    Result<AdminRequest> body;
};
AdminEnvelope readAdminRequest(QByteArrayView json, const Limits &limits);

// A row as it goes over the wire.
struct EncodedRow
{
    Uuid id;
    QByteArray json;

    bool operator==(const EncodedRow &) const = default;
};
inline Uuid idOf(const EncodedRow &row)
{
    return row.id;
}

// The types of what a program says on the admin socket, and of what it is told there beside `connected`, `pong` and `error`.
std::span<const std::string_view> adminRequestTypes();
enum class AdminNews : quint8 { Snapshot, Delta, Batch, Stats, Unsubscribed };
constexpr size_t adminNewsTypes = 5;
std::string_view adminNewsName(AdminNews type);

// Each appends one envelope. `nodes`: JSON of who was asked; empty: it is left out.
void encodeSnapshot(QByteArray &out, const EnvelopeInfo &info, AdminTopic topic, qint64 sequence, const TableView<EncodedRow> &view,
    const QByteArray &nodes = {});
void encodeDelta(QByteArray &out, const EnvelopeInfo &info, AdminTopic topic, qint64 sequence, const TableDelta<EncodedRow> &delta,
    const QByteArray &nodes = {});
// `reason`: why the server ended it by itself; empty: it was asked to.
void encodeUnsubscribed(QByteArray &out, const EnvelopeInfo &info, AdminTopic topic, std::string_view reason = {});

// What the server says of a table, as its readers have it.
template <typename Row>
struct TableNews
{
    qint64 sequence = 0;
    std::variant<TableView<Row>, TableDelta<Row>> news;
};
inline Uuid idOf(const ConnectionRow &row)
{
    return row.id.uuid;
}
inline Uuid idOf(const ClosedRow &row)
{
    return row.connection.id.uuid;
}
inline Uuid idOf(const SessionRow &row)
{
    return row.id.uuid;
}

// A snapshot or a delta, by the type of its envelope. InvalidField or InvalidMessage for what is none.
template <typename Row>
Result<TableNews<Row>> readTableNews(const AdminMessage &message, Result<Row> (*readRow)(simdjson::dom::object));
// The same of its text.
template <typename Row>
Result<TableNews<Row>> readTableNews(QByteArrayView json, Result<Row> (*readRow)(simdjson::dom::object))
{
    JsonParser parser;
    const auto message = readAdminMessage(parser, json);
    if (!message)
        return message.error();
    return readTableNews(*message, readRow);
}

extern template Result<TableNews<ConnectionRow>> readTableNews(const AdminMessage &, Result<ConnectionRow> (*)(simdjson::dom::object));
extern template Result<TableNews<ClosedRow>> readTableNews(const AdminMessage &, Result<ClosedRow> (*)(simdjson::dom::object));
extern template Result<TableNews<SessionRow>> readTableNews(const AdminMessage &, Result<SessionRow> (*)(simdjson::dom::object));

} // namespace conversa
