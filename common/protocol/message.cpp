// SPDX-License-Identifier: Apache-2.0
#include "protocol/message.h"

#include <array>

namespace conversa {

namespace {

constexpr std::array<std::string_view, 4> roleNames{ "admin", "agent", "contact", "service" }; // in the order of Role
constexpr std::array<std::string_view, 3> statusNames{ "sent", "delivered", "read" }; // in the order of MessageStatus

} // namespace

std::string_view statusName(MessageStatus status)
{
    return statusNames[size_t(status)];
}

std::string_view roleName(Role role)
{
    return roleNames[size_t(role)];
}

std::optional<Role> parseRole(std::string_view name)
{
    for (size_t i = 0; i < roleNames.size(); ++i) {
        if (roleNames[i] == name)
            return Role(i);
    }
    return std::nullopt;
}

} // namespace conversa
