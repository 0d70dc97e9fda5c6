// SPDX-License-Identifier: Apache-2.0
#include "protocol/jsonchecks.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace conversa {

namespace {

Result<void> checkElement(simdjson::dom::element element, int depth);

Result<void> checkArray(simdjson::dom::array array, int depth)
{
    for (const simdjson::dom::element element : array) {
        if (auto checked = checkElement(element, depth); !checked)
            return checked;
    }
    return {};
}

// The keys of one object so far, compared by value: an escaped key equals its plain form.
class Keys
{
public:
    Result<void> add(std::string_view key)
    {
        if (m_count == m_keys.size())
            return Error{ ErrorCode::InvalidMessage, "an object of the message has more than 64 keys" };
        if (key.size() > maxJsonKeySize)
            return Error{ ErrorCode::InvalidMessage, "a key of the message is longer than 256 bytes" };
        const auto end = m_keys.begin() + m_count;
        if (std::find(m_keys.begin(), end, key) != end)
            return Error{ ErrorCode::InvalidJson, "an object of the message has the same key twice" };
        m_keys[m_count++] = key;
        return {};
    }

private:
    std::array<std::string_view, maxJsonKeys> m_keys;
    size_t m_count = 0;
};

Result<void> checkObject(simdjson::dom::object object, int depth)
{
    Keys keys;
    for (const auto [key, value] : object) {
        if (auto added = keys.add(key); !added)
            return added;
        if (auto checked = checkElement(value, depth); !checked)
            return checked;
    }
    return {};
}

Result<void> checkElement(simdjson::dom::element element, int depth)
{
    const auto type = element.type();
    if (type != simdjson::dom::element_type::OBJECT && type != simdjson::dom::element_type::ARRAY)
        return {};
    if (depth == maxJsonDepth)
        return Error{ ErrorCode::InvalidJson, "the message is nested deeper than 16 levels" };
    if (type == simdjson::dom::element_type::ARRAY)
        return checkArray(element.get_array().value_unsafe(), depth + 1);
    return checkObject(element.get_object().value_unsafe(), depth + 1);
}

} // namespace

Result<void> checkShape(simdjson::dom::element document)
{
    return checkElement(document, 0);
}

} // namespace conversa
