// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "admin/sessionrow.h"
#include "protocol/jsonwriter.h"
#include "protocol/servermessages.h"

#include <vector>

namespace conversa {

// One session with who is in it, who types and how far each has got.
struct SessionDetails
{
    SessionRow row;
    std::vector<UserInfo> members = {}; // as many as are told of each other
    std::vector<UserId> typing = {};
    std::vector<Watermark> watermarks = {};
};

// The members of an open object.
void writeSessionDetails(JsonWriter &json, const SessionDetails &details);
Result<SessionDetails> readSessionDetails(simdjson::dom::object json);
// One session out of what two servers know of it; its `node` names both.
SessionDetails merged(SessionDetails one, const SessionDetails &other);

} // namespace conversa
