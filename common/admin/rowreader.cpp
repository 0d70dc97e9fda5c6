// SPDX-License-Identifier: Apache-2.0
#include "admin/rowreader.h"

#include <algorithm>

namespace conversa {

namespace {

const Limits readerLimits;

} // namespace

RowReader::RowReader(simdjson::dom::object json)
    : m_fields(json, readerLimits)
{
}

QByteArray RowReader::text(std::string_view key)
{
    return view(m_fields.string(key).value_or(std::string_view())).toByteArray();
}

size_t RowReader::word(std::string_view key, std::span<const std::string_view> words, size_t fallback)
{
    const auto text = m_fields.string(key);
    if (!text)
        return fallback;
    const auto found = std::find(words.begin(), words.end(), *text);
    if (found != words.end())
        return size_t(found - words.begin());
    m_fields.refuse(key, "is none of its words");
    return fallback;
}

std::optional<Role> RowReader::role(std::string_view key)
{
    const auto text = m_fields.string(key);
    const auto role = text ? parseRole(*text) : std::nullopt;
    if (text && !role)
        m_fields.refuse(key, "is no role");
    return role;
}

std::optional<IpAddress> RowReader::optionalAddress(std::string_view key)
{
    return m_fields.has(key) ? std::optional(address(key)) : std::nullopt;
}

IpAddress RowReader::address(std::string_view key)
{
    const auto text = m_fields.string(key);
    const auto parsed = text ? IpAddress::parse(view(*text)) : IpAddress();
    if (!parsed)
        m_fields.refuse(key, "must be an IP address");
    return parsed.value_or(IpAddress());
}

qint64 RowReader::moment(std::string_view key)
{
    return m_fields.has(key) ? m_fields.time(key) : 0;
}

std::optional<qint64> RowReader::optionalCount(std::string_view key)
{
    return m_fields.number(key, 0, maxSequence);
}

Result<AdminMessage> readAdminMessage(JsonParser &parser, QByteArrayView json)
{
    const auto document = parser.parse(json);
    if (!document)
        return document.error();
    AdminMessage message;
    if (document->get(message.envelope) != simdjson::SUCCESS || message.envelope.at_key("payload").get(message.payload) != simdjson::SUCCESS)
        return Error{ErrorCode::InvalidMessage, "the message must be a JSON object with a payload"};
    return message;
}

} // namespace conversa
