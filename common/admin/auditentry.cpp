// SPDX-License-Identifier: Apache-2.0
#include "admin/auditentry.h"

#include "admin/rowreader.h"

#include <array>

namespace conversa {

namespace {

constexpr std::string_view actorRoles[] = {"admin", "agent", "contact", "service"};

constexpr auto auditColumns = std::to_array<Field>({
    {"age", "time", FieldKind::Since},
    {"action", "action", FieldKind::Text, true},
    {"result", "result", FieldKind::Text, true},
    {"tenant", "tenant", FieldKind::Text, true},
    {"key", "key_id", FieldKind::Id, true},
    {"user", "user_id", FieldKind::Id, true},
    {"role", "role", FieldKind::Word, false, actorRoles},
    {"ip", "address", FieldKind::Address, true},
    {"target", "target", FieldKind::Text, true},
    {"request", "request_id", FieldKind::Id, true},
    {"detail", "detail", FieldKind::Text, true},
    {"chain", "chain", FieldKind::Id},
    {"seq", "seq", FieldKind::Count},
    {"hash", "hash", FieldKind::Text},
});
static_assert(auditColumns.size() == size_t(AuditField::Hash) + 1);

} // namespace

std::span<const Field> auditFields()
{
    return auditColumns;
}

FieldValue AuditEntry::value(size_t field) const
{
    switch (AuditField(field)) {
    case AuditField::Age: return atMs;
    case AuditField::Action: return QByteArrayView(action);
    case AuditField::Result: return QByteArrayView(result);
    case AuditField::Tenant: return known(tenant);
    case AuditField::Key: return known(key.uuid);
    case AuditField::User: return known(user.uuid);
    case AuditField::Role: return role ? FieldValue(view(roleName(*role))) : FieldValue();
    case AuditField::Ip: return address ? FieldValue(*address) : FieldValue();
    case AuditField::Target: return known(target);
    case AuditField::Request: return known(request);
    case AuditField::Detail: return known(detail);
    case AuditField::Chain: return chain;
    case AuditField::Seq: return seq;
    case AuditField::Hash: return QByteArrayView(hash);
    }
    return {};
}

Result<AuditEntry> readAuditEntry(simdjson::dom::object json)
{
    RowReader fields(json);
    AuditEntry row;
    row.atMs = fields.moment("time");
    row.action = fields.text("action");
    row.result = fields.text("result");
    row.tenant = fields.text("tenant");
    row.key = fields.optionalId<KeyId>("key_id");
    row.user = fields.optionalId<UserId>("user_id");
    row.role = fields.role("role");
    row.address = fields.optionalAddress("address");
    row.target = fields.text("target");
    row.request = fields.uuid("request_id");
    row.detail = fields.text("detail");
    row.chain = fields.uuid("chain");
    row.seq = fields.count("seq");
    row.hash = fields.text("hash");
    return fields.finish(std::move(row));
}

} // namespace conversa
