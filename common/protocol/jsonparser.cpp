// SPDX-License-Identifier: Apache-2.0
#include "protocol/jsonparser.h"

#include <cstring>

namespace conversa {

namespace {

Error invalidJson()
{
    return { ErrorCode::InvalidJson, "the message is not valid JSON" };
}

} // namespace

Result<simdjson::dom::element> JsonParser::parse(QByteArrayView json)
{
    if (json.isEmpty() || json.startsWith("\xEF\xBB\xBF")) // newer parsers skip a byte order mark
        return invalidJson();
    const auto size = size_t(json.size());
    if (m_padded.size() < size + simdjson::SIMDJSON_PADDING)
        m_padded.resize(size + simdjson::SIMDJSON_PADDING);
    std::memcpy(m_padded.data(), json.data(), size);
    simdjson::dom::element document;
    if (m_parser.parse(m_padded.data(), size, false).get(document) != simdjson::SUCCESS)
        return invalidJson();
    return document;
}

std::string_view stringIn(simdjson::dom::object object, std::string_view key)
{
    std::string_view text;
    return object.at_key(key).get(text) == simdjson::SUCCESS ? text : std::string_view{};
}

} // namespace conversa
