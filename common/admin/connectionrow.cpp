// SPDX-License-Identifier: Apache-2.0
#include "admin/connectionrow.h"

#include "admin/rowreader.h"

#include <array>

namespace conversa {

namespace {

constexpr std::string_view states[] = {"open", "draining", "closing"};
constexpr std::string_view roles[] = {"admin", "agent", "contact", "service"};
constexpr std::string_view renderings[] = {"escaped", "plain"};

constexpr auto columns = std::to_array<Field>({
    {"id", "id", FieldKind::Id, true},
    {"node", "node", FieldKind::Text, true},
    {"state", "state", FieldKind::Word, false, states},
    {"tenant", "tenant", FieldKind::Text, true},
    {"user", "user_id", FieldKind::Id, true},
    {"name", "user_name", FieldKind::Text, true},
    {"role", "role", FieldKind::Word, false, roles},
    {"key", "key_id", FieldKind::Id, true},
    {"ip", "ip", FieldKind::Address, true},
    {"origin", "origin", FieldKind::Text, true},
    {"client", "client", FieldKind::Text, true},
    {"text", "text", FieldKind::Word, false, renderings},
    {"age", "opened_at", FieldKind::Since},
    {"idle", "active_at", FieldKind::Since},
    {"in", "in", FieldKind::Count},
    {"out", "out", FieldKind::Count},
    {"in_bytes", "in_bytes", FieldKind::Bytes},
    {"out_bytes", "out_bytes", FieldKind::Bytes},
    {"queue", "queue", FieldKind::Bytes},
    {"sessions", "sessions", FieldKind::Count},
    {"rtt", "rtt_ms", FieldKind::Span},
});
static_assert(columns.size() == size_t(ConnectionField::Rtt) + 1);

} // namespace

std::span<const Field> connectionFields()
{
    return columns;
}

std::string_view connectionStateName(ConnectionState state)
{
    return states[size_t(state)];
}

std::string_view audienceName(Audience audience)
{
    return renderings[size_t(audience)];
}

FieldValue ConnectionRow::value(size_t field) const
{
    switch (ConnectionField(field)) {
    case ConnectionField::Id: return id.uuid;
    case ConnectionField::Node: return QByteArrayView(node);
    case ConnectionField::State: return view(connectionStateName(state));
    case ConnectionField::Tenant: return QByteArrayView(tenant);
    case ConnectionField::User: return user.uuid;
    case ConnectionField::Name: return QByteArrayView(userName);
    case ConnectionField::Role: return view(roleName(role));
    case ConnectionField::Key: return known(key.uuid);
    case ConnectionField::Ip: return address;
    case ConnectionField::Origin: return known(origin);
    case ConnectionField::Client: return known(client);
    case ConnectionField::Text: return view(audienceName(audience));
    case ConnectionField::Age: return openedMs;
    case ConnectionField::Idle: return activeMs;
    case ConnectionField::In: return messagesIn;
    case ConnectionField::Out: return messagesOut;
    case ConnectionField::InBytes: return bytesIn;
    case ConnectionField::OutBytes: return bytesOut;
    case ConnectionField::Queue: return queue;
    case ConnectionField::Sessions: return sessions;
    case ConnectionField::Rtt: return rttMs ? FieldValue(*rttMs) : FieldValue();
    }
    return {};
}

Result<ConnectionRow> readConnectionRow(simdjson::dom::object json)
{
    RowReader fields(json);
    ConnectionRow row;
    row.id = fields.id<ConnectionId>("id");
    row.node = fields.text("node");
    row.state = ConnectionState(fields.word("state", states));
    row.tenant = fields.text("tenant");
    row.user = fields.optionalId<UserId>("user_id");
    row.userName = fields.text("user_name");
    row.role = Role(fields.word("role", roles, size_t(row.role)));
    row.key = fields.optionalId<KeyId>("key_id");
    row.address = fields.address("ip");
    row.origin = fields.text("origin");
    row.client = fields.text("client");
    row.audience = Audience(fields.word("text", renderings));
    row.openedMs = fields.moment("opened_at");
    row.activeMs = fields.moment("active_at");
    row.messagesIn = fields.count("in");
    row.messagesOut = fields.count("out");
    row.bytesIn = fields.count("in_bytes");
    row.bytesOut = fields.count("out_bytes");
    row.queue = fields.count("queue");
    row.sessions = fields.count("sessions");
    row.rttMs = fields.optionalCount("rtt_ms");
    return fields.finish(std::move(row));
}

} // namespace conversa
