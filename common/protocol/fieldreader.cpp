// SPDX-License-Identifier: Apache-2.0
#include "protocol/fieldreader.h"

#include "core/timestamp.h"
#include "protocol/text.h"

#include <algorithm>

namespace conversa {

namespace {

QByteArrayView view(std::string_view text)
{
    return { text.data(), qsizetype(text.size()) };
}

bool hasControl(std::string_view text)
{
    return std::any_of(text.begin(), text.end(), [](char c) { return quint8(c) < 0x20 || c == 0x7F; });
}

Error tooLarge(qint64 limit)
{
    return { ErrorCode::MessageTooLarge, "text must not be longer than " + QByteArray::number(limit) + " bytes",
        "text" };
}

} // namespace

FieldReader::FieldReader(simdjson::dom::object fields, const Limits &limits)
    : m_fields(fields)
    , m_limits(limits)
{
}

std::optional<simdjson::dom::element> FieldReader::find(std::string_view name) const
{
    simdjson::dom::element value;
    if (m_refusal || m_fields.at_key(name).get(value) != simdjson::SUCCESS || value.is_null())
        return std::nullopt;
    return value;
}

std::optional<std::string_view> FieldReader::string(std::string_view name)
{
    const auto value = find(name);
    if (!value)
        return std::nullopt;
    std::string_view text;
    if (value->get(text) == simdjson::SUCCESS)
        return text;
    refuse(name, "must be a string");
    return std::nullopt;
}

QByteArray FieldReader::text(std::string_view name)
{
    const auto received = string(name);
    if (!received) {
        refuse(name, "is missing");
        return {};
    }
    if (qint64(received->size()) > m_limits.text) {
        m_refusal = tooLarge(m_limits.text);
        return {};
    }
    QByteArray cleaned = cleanText(view(*received));
    if (isBlank(cleaned))
        refuse(name, "must not be blank");
    return cleaned;
}

void FieldReader::contentType(std::string_view name)
{
    const auto type = string(name);
    if (type && *type != "text")
        refuse(name, "must be \"text\", the only supported type");
}

QByteArray FieldReader::token(std::string_view name)
{
    const auto text = string(name);
    if (!text)
        return {};
    if (text->size() > maxTokenSize)
        refuse(name, "must not be longer than 64 bytes");
    return view(*text).toByteArray();
}

QByteArray FieldReader::storedToken(std::string_view name, size_t most)
{
    const auto text = string(name);
    if (!text)
        return {};
    if (text->empty() || text->size() > most || hasControl(*text)) {
        const std::string problem = "must be 1 to " + std::to_string(most) + " bytes without control characters";
        refuse(name, problem);
    }
    return view(*text).toByteArray();
}

bool FieldReader::boolean(std::string_view name)
{
    const auto value = find(name);
    bool state = false;
    if (!value)
        refuse(name, "is missing");
    else if (value->get(state) != simdjson::SUCCESS)
        refuse(name, "must be true or false");
    return state;
}

std::optional<qint64> FieldReader::number(std::string_view name, qint64 least, qint64 most)
{
    const auto value = find(name);
    if (!value)
        return std::nullopt;
    int64_t number = 0;
    if (value->get(number) == simdjson::SUCCESS && number >= least && number <= most)
        return number;
    const QByteArray problem
        = "must be a whole number from " + QByteArray::number(least) + " to " + QByteArray::number(most);
    refuse(name, { problem.constData(), size_t(problem.size()) });
    return std::nullopt;
}

qint64 FieldReader::time(std::string_view name)
{
    const auto parsed = parseTimestamp(string(name).value_or(std::string_view{}));
    if (!parsed)
        refuse(name, "must be an RFC 3339 time");
    return parsed.value_or(0);
}

std::optional<simdjson::dom::array> FieldReader::array(std::string_view name)
{
    const auto value = find(name);
    if (!value)
        return std::nullopt;
    simdjson::dom::array elements;
    if (value->get(elements) == simdjson::SUCCESS)
        return elements;
    refuse(name, "must be an array");
    return std::nullopt;
}

std::optional<simdjson::dom::object> FieldReader::object(std::string_view name)
{
    const auto value = find(name);
    if (!value)
        return std::nullopt;
    simdjson::dom::object fields;
    if (value->get(fields) == simdjson::SUCCESS)
        return fields;
    refuse(name, "must be an object");
    return std::nullopt;
}

void FieldReader::refuse(std::string_view name, std::string_view problem)
{
    if (!m_refusal)
        m_refusal = invalidField(name, problem);
}

} // namespace conversa
