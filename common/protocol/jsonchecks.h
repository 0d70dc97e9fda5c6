// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"

#include <simdjson.h>

namespace conversa {

// What we ask of JSON beyond what the parser refuses by itself (bad grammar, bad UTF-8, lone surrogates, numbers no
// double can hold).
constexpr int maxJsonDepth = 16; // containers inside each other
constexpr size_t maxJsonKeys = 64; // of one object
constexpr size_t maxJsonKeySize = 256; // bytes

// Refuses duplicate keys (RFC 7493, 2.3) and more depth than allowed as InvalidJson, too many or too long keys as
// InvalidMessage.
Result<void> checkShape(simdjson::dom::element document);

} // namespace conversa
