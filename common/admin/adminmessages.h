// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "admin/closedrow.h"
#include "admin/query.h"
#include "admin/sessionrow.h"
#include "admin/tableview.h"
#include "core/limits.h"
#include "protocol/servermessages.h"

#include <variant>

namespace conversa {

// What the admin socket tells of (docs/protocol.md, "Admin socket").
enum class AdminTopic : quint8 { Stats, Connections, Closed, Sessions };
constexpr size_t adminTopics = 4;
std::string_view topicName(AdminTopic topic);
// The columns of a topic that is a table; none of Stats.
std::span<const Field> topicFields(AdminTopic topic);
qint64 leastIntervalMs(AdminTopic topic);
constexpr qint64 mostIntervalMs = 60'000;

// What an administrator's program says on it.
struct Subscribe
{
    AdminTopic topic = AdminTopic::Stats;
    TableQuery query = {}; // of a table
    qint64 intervalMs = 1'000;
};
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

// Each appends one envelope.
void encodeSnapshot(QByteArray &out, const EnvelopeInfo &info, AdminTopic topic, qint64 sequence, const TableView<EncodedRow> &view);
void encodeDelta(QByteArray &out, const EnvelopeInfo &info, AdminTopic topic, qint64 sequence, const TableDelta<EncodedRow> &delta);
void encodeUnsubscribed(QByteArray &out, const EnvelopeInfo &info, AdminTopic topic);

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
Result<TableNews<Row>> readTableNews(QByteArrayView json, Result<Row> (*readRow)(simdjson::dom::object));

extern template Result<TableNews<ConnectionRow>> readTableNews(QByteArrayView, Result<ConnectionRow> (*)(simdjson::dom::object));
extern template Result<TableNews<ClosedRow>> readTableNews(QByteArrayView, Result<ClosedRow> (*)(simdjson::dom::object));
extern template Result<TableNews<SessionRow>> readTableNews(QByteArrayView, Result<SessionRow> (*)(simdjson::dom::object));

} // namespace conversa
