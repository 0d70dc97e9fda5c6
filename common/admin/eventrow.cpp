// SPDX-License-Identifier: Apache-2.0
#include "admin/eventrow.h"

#include "admin/rowreader.h"

#include <array>

namespace conversa {

namespace {

constexpr std::string_view eventKinds[] = {"connect", "disconnect", "refusal", "action"};
constexpr std::string_view securityWords[] = {"origin", "token", "limit", "oversize", "malformed", "handshake", "banned"};
constexpr std::string_view eventRoles[] = {"admin", "agent", "contact", "service"};
static_assert(std::size(securityWords) == securityKinds);

constexpr auto eventColumns = std::to_array<Field>({
    {"id", "id", FieldKind::Id, true},
    {"age", "at", FieldKind::Since},
    {"kind", "kind", FieldKind::Word, false, eventKinds},
    {"security", "security", FieldKind::Word, false, securityWords},
    {"action", "action", FieldKind::Text, true},
    {"result", "result", FieldKind::Text, true},
    {"tenant", "tenant", FieldKind::Text, true},
    {"user", "user_id", FieldKind::Id, true},
    {"key", "key_id", FieldKind::Id, true},
    {"role", "role", FieldKind::Word, false, eventRoles},
    {"ip", "ip", FieldKind::Address, true},
    {"target", "target", FieldKind::Text, true},
    {"request", "request_id", FieldKind::Id, true},
    {"detail", "detail", FieldKind::Text, true},
    {"times", "times", FieldKind::Count},
});
static_assert(eventColumns.size() == size_t(EventField::Times) + 1);

} // namespace

std::string_view securityKindName(SecurityKind kind)
{
    return securityWords[size_t(kind)];
}

std::span<const Field> eventFields()
{
    return eventColumns;
}

FieldValue EventRow::value(size_t field) const
{
    switch (EventField(field)) {
    case EventField::Id: return id.uuid;
    case EventField::Age: return atMs;
    case EventField::Kind: return view(eventKinds[size_t(kind)]);
    case EventField::Security: return security == SecurityKind::None ? FieldValue() : view(securityKindName(security));
    case EventField::Action: return QByteArrayView(action);
    case EventField::Result: return known(result);
    case EventField::Tenant: return known(tenant);
    case EventField::User: return known(user.uuid);
    case EventField::Key: return known(key.uuid);
    case EventField::Role: return role ? FieldValue(view(roleName(*role))) : FieldValue();
    case EventField::Ip: return address ? FieldValue(*address) : FieldValue();
    case EventField::Target: return known(target);
    case EventField::Request: return known(request);
    case EventField::Detail: return known(detail);
    case EventField::Times: return times;
    }
    return {};
}

Result<EventRow> readEventRow(simdjson::dom::object json)
{
    RowReader fields(json);
    EventRow row;
    row.id = fields.id<EventId>("id");
    row.atMs = fields.moment("at");
    row.kind = EventKind(fields.word("kind", eventKinds));
    row.security = SecurityKind(fields.word("security", securityWords, securityKinds));
    row.action = fields.text("action");
    row.result = fields.text("result");
    row.tenant = fields.text("tenant");
    row.user = fields.optionalId<UserId>("user_id");
    row.key = fields.optionalId<KeyId>("key_id");
    row.role = fields.role("role");
    row.address = fields.optionalAddress("ip");
    row.target = fields.text("target");
    row.request = fields.uuid("request_id");
    row.detail = fields.text("detail");
    row.times = fields.optionalCount("times").value_or(1);
    return fields.finish(std::move(row));
}

} // namespace conversa
