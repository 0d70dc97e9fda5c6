// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace conversa {

// What a server has for administrators, as GET /api/v1/admin/capabilities says it. Who administers shows nothing that the server does
// not name: another version may have more, or less.
namespace feature {
constexpr std::string_view stats = "stats";
constexpr std::string_view connections = "connections";
constexpr std::string_view sessions = "sessions";
constexpr std::string_view frames = "frames";
constexpr std::string_view nodes = "nodes";
constexpr std::string_view audit = "audit";
constexpr std::string_view keys = "keys";
constexpr std::string_view security = "security";
constexpr std::string_view logs = "logs";
} // namespace feature

constexpr std::string_view adminFeatures[]
    = {feature::stats, feature::connections, feature::sessions, feature::frames, feature::nodes,
       feature::audit, feature::keys,        feature::security, feature::logs};

} // namespace conversa
