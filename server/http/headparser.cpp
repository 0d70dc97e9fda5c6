// SPDX-License-Identifier: Apache-2.0
#include "http/headparser.h"

#include "http/headreader.h"

#include <algorithm>
#include <utility>

namespace conversa {

namespace {

Refusal tooLarge(const char *message)
{
    return { 431, "header_too_large", message };
}

} // namespace

HeadParser::HeadParser(HeadLimits limits)
    : m_limits(limits)
{
}

HeadParser::Outcome HeadParser::feed(QByteArrayView &input)
{
    const qsizetype before = m_block.size();
    // One byte more than allowed shows that the head does not end in time; no more is ever kept.
    const auto room = static_cast<qsizetype>(m_limits.block) + 1 - before;
    m_block.append(input.first(std::min(room, input.size())));
    if (auto refusal = scan())
        return *std::move(refusal);
    if (m_part != Part::End) {
        input = input.sliced(m_block.size() - before);
        return {};
    }
    input = input.sliced(m_at - before);
    m_block.truncate(m_at);
    HeadReader reader(std::exchange(*this, HeadParser(m_limits)).m_block);
    if (auto refusal = reader.read())
        return *std::move(refusal);
    return reader.takeHead();
}

HeadParser::Verdict HeadParser::scan()
{
    Verdict refusal;
    while (!refusal && m_part != Part::End && m_at < m_block.size())
        refusal = m_part == Part::Method ? scanMethod() : m_part == Part::Target ? scanTarget() : scanLine();
    if (!refusal && m_at > m_limits.block)
        return tooLarge("The request head is too long.");
    return refusal;
}

// A TLS hello, random bytes or a lower-case method show themselves here.
HeadParser::Verdict HeadParser::scanMethod()
{
    const char next = m_block.at(m_at);
    if (next == ' ' && m_at > 0) {
        m_part = Part::Target;
        m_begin = m_at + 1;
    } else if ((next < 'A' || next > 'Z') && (next != '-' || m_at == 0)) {
        return badRequest("This is not an HTTP request.");
    }
    ++m_at;
    return {};
}

HeadParser::Verdict HeadParser::scanTarget()
{
    const char next = m_block.at(m_at);
    if (next == '\r' || next == '\n')
        return badRequest("The request line has no HTTP version.");
    if (next == ' ')
        m_part = Part::Lines;
    else if (m_at - m_begin >= m_limits.uri)
        return Refusal{ 414, "uri_too_long", "The request URI is too long." };
    ++m_at;
    if (m_part == Part::Lines)
        m_begin = 0;
    return {};
}

// To the end of the line under way, or of what there is.
HeadParser::Verdict HeadParser::scanLine()
{
    const qsizetype feed = QByteArrayView(m_block).indexOf('\n', m_at);
    m_at = feed < 0 ? m_block.size() : feed + 1;
    if (feed < 0)
        return {};
    if (m_block.at(feed - 1) != '\r')
        return badRequest("Lines must end with CR LF.");
    if (feed - 1 == m_begin)
        m_part = Part::End;
    else if (m_lines++ > m_limits.headers)
        return tooLarge("The request has too many header fields.");
    m_begin = m_at;
    return {};
}

} // namespace conversa
