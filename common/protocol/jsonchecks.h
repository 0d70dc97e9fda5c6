// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/limits.h"
#include "core/result.h"

#include <string_view>
#include <vector>

#include <simdjson.h>

namespace conversa {

constexpr size_t maxJsonKeySize = 256; // bytes

// What we ask of JSON beyond what the parser refuses by itself (bad grammar, bad UTF-8, lone surrogates, numbers no
// double can hold). Keeps its memory; not shared between threads.
class ShapeChecker
{
public:
    // `limits` outlive it.
    explicit ShapeChecker(const Limits &limits);

    // Refuses duplicate keys (RFC 7493, 2.3) and more depth than allowed as InvalidJson, too many or too long keys as
    // InvalidMessage.
    Result<void> check(simdjson::dom::element document);

private:
    Result<void> checkElement(simdjson::dom::element element, int depth);
    Result<void> checkArray(simdjson::dom::array array, int depth);
    Result<void> checkObject(simdjson::dom::object object, int depth);
    // `first`: where the keys of its object begin.
    Result<void> addKey(std::string_view key, size_t first);

    const Limits &m_limits;
    // Of every object around the current place, the innermost's last. Compared by value: an escaped key equals its
    // plain form.
    std::vector<std::string_view> m_keys;
};

} // namespace conversa
