// SPDX-License-Identifier: Apache-2.0
// The bodies of requests about keys.
#include "protocol/restbody.h"
#include "protocol/restreader.h"
#include "protocol/text.h"

namespace conversa {

namespace {

Role roleIn(FieldReader &fields)
{
    const auto role = parseRole(fields.string("role").value_or(std::string_view{}));
    if (!role)
        fields.refuse("role", "must be \"admin\", \"agent\", \"contact\" or \"service\"");
    return role.value_or(Role::Contact);
}

// It stands in logs and in the names of channels as it is.
QByteArray tenantIn(FieldReader &fields)
{
    QByteArray tenant = fields.storedToken("tenant", 256);
    if (tenant != cleanName(tenant))
        fields.refuse("tenant", "must be on one line, without control characters or blanks around it");
    return tenant;
}

std::optional<ContactId> contactIn(FieldReader &fields, Role role)
{
    const auto contact = fields.optionalId<ContactId>("contact_id");
    if (contact.has_value() != (role == Role::Contact))
        fields.refuse("contact_id", "goes with the role contact, and only with it");
    return contact;
}

std::vector<SessionId> sessionsIn(FieldReader &fields)
{
    std::vector<SessionId> sessions;
    const auto all = fields.array("session_ids");
    if (!all)
        return sessions;
    if (all->size() == 0 || all->size() > maxKeySessions)
        fields.refuse("session_ids", "must be 1 to 100 UUIDs");
    for (const simdjson::dom::element element : *all) {
        std::string_view text;
        const auto id = element.get(text) == simdjson::SUCCESS ? SessionId::parse(text) : std::nullopt;
        if (fields.refusal() || !id) {
            fields.refuse("session_ids", "must be 1 to 100 UUIDs");
            return {};
        }
        sessions.push_back(*id);
    }
    return sessions;
}

Result<KeyBody> readKey(FieldReader &fields)
{
    KeyBody body{ .name = nameIn(fields, "name"), .role = roleIn(fields) };
    if (body.name.isEmpty())
        fields.refuse("name", "is missing");
    body.tenant = tenantIn(fields);
    body.user = fields.optionalId<UserId>("user_id");
    body.userName = nameIn(fields, "user_name");
    body.contact = contactIn(fields, body.role);
    body.sessions = sessionsIn(fields);
    if (fields.has("expires_at"))
        body.expiresMs = fields.time("expires_at");
    return fields.finish<KeyBody>(std::move(body));
}

Result<RotationBody> readRotation(FieldReader &fields)
{
    RotationBody body;
    body.overlapMs = fields.number("overlap_ms", 0, maxOverlapMs).value_or(body.overlapMs);
    return fields.finish<RotationBody>(body);
}

Result<TicketBody> readTicket(FieldReader &fields)
{
    return fields.finish<TicketBody>(TicketBody{ .asContactOf = fields.optionalId<SessionId>("as_contact_of") });
}

} // namespace

Result<KeyBody> readKeyBody(QByteArrayView json, const Limits &limits)
{
    return readBody<KeyBody>(json, limits, readKey);
}

Result<TicketBody> readTicketBody(QByteArrayView json, const Limits &limits)
{
    return readBody<TicketBody>(json, limits, readTicket);
}

Result<RotationBody> readRotationBody(QByteArrayView json, const Limits &limits)
{
    return readBody<RotationBody>(json, limits, readRotation);
}

} // namespace conversa
