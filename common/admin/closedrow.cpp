// SPDX-License-Identifier: Apache-2.0
#include "admin/closedrow.h"

#include "admin/rowreader.h"

#include <array>

namespace conversa {

namespace {

constexpr std::string_view sides[] = {"server", "client"};
constexpr std::string_view closedRoles[] = {"admin", "agent", "contact", "service"};

constexpr auto closedColumns = std::to_array<Field>({
    {"id", "id", FieldKind::Id, true},
    {"node", "node", FieldKind::Text, true},
    {"tenant", "tenant", FieldKind::Text, true},
    {"user", "user_id", FieldKind::Id, true},
    {"name", "user_name", FieldKind::Text, true},
    {"role", "role", FieldKind::Word, false, closedRoles},
    {"key", "key_id", FieldKind::Id, true},
    {"ip", "ip", FieldKind::Address, true},
    {"origin", "origin", FieldKind::Text, true},
    {"client", "client", FieldKind::Text, true},
    {"code", "code", FieldKind::Count},
    {"side", "side", FieldKind::Word, false, sides},
    {"reason", "reason", FieldKind::Text, true},
    {"ago", "closed_at", FieldKind::Since},
    {"duration", "duration_ms", FieldKind::Span},
    {"in", "in", FieldKind::Count},
    {"out", "out", FieldKind::Count},
    {"in_bytes", "in_bytes", FieldKind::Bytes},
    {"out_bytes", "out_bytes", FieldKind::Bytes},
});
static_assert(closedColumns.size() == size_t(ClosedField::OutBytes) + 1);

} // namespace

std::span<const Field> closedFields()
{
    return closedColumns;
}

std::string_view closingSideName(bool byClient)
{
    return sides[byClient];
}

ConnectionField connectionField(ClosedField field)
{
    switch (field) {
    case ClosedField::Node: return ConnectionField::Node;
    case ClosedField::Tenant: return ConnectionField::Tenant;
    case ClosedField::User: return ConnectionField::User;
    case ClosedField::Name: return ConnectionField::Name;
    case ClosedField::Role: return ConnectionField::Role;
    case ClosedField::Key: return ConnectionField::Key;
    case ClosedField::Ip: return ConnectionField::Ip;
    case ClosedField::Origin: return ConnectionField::Origin;
    case ClosedField::Client: return ConnectionField::Client;
    case ClosedField::In: return ConnectionField::In;
    case ClosedField::Out: return ConnectionField::Out;
    case ClosedField::InBytes: return ConnectionField::InBytes;
    case ClosedField::OutBytes: return ConnectionField::OutBytes;
    default: return ConnectionField::Id;
    }
}

FieldValue ClosedRow::value(size_t field) const
{
    switch (ClosedField(field)) {
    case ClosedField::Code: return qint64(code);
    case ClosedField::Side: return view(closingSideName(byClient));
    case ClosedField::Reason: return known(reason);
    case ClosedField::Ago: return closedMs;
    case ClosedField::Duration: return durationMs;
    default: return connection.value(size_t(connectionField(ClosedField(field))));
    }
}

Result<ClosedRow> readClosedRow(simdjson::dom::object json)
{
    auto connection = readConnectionRow(json);
    if (!connection)
        return connection.error();
    RowReader fields(json);
    ClosedRow row{*std::move(connection)};
    row.code = quint16(fields.count("code"));
    row.byClient = fields.word("side", sides) == 1;
    row.reason = fields.text("reason");
    row.closedMs = fields.moment("closed_at");
    row.durationMs = fields.count("duration_ms");
    return fields.finish(std::move(row));
}

} // namespace conversa
