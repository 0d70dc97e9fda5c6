// SPDX-License-Identifier: Apache-2.0
#include "http/bodyreader.h"

#include "http/grammar.h"

#include <algorithm>
#include <utility>

namespace conversa {

namespace {

constexpr int maxSizeDigits = 8;
constexpr qint64 maxOverhead = 4'096; // of what stands around the chunks and means nothing here

Refusal tooLarge(qint64 limit)
{
    return {413, "body_too_large", "The body must not be longer than " + QByteArray::number(limit) + " bytes.",
            "limits.body sets how long it may be."};
}

Refusal brokenChunks()
{
    return badRequest("The body is not chunked as RFC 9112 says.");
}

} // namespace

BodyReader::BodyReader(const RequestHead &head, qint64 limit)
    : m_limit(limit)
    , m_chunked(head.isChunked())
    , m_left(head.isChunked() ? 0 : head.contentLength())
{
}

std::optional<Refusal> BodyReader::refusal() const
{
    return m_left > m_limit ? std::optional(tooLarge(m_limit)) : std::nullopt;
}

BodyReader::Outcome BodyReader::feed(QByteArrayView &input)
{
    if (m_chunked) {
        if (auto refused = feedChunked(input))
            return *std::move(refused);
        if (m_part != Part::End)
            return {};
        return std::move(m_body);
    }
    takeData(input);
    if (m_left > 0)
        return {};
    return std::move(m_body);
}

void BodyReader::takeData(QByteArrayView &input)
{
    const qsizetype size = std::min<qsizetype>(m_left, input.size());
    m_body.append(input.first(size));
    input = input.sliced(size);
    m_left -= size;
}

BodyReader::Verdict BodyReader::feedChunked(QByteArrayView &input)
{
    while (m_part != Part::End && !input.isEmpty()) {
        if (m_part == Part::Data) {
            takeData(input);
            if (m_left == 0)
                m_part = Part::DataEnd;
            continue;
        }
        const char next = input.front();
        input = input.sliced(1);
        const Verdict refused = m_part == Part::Size ? takeSizeDigit(next)
            : m_part == Part::Trailers               ? takeTrailer(next)
                                                     : takeLineEnd(next);
        if (refused)
            return refused;
    }
    return {};
}

BodyReader::Verdict BodyReader::takeSizeDigit(char next)
{
    if (const auto digit = http::hexValue(next)) {
        if (++m_digits > maxSizeDigits)
            return tooLarge(m_limit);
        m_left = m_left * 16 + *digit;
        return {};
    }
    if (m_digits == 0)
        return brokenChunks();
    m_part = next == ';' || next == ' ' || next == '\t' ? Part::Extension : Part::SizeEnd;
    return takeLineEnd(next);
}

// The end of a size with its extension, or of a chunk's data.
BodyReader::Verdict BodyReader::takeLineEnd(char next)
{
    if (next == '\r' && !m_carriageReturn) {
        m_carriageReturn = true;
        return {};
    }
    if (next == '\n' && m_carriageReturn) {
        m_carriageReturn = false;
        if (m_part != Part::DataEnd)
            return endSize();
        m_part = Part::Size;
        m_digits = 0;
        return {};
    }
    if (m_part != Part::Extension || m_carriageReturn || (uchar(next) < 0x20 && next != '\t') || ++m_overhead > maxOverhead)
        return brokenChunks();
    return {};
}

BodyReader::Verdict BodyReader::endSize()
{
    if (m_body.size() + m_left > m_limit)
        return tooLarge(m_limit);
    m_part = m_left > 0 ? Part::Data : Part::Trailers;
    return {};
}

BodyReader::Verdict BodyReader::takeTrailer(char next)
{
    if (++m_overhead > maxOverhead)
        return brokenChunks();
    if (next == '\n' && m_carriageReturn) {
        m_carriageReturn = false;
        if (!std::exchange(m_lineHasBytes, false))
            m_part = Part::End;
        return {};
    }
    if (m_carriageReturn || next == '\n')
        return brokenChunks();
    m_carriageReturn = next == '\r';
    m_lineHasBytes = m_lineHasBytes || next != '\r';
    return {};
}

} // namespace conversa
