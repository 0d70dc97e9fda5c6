// SPDX-License-Identifier: Apache-2.0
#include "protocol/jsonwriter.h"

#include "core/timestamp.h"
#include "protocol/bytescan.h"
#include "protocol/htmlentity.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

namespace conversa {

namespace {

char *put(char *at, std::string_view text)
{
    std::memcpy(at, text.data(), text.size());
    return at + text.size();
}

void appendControl(QByteArray &out, char c)
{
    static constexpr char digits[] = "0123456789abcdef";
    static constexpr std::string_view codes = "\b\t\n\f\r";
    static constexpr std::string_view letters = "btnfr";
    if (const size_t known = codes.find(c); known != std::string_view::npos) {
        out.append('\\').append(letters[known]);
        return;
    }
    const auto byte = quint8(c);
    out.append("\\u00").append(digits[byte >> 4]).append(digits[byte & 15]);
}

void appendEscape(QByteArray &out, char c, bool html)
{
    const std::string_view entity = html ? htmlEntity(c) : std::string_view{};
    if (!entity.empty())
        out.append(entity.data(), qsizetype(entity.size()));
    else if (c == '"' || c == '\\')
        out.append('\\').append(c);
    else
        appendControl(out, c);
}

template <bool html>
qsizetype findEscape(QByteArrayView text, qsizetype from)
{
    if constexpr (html)
        return findSpecial<'"', '\\', '&', '<', '>', '\''>(text, from);
    else
        return findSpecial<'"', '\\'>(text, from);
}

template <bool html>
void appendEscaped(QByteArray &out, QByteArrayView text)
{
    for (qsizetype at = 0;;) {
        const qsizetype special = findEscape<html>(text, at);
        out.append(text.data() + at, special - at);
        if (special == text.size())
            return;
        appendEscape(out, text[special], html);
        at = special + 1;
    }
}

} // namespace

JsonWriter::JsonWriter(QByteArray &out, Audience audience)
    : m_out(out)
    , m_audience(audience)
{
}

void JsonWriter::expect(qsizetype bytes)
{
    const qsizetype wanted = m_out.size() + bytes;
    // Doubling keeps a buffer that takes many envelopes from being copied for each of them.
    if (wanted > m_out.capacity())
        m_out.reserve(m_out.isEmpty() ? wanted : std::max(wanted, 2 * m_out.capacity()));
}

char *JsonWriter::grow(qsizetype bytes)
{
    const qsizetype size = m_out.size();
    expect(bytes);
    m_out.resize(size + bytes);
    return m_out.data() + size;
}

char *JsonWriter::member(std::string_view name, qsizetype valueSize)
{
    const char last = m_out.isEmpty() ? '[' : m_out.constData()[m_out.size() - 1];
    const bool first = last == '{' || last == '[';
    const qsizetype nameSize = name.empty() ? 0 : qsizetype(name.size()) + 3;
    char *at = grow(nameSize + valueSize + (first ? 0 : 1));
    if (!first)
        *at++ = ',';
    if (name.empty())
        return at;
    *at++ = '"';
    return put(put(at, name), "\":");
}

void JsonWriter::raw(std::string_view name, std::string_view value)
{
    put(member(name, qsizetype(value.size())), value);
}

void JsonWriter::beginObject(std::string_view name)
{
    raw(name, "{");
}

void JsonWriter::endObject()
{
    m_out.append('}');
}

void JsonWriter::beginArray(std::string_view name)
{
    raw(name, "[");
}

void JsonWriter::endArray()
{
    m_out.append(']');
}

void JsonWriter::word(std::string_view name, std::string_view value)
{
    char *at = member(name, qsizetype(value.size()) + 2);
    *at++ = '"';
    *put(at, value) = '"';
}

void JsonWriter::string(std::string_view name, QByteArrayView value)
{
    expect(qsizetype(name.size()) + value.size() + 8);
    raw(name, "\"");
    appendEscaped<false>(m_out, value);
    m_out.append('"');
}

void JsonWriter::text(std::string_view name, QByteArrayView value)
{
    if (m_audience == Audience::Plain) {
        string(name, value);
        return;
    }
    expect(qsizetype(name.size()) + value.size() + 8);
    raw(name, "\"");
    appendEscaped<true>(m_out, value);
    m_out.append('"');
}

void JsonWriter::id(std::string_view name, const Uuid &value)
{
    char *at = member(name, Uuid::textSize + 2);
    *at++ = '"';
    value.write(at);
    at[Uuid::textSize] = '"';
}

void JsonWriter::time(std::string_view name, qint64 unixMs)
{
    char *at = member(name, timestampSize + 2);
    *at++ = '"';
    writeTimestamp(unixMs, at);
    at[timestampSize] = '"';
}

void JsonWriter::number(std::string_view name, qint64 value)
{
    std::array<char, 24> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    raw(name, { digits.data(), size_t(end - digits.data()) });
}

void JsonWriter::boolean(std::string_view name, bool value)
{
    raw(name, value ? "true" : "false");
}

} // namespace conversa
