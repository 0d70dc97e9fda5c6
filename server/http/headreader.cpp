// SPDX-License-Identifier: Apache-2.0
#include "http/headreader.h"

#include "http/grammar.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace conversa {

namespace {

constexpr qsizetype maxQueryPairs = 100;
constexpr qsizetype maxLengthDigits = 15;

// Fields that may stand only once; two of them mean two readings of one request.
constexpr std::array<std::string_view, 6> singletons
    = { "host", "content-length", "authorization", "origin", "sec-websocket-key", "sec-websocket-version" };

QByteArrayView bytes(std::string_view text)
{
    return { text.data(), static_cast<qsizetype>(text.size()) };
}

bool isControl(char character)
{
    return static_cast<uchar>(character) < 0x20 || character == 0x7F;
}

// RFC 3986 characters, and those that browsers leave as they are in a query: | ^ ` { } '.
bool isTargetCharacter(char character)
{
    return character > 0x20 && character < 0x7F && !QByteArrayView("\"#<>\\").contains(character);
}

bool isFieldCharacter(char character)
{
    return character == '\t' || !isControl(character);
}

bool isHostCharacter(char character)
{
    const char lower = static_cast<char>(character | 0x20);
    return http::isDigit(character) || (lower >= 'a' && lower <= 'z') || QByteArrayView("-._~[]:").contains(character);
}

bool isPort(QByteArrayView port)
{
    return !port.isEmpty() && port.size() <= 5 && std::all_of(port.begin(), port.end(), http::isDigit);
}

// RFC 9110 section 7.2, without the sub-delimiters that no name in use has: name or [address], then perhaps a port.
bool isHost(QByteArrayView host)
{
    const bool isAddress = host.startsWith('[');
    const qsizetype colon = host.indexOf(':', isAddress ? std::max<qsizetype>(0, host.indexOf(']')) : 0);
    const QByteArrayView name = colon < 0 ? host : host.first(colon);
    const qsizetype brackets = isAddress ? 1 : 0;
    return !name.isEmpty() && std::all_of(name.begin(), name.end(), isHostCharacter) && name.count('[') == brackets
        && name.count(']') == brackets && name.endsWith(']') == isAddress
        && (colon < 0 || isPort(host.sliced(colon + 1)));
}

// Not a path that could be read as another one further on: dot segments, empty segments, encoded separators.
bool isUnambiguous(QByteArrayView rawPath, QByteArrayView path)
{
    const bool sameSegments = rawPath.isEmpty() || path.count('/') == rawPath.count('/');
    return sameSegments && !path.contains('\\') && !path.contains("//") && !path.contains("/./")
        && !path.contains("/../") && !path.endsWith("/.") && !path.endsWith("/..");
}

} // namespace

HeadReader::HeadReader(QByteArray block)
{
    m_head.m_block = std::move(block);
}

HeadReader::Verdict HeadReader::read()
{
    m_head.m_headers.reserve(static_cast<size_t>(std::max<qsizetype>(2, m_head.m_block.count('\n')) - 2));
    Verdict refusal = requestLine(nextLine());
    for (Span line = nextLine(); !refusal && line.size > 0; line = nextLine())
        refusal = headerLine(line);
    if (!refusal)
        refusal = onceOnly();
    if (!refusal)
        refusal = body();
    if (!refusal && !m_versionKnown)
        return Refusal{ 505, "http_version_not_supported", "Only HTTP/1.1 is spoken here." };
    if (!refusal)
        refusal = host();
    return refusal ? refusal : target();
}

RequestHead::Span HeadReader::nextLine()
{
    const qsizetype end = m_head.m_block.indexOf('\n', m_at);
    const Span line{ static_cast<quint32>(m_at), static_cast<quint32>(end - 1 - m_at) };
    m_at = end + 1;
    return line;
}

// Cuts `rest` behind the first separator and returns what stands before it, all of it if there is none.
RequestHead::Span HeadReader::split(Span &rest, char separator) const
{
    const qsizetype found = m_head.view(rest).indexOf(separator);
    const quint32 size = found < 0 ? rest.size : static_cast<quint32>(found);
    const quint32 skipped = std::min(size + 1, rest.size);
    const Span first{ rest.at, size };
    rest = { rest.at + skipped, rest.size - skipped };
    return first;
}

// RFC 9112 section 3: method SP target SP "HTTP/" digit "." digit; the method was checked as it came in.
HeadReader::Verdict HeadReader::requestLine(Span line)
{
    m_head.m_method = split(line, ' ');
    m_head.m_target = split(line, ' ');
    const QByteArrayView version = m_head.view(line);
    if (version.size() != 8 || !version.startsWith("HTTP/") || !http::isDigit(version[5]) || version[6] != '.'
        || !http::isDigit(version[7]))
        return badRequest("The request line is malformed.");
    m_versionKnown = version[5] == '1';
    m_head.m_minorVersion = version[7] == '0' ? 0 : 1;
    return {};
}

// RFC 9112 section 5: no folding, no blank before the colon, no control characters.
HeadReader::Verdict HeadReader::headerLine(Span line)
{
    const QByteArrayView whole = m_head.view(line);
    Span value = line;
    const Span name = split(value, ':');
    if (name.size == line.size || !http::isToken(m_head.view(name)))
        return badRequest("A header line is malformed.");
    if (!std::all_of(whole.begin(), whole.end(), isFieldCharacter))
        return badRequest("A header field holds control characters.");
    const QByteArrayView text = http::trimmed(m_head.view(value));
    value = { static_cast<quint32>(text.data() - m_head.m_block.constData()), static_cast<quint32>(text.size()) };
    m_head.m_headers.push_back({ name, value });
    return {};
}

HeadReader::Verdict HeadReader::onceOnly() const
{
    for (const std::string_view name : singletons) {
        if (m_head.headers(bytes(name)).size() > 1)
            return badRequest("A header field that may stand only once is there twice.");
    }
    return {};
}

// RFC 9112 section 6: one framing, or none.
HeadReader::Verdict HeadReader::body()
{
    const auto codings = m_head.headers("transfer-encoding");
    const auto length = m_head.header("content-length");
    if (length) {
        if (length->isEmpty() || length->size() > maxLengthDigits
            || !std::all_of(length->begin(), length->end(), http::isDigit))
            return badRequest("Content-Length is not a number.");
        m_head.m_contentLength = length->toLongLong();
    }
    if (codings.isEmpty())
        return {};
    if (length || m_head.m_minorVersion == 0)
        return badRequest("The length of the body is ambiguous.");
    if (codings.size() > 1 || !http::equalsIgnoringCase(codings[0], "chunked"))
        return badRequest("The only transfer coding is chunked.");
    m_head.m_chunked = true;
    return {};
}

// RFC 9112 section 3.2.
HeadReader::Verdict HeadReader::host() const
{
    const auto host = m_head.header("host");
    if (!host && m_head.m_minorVersion > 0)
        return badRequest("The Host header is missing.");
    if (host && !isHost(*host))
        return badRequest("The Host header is malformed.");
    return {};
}

// RFC 9112 section 3.2: origin form, absolute form of this host, and the asterisk of OPTIONS.
HeadReader::Verdict HeadReader::target()
{
    const QByteArrayView target = m_head.target();
    if (target.isEmpty() || !std::all_of(target.begin(), target.end(), isTargetCharacter))
        return badRequest("The request URI holds characters that must be percent-encoded.");
    if (target == "*" && m_head.method() == "OPTIONS") {
        m_head.m_path = m_head.m_target;
        return {};
    }
    if (target.startsWith('/'))
        return originForm(m_head.m_target);
    const QByteArray scheme = target.first(std::max<qsizetype>(0, target.indexOf("://"))).toByteArray().toLower();
    if (scheme != "http" && scheme != "https")
        return badRequest("The request URI must begin with a slash.");
    const auto skipped = static_cast<quint32>(scheme.size()) + 3;
    Span path{ m_head.m_target.at + skipped, m_head.m_target.size - skipped };
    const QByteArrayView rest = m_head.view(path);
    const auto end = std::find_if(rest.begin(), rest.end(), [](char c) { return c == '/' || c == '?'; });
    const auto authority = static_cast<quint32>(end - rest.begin());
    if (!http::equalsIgnoringCase(rest.first(authority), m_head.header("host").value_or("")))
        return badRequest("The request URI names another host.");
    return originForm({ path.at + authority, path.size - authority });
}

HeadReader::Verdict HeadReader::originForm(Span target)
{
    Span queryPart = target;
    const Span raw = split(queryPart, '?');
    const auto path = decoded(raw, false);
    if (!path)
        return badRequest("The request URI is badly percent-encoded.");
    m_head.m_path = path->size > 0 ? *path : appended("/");
    if (auto refusal = query(queryPart))
        return refusal;
    if (!isUnambiguous(m_head.view(raw), m_head.path()))
        return Refusal{ 404, "not_found", "There is nothing at this path." };
    return {};
}

HeadReader::Verdict HeadReader::query(Span raw)
{
    if (m_head.view(raw).count('&') >= maxQueryPairs)
        return badRequest("The query has too many parts.");
    while (raw.size > 0) {
        Span rawValue = split(raw, '&');
        const auto name = decoded(split(rawValue, '='), true);
        const auto value = decoded(rawValue, true);
        if (!name || !value)
            return badRequest("The request URI is badly percent-encoded.");
        m_head.m_query.push_back({ *name, *value });
    }
    return {};
}

// What needs no decoding stays where it is; the rest goes behind the head.
std::optional<RequestHead::Span> HeadReader::decoded(Span raw, bool plusIsBlank)
{
    QByteArray &block = m_head.m_block;
    const QByteArrayView text = m_head.view(raw);
    if (!text.contains('%') && !(plusIsBlank && text.contains('+')))
        return raw;
    const auto begin = static_cast<quint32>(block.size());
    const qsizetype end = raw.at + raw.size;
    for (qsizetype at = raw.at; at < end; ++at) {
        char next = block.at(at);
        if (next == '%') {
            const auto byte = decodedByte(at, end);
            if (!byte)
                return std::nullopt;
            next = *byte;
            at += 2;
        } else if (next == '+' && plusIsBlank) {
            next = ' ';
        }
        block.append(next);
    }
    return Span{ begin, static_cast<quint32>(block.size()) - begin };
}

RequestHead::Span HeadReader::appended(QByteArrayView text)
{
    const auto begin = static_cast<quint32>(m_head.m_block.size());
    m_head.m_block.append(text);
    return { begin, static_cast<quint32>(text.size()) };
}

std::optional<char> HeadReader::decodedByte(qsizetype at, qsizetype end) const
{
    if (end - at < 3)
        return std::nullopt;
    const auto high = http::hexValue(m_head.m_block.at(at + 1));
    const auto low = http::hexValue(m_head.m_block.at(at + 2));
    if (!high || !low)
        return std::nullopt;
    const char byte = static_cast<char>(*high << 4 | *low);
    return isControl(byte) ? std::nullopt : std::optional(byte);
}

} // namespace conversa
