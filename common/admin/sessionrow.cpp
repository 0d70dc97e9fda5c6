// SPDX-License-Identifier: Apache-2.0
#include "admin/sessionrow.h"

#include "admin/rowreader.h"

#include <algorithm>
#include <array>

namespace conversa {

namespace {

constexpr std::string_view sessionStates[] = {"open", "closed"};

constexpr auto sessionColumns = std::to_array<Field>({
    {"id", "id", FieldKind::Id, true},
    {"node", "node", FieldKind::Text, true},
    {"tenant", "tenant", FieldKind::Text, true},
    {"contact", "contact_id", FieldKind::Id, true},
    {"state", "state", FieldKind::Word, false, sessionStates},
    {"seq", "last_seq", FieldKind::Count},
    {"users", "users", FieldKind::Count},
    {"connections", "connections", FieldKind::Count},
    {"typing", "typing", FieldKind::Count},
});
static_assert(sessionColumns.size() == size_t(SessionField::Typing) + 1);

} // namespace

std::span<const Field> sessionFields()
{
    return sessionColumns;
}

FieldValue SessionRow::value(size_t field) const
{
    switch (SessionField(field)) {
    case SessionField::Id: return id.uuid;
    case SessionField::Node: return QByteArrayView(node);
    case SessionField::Tenant: return QByteArrayView(tenant);
    case SessionField::Contact: return known(contact.uuid);
    case SessionField::State: return view(sessionStates[isClosed]);
    case SessionField::Seq: return seq;
    case SessionField::Users: return users;
    case SessionField::Connections: return connections;
    case SessionField::Typing: return typing;
    }
    return {};
}

Uuid SessionRow::placeId() const
{
    // FNV-1a: the same at every server, which qHash() is not.
    quint64 hash = 0xCBF29CE484222325;
    for (const char c : node)
        hash = (hash ^ quint8(c)) * 0x100000001B3;
    auto bytes = id.uuid.bytes();
    for (size_t i = 0; i < sizeof hash; ++i)
        bytes[bytes.size() - 1 - i] ^= quint8(hash >> (8 * i));
    return Uuid::fromBytes(bytes);
}

SessionRow merged(SessionRow one, const SessionRow &other)
{
    one.node += ',' + other.node;
    one.connections += other.connections;
    one.typing = std::max(one.typing, other.typing);
    one.users = std::max(one.users, other.users);
    if (one.contact.isNull())
        one.contact = other.contact;
    // Who has got further knows better.
    if (other.seq > one.seq) {
        one.seq = other.seq;
        one.isClosed = other.isClosed;
    }
    return one;
}

Result<SessionRow> readSessionRow(simdjson::dom::object json)
{
    RowReader fields(json);
    SessionRow row;
    row.id = fields.id<SessionId>("id");
    row.node = fields.text("node");
    row.tenant = fields.text("tenant");
    row.contact = fields.optionalId<ContactId>("contact_id");
    row.isClosed = fields.word("state", sessionStates) == 1;
    row.seq = fields.count("last_seq");
    row.users = fields.count("users");
    row.connections = fields.count("connections");
    row.typing = fields.count("typing");
    return fields.finish(std::move(row));
}

} // namespace conversa
