// SPDX-License-Identifier: Apache-2.0
#include "protocol/jsonchecks.h"

#include <algorithm>

namespace conversa {

ShapeChecker::ShapeChecker(const Limits &limits)
    : m_limits(limits)
{
}

Result<void> ShapeChecker::check(simdjson::dom::element document)
{
    m_keys.clear();
    return checkElement(document, 0);
}

Result<void> ShapeChecker::checkElement(simdjson::dom::element element, int depth)
{
    const auto type = element.type();
    if (type != simdjson::dom::element_type::OBJECT && type != simdjson::dom::element_type::ARRAY)
        return {};
    if (depth >= m_limits.jsonDepth)
        return Error{ ErrorCode::InvalidJson,
            "the message is nested deeper than " + QByteArray::number(m_limits.jsonDepth) + " levels" };
    if (type == simdjson::dom::element_type::ARRAY)
        return checkArray(element.get_array().value_unsafe(), depth + 1);
    return checkObject(element.get_object().value_unsafe(), depth + 1);
}

Result<void> ShapeChecker::checkArray(simdjson::dom::array array, int depth)
{
    for (const simdjson::dom::element element : array) {
        if (auto checked = checkElement(element, depth); !checked)
            return checked;
    }
    return {};
}

Result<void> ShapeChecker::checkObject(simdjson::dom::object object, int depth)
{
    const size_t first = m_keys.size();
    for (const auto [key, value] : object) {
        if (auto added = addKey(key, first); !added)
            return added;
        if (auto checked = checkElement(value, depth); !checked)
            return checked;
    }
    m_keys.resize(first);
    return {};
}

Result<void> ShapeChecker::addKey(std::string_view key, size_t first)
{
    if (m_keys.size() - first >= size_t(m_limits.jsonKeys.get()))
        return Error{ ErrorCode::InvalidMessage,
            "an object of the message has more than " + QByteArray::number(m_limits.jsonKeys) + " keys" };
    if (key.size() > maxJsonKeySize)
        return Error{ ErrorCode::InvalidMessage, "a key of the message is longer than 256 bytes" };
    if (std::find(m_keys.begin() + std::ptrdiff_t(first), m_keys.end(), key) != m_keys.end())
        return Error{ ErrorCode::InvalidJson, "an object of the message has the same key twice" };
    m_keys.push_back(key);
    return {};
}

} // namespace conversa
