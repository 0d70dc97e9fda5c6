// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace conversa {

// The reference that stands for one of & < > " ' in HTML; empty for every other character.
constexpr std::string_view htmlEntity(char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return {};
    }
}

} // namespace conversa
