// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "protocol/jsonwriter.h"
#include "protocol/servermessages.h"

#include <vector>

namespace conversa {

// Members of JSON objects that tell of a session: `typing`, who types, and `watermarks`, how far each has got.
void writeTyping(JsonWriter &json, const std::vector<UserId> &typing);
void writeWatermarks(JsonWriter &json, const std::vector<Watermark> &watermarks);

} // namespace conversa
