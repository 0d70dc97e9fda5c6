// SPDX-License-Identifier: Apache-2.0
#include "protocol/jsonwriter.h"

#include "core/timestamp.h"
#include "protocol/bytescan.h"
#include "protocol/htmlentity.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace conversa {

namespace {

char *put(char *at, std::string_view text)
{
    return std::copy_n(text.data(), text.size(), at);
}

constexpr qsizetype longestEscape = 6; // \u001f, &quot;

char *putControl(char *at, char c)
{
    static constexpr char digits[] = "0123456789abcdef";
    static constexpr std::string_view codes = "\b\t\n\f\r";
    static constexpr std::string_view letters = "btnfr";
    *at++ = '\\';
    if (const size_t known = codes.find(c); known != std::string_view::npos) {
        *at++ = letters[known];
        return at;
    }
    const auto byte = quint8(c);
    at = put(at, "u00");
    *at++ = digits[byte >> 4];
    *at++ = digits[byte & 15];
    return at;
}

template <bool html>
char *putEscape(char *at, char c)
{
    const std::string_view entity = html ? htmlEntity(c) : std::string_view{};
    if (!entity.empty())
        return put(at, entity);
    if (c != '"' && c != '\\')
        return putControl(at, c);
    *at++ = '\\';
    *at++ = c;
    return at;
}

template <bool html>
qsizetype findEscape(QByteArrayView text, qsizetype from)
{
    if constexpr (html)
        return findSpecial<'"', '\\', '&', '<', '>', '\''>(text, from);
    else
        return findSpecial<'"', '\\'>(text, from);
}

} // namespace

JsonWriter::JsonWriter(QByteArray &out, Audience audience)
    : m_out(out)
    , m_audience(audience)
{
    const qsizetype used = out.size();
    out.resize(std::max(used, out.capacity()));
    m_at = out.data() + used;
    m_end = out.data() + out.size();
}

JsonWriter::~JsonWriter()
{
    m_out.truncate(size());
}

void JsonWriter::expect(qsizetype bytes)
{
    if (m_end - m_at >= bytes)
        return;
    const qsizetype used = size();
    // Doubling keeps a buffer that takes many envelopes from being copied for each of them.
    m_out.resize(std::max(used + bytes, used * 2));
    m_at = m_out.data() + used;
    m_end = m_out.data() + m_out.size();
}

// Writes what stands before a value and makes room for it; the caller moves m_at behind the value.
char *JsonWriter::member(std::string_view name, qsizetype valueSize)
{
    expect(qsizetype(name.size()) + valueSize + 4);
    char *at = m_at;
    if (m_comma)
        *at++ = ',';
    m_comma = true;
    if (name.empty())
        return at;
    *at++ = '"';
    return put(put(at, name), "\":");
}

void JsonWriter::raw(std::string_view name, std::string_view value)
{
    m_at = put(member(name, qsizetype(value.size())), value);
}

void JsonWriter::begin(std::string_view name, char bracket)
{
    raw(name, { &bracket, 1 });
    m_comma = false;
}

void JsonWriter::end(char bracket)
{
    expect(1);
    *m_at++ = bracket;
    m_comma = true;
}

void JsonWriter::beginObject(std::string_view name)
{
    begin(name, '{');
}

void JsonWriter::endObject()
{
    end('}');
}

void JsonWriter::beginArray(std::string_view name)
{
    begin(name, '[');
}

void JsonWriter::endArray()
{
    end(']');
}

void JsonWriter::word(std::string_view name, std::string_view value)
{
    char *at = member(name, qsizetype(value.size()) + 2);
    *at++ = '"';
    at = put(at, value);
    *at++ = '"';
    m_at = at;
}

template <bool html>
void JsonWriter::quoted(std::string_view name, QByteArrayView value)
{
    m_at = member(name, value.size() + longestEscape + 2);
    *m_at++ = '"';
    for (qsizetype at = 0;;) {
        const qsizetype special = findEscape<html>(value, at);
        m_at = put(m_at, { value.data() + at, size_t(special - at) });
        if (special == value.size())
            break;
        m_at = putEscape<html>(m_at, value[special]);
        at = special + 1;
        expect(value.size() - at + longestEscape + 1);
    }
    *m_at++ = '"';
}

void JsonWriter::string(std::string_view name, QByteArrayView value)
{
    quoted<false>(name, value);
}

void JsonWriter::text(std::string_view name, QByteArrayView value)
{
    if (m_audience == Audience::Plain)
        quoted<false>(name, value);
    else
        quoted<true>(name, value);
}

void JsonWriter::id(std::string_view name, const Uuid &value)
{
    char *at = member(name, Uuid::textSize + 2);
    *at++ = '"';
    value.write(at);
    at[Uuid::textSize] = '"';
    m_at = at + Uuid::textSize + 1;
}

void JsonWriter::time(std::string_view name, qint64 unixMs)
{
    char *at = member(name, timestampSize + 2);
    *at++ = '"';
    writeTimestamp(unixMs, at);
    at[timestampSize] = '"';
    m_at = at + timestampSize + 1;
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

void JsonWriter::written(std::string_view name, QByteArrayView json)
{
    raw(name, { json.data(), size_t(json.size()) });
}

qsizetype JsonWriter::escapedSize(QByteArrayView text)
{
    qsizetype size = text.size();
    std::array<char, longestEscape> escape;
    for (qsizetype at = findEscape<true>(text, 0); at < text.size(); at = findEscape<true>(text, at + 1))
        size += putEscape<true>(escape.data(), text[at]) - escape.data() - 1;
    return size;
}

} // namespace conversa
