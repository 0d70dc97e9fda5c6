// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"

#include <QByteArrayView>

#include <vector>

#include <simdjson.h>

namespace conversa {

// Parses one JSON document after the other into memory it keeps. Not shared between threads.
class JsonParser
{
public:
    // The document, valid until the next call; InvalidJson for anything RFC 8259 forbids, a byte order mark too.
    Result<simdjson::dom::element> parse(QByteArrayView json);

private:
    simdjson::dom::parser m_parser;
    std::vector<char> m_padded; // the text, and the padding the parser reads over
};

// The string behind `key`; empty where there is none.
std::string_view stringIn(simdjson::dom::object object, std::string_view key);

} // namespace conversa
