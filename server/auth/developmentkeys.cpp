// SPDX-License-Identifier: Apache-2.0
#include "auth/developmentkeys.h"

namespace conversa {

namespace {

std::shared_ptr<const Principal> person(std::string_view id, const char *name, Role role, ContactId contact = {})
{
    const Uuid uuid = *Uuid::parse(id);
    Principal principal;
    principal.key = KeyId{uuid};
    principal.tenant = QByteArrayLiteral("dev");
    principal.role = role;
    principal.user = UserId{uuid};
    principal.userName = name;
    principal.contact = contact;
    return std::make_shared<const Principal>(std::move(principal));
}

} // namespace

std::vector<DevelopmentKey> developmentKeys()
{
    constexpr std::string_view contact = "660e8400-e29b-41d4-a716-446655440000";
    return {
        {"dev-admin-key", person("770e8400-e29b-41d4-a716-446655440000", "Ada (admin)", Role::Admin)},
        {"dev-user-key", person("770e8400-e29b-41d4-a716-446655440001", "João Silva", Role::Agent)},
        {"dev-contact-key", person(contact, "Carla (contact)", Role::Contact, *ContactId::parse(contact))},
    };
}

} // namespace conversa
