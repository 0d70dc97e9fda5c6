// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/keyrow.h"

#include "admin/rowreader.h"
#include "model/escaped.h"

#include <QDateTime>

#include <array>

namespace conversa::console {

namespace {

constexpr qint64 expiringMs = qint64(14) * 24 * 3'600 * 1'000;
constexpr std::string_view keyStates[] = { "good", "expiring", "expired", "revoked" };
constexpr std::string_view keyRoles[] = { "admin", "agent", "contact", "service" };

constexpr auto keyColumns = std::to_array<Field>({
    { "id", "id", FieldKind::Id, true },
    { "name", "name", FieldKind::Text, true },
    { "state", "state", FieldKind::Word, false, keyStates },
    { "tenant", "tenant", FieldKind::Text, true },
    { "role", "role", FieldKind::Word, false, keyRoles },
    { "user", "user_id", FieldKind::Id, true },
    { "user_name", "user_name", FieldKind::Text, true },
    { "contact", "contact_id", FieldKind::Id, true },
    { "sessions", "session_ids", FieldKind::Count },
    { "created", "created_at", FieldKind::Since },
    { "expires", "expires_at", FieldKind::Since },
    { "revoked", "revoked_at", FieldKind::Since },
});
static_assert(keyColumns.size() == size_t(KeyColumn::Revoked) + 1);

FieldValue momentOf(const std::optional<qint64> &ms)
{
    return ms ? FieldValue(*ms) : FieldValue();
}

std::optional<qint64> momentIn(RowReader &fields, std::string_view key)
{
    const qint64 ms = fields.moment(key);
    return ms > 0 ? std::optional(ms) : std::nullopt;
}

} // namespace

std::span<const Field> keyFields()
{
    return keyColumns;
}

KeyState KeyRow::state(qint64 nowMs) const
{
    if (revokedMs)
        return KeyState::Revoked;
    if (!expiresMs || *expiresMs > nowMs + expiringMs)
        return KeyState::Good;
    return *expiresMs > nowMs ? KeyState::Expiring : KeyState::Expired;
}

FieldValue KeyRow::value(size_t field) const
{
    switch (KeyColumn(field)) {
    case KeyColumn::Id: return id.uuid;
    case KeyColumn::Name: return known(name);
    case KeyColumn::State: return view(keyStates[size_t(state(QDateTime::currentMSecsSinceEpoch()))]);
    case KeyColumn::Tenant: return known(tenant);
    case KeyColumn::Role: return view(roleName(role));
    case KeyColumn::User: return user.uuid;
    case KeyColumn::UserName: return known(userName);
    case KeyColumn::Contact: return known(contact.uuid);
    case KeyColumn::Sessions: return sessions > 0 ? FieldValue(sessions) : FieldValue();
    case KeyColumn::Created: return createdMs;
    case KeyColumn::Expires: return momentOf(expiresMs);
    case KeyColumn::Revoked: return momentOf(revokedMs);
    }
    return {};
}

Result<KeyRow> readKeyRow(simdjson::dom::object json)
{
    RowReader fields(json);
    KeyRow row;
    row.id = fields.id<KeyId>("id");
    row.name = unescaped(fields.text("name"));
    row.tenant = fields.text("tenant");
    row.role = fields.role("role").value_or(Role::Contact);
    row.user = fields.id<UserId>("user_id");
    row.userName = unescaped(fields.text("user_name"));
    row.contact = fields.optionalId<ContactId>("contact_id");
    simdjson::dom::array sessions;
    if (json.at_key("session_ids").get(sessions) == simdjson::SUCCESS)
        row.sessions = qint64(sessions.size());
    row.createdMs = fields.moment("created_at");
    row.expiresMs = momentIn(fields, "expires_at");
    row.revokedMs = momentIn(fields, "revoked_at");
    return fields.finish(std::move(row));
}

} // namespace conversa::console
