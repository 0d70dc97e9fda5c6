// SPDX-License-Identifier: Apache-2.0
#include "protocol/htmltokenizer.h"

#include <QByteArray>

#include <algorithm>
#include <array>

namespace conversa {

namespace {

bool sameName(QByteArrayView a, QByteArrayView b)
{
    return a.size() == b.size() && a.compare(b, Qt::CaseInsensitive) == 0;
}

bool isRawText(QByteArrayView name)
{
    static constexpr std::array names{ "style", "noscript", "textarea", "title", "xmp", "iframe", "noembed",
        "noframes" };
    return std::any_of(names.begin(), names.end(), [&](const char *raw) { return sameName(name, raw); });
}

} // namespace

HtmlTokenizer::HtmlTokenizer(QByteArrayView html, HtmlReading reading)
    : m_html(html)
    , m_reading(reading)
{
}

std::optional<HtmlTag> HtmlTokenizer::next()
{
    while (m_position < m_html.size()) {
        const qsizetype open = m_html.indexOf('<', m_position);
        if (open < 0)
            break;
        if (opensTag(open))
            return readTag(open);
        m_position = opensComment(open) ? commentEnd(open) : open + 1;
    }
    m_position = m_html.size();
    return std::nullopt;
}

bool HtmlTokenizer::opensTag(qsizetype open) const
{
    return isAsciiLetter(at(open + 1)) || (at(open + 1) == '/' && isAsciiLetter(at(open + 2)));
}

bool HtmlTokenizer::opensComment(qsizetype open) const
{
    const char c = at(open + 1);
    return m_reading.comments && (c == '!' || c == '?' || (c == '/' && open + 2 < m_html.size()));
}

qsizetype HtmlTokenizer::commentEnd(qsizetype open) const
{
    const auto behind = [this](qsizetype found, qsizetype size) { return found < 0 ? m_html.size() : found + size; };
    if (!m_html.sliced(open).startsWith("<!--"))
        return behind(m_html.indexOf('>', open + 2), 1); // a bogus comment ends at the first '>'
    const qsizetype begin = open + 4;
    if (at(begin) == '>')
        return begin + 1;
    if (at(begin) == '-' && at(begin + 1) == '>')
        return begin + 2;
    return std::min(behind(m_html.indexOf("-->", begin), 3), behind(m_html.indexOf("--!>", begin), 4));
}

HtmlTag HtmlTokenizer::readTag(qsizetype open)
{
    HtmlTag tag{ .begin = open, .nameBegin = open + (at(open + 1) == '/' ? 2 : 1) };
    tag.nameEnd = nameEnd(tag.nameBegin, false);
    qsizetype position = tag.nameEnd;
    for (;;) {
        while (isHtmlSpace(at(position)) || at(position) == '/')
            ++position;
        if (tagEndsAt(position))
            break;
        tag.attributes.push_back(readAttribute(position));
        position = tag.attributes.back().end;
    }
    tag.closed = at(position) == '>';
    tag.end = tag.contentEnd = m_position = tag.closed ? position + 1 : position;
    if (tag.closed && tag.nameBegin == open + 1)
        enterRawText(tag);
    return tag;
}

bool HtmlTokenizer::tagEndsAt(qsizetype index) const
{
    return index >= m_html.size() || m_html[index] == '>' || (m_reading.lenient && m_html[index] == '<');
}

qsizetype HtmlTokenizer::nameEnd(qsizetype begin, bool attribute) const
{
    qsizetype end = begin;
    if (attribute && at(end) == '=') // belongs to the name where a name begins with it
        ++end;
    while (!tagEndsAt(end) && !isHtmlSpace(m_html[end]) && m_html[end] != '/' && !(attribute && m_html[end] == '='))
        ++end;
    return end;
}

qsizetype HtmlTokenizer::skipSpace(qsizetype index) const
{
    while (isHtmlSpace(at(index)))
        ++index;
    return index;
}

HtmlAttribute HtmlTokenizer::readAttribute(qsizetype begin) const
{
    HtmlAttribute attribute{ .begin = begin, .nameEnd = nameEnd(begin, true) };
    attribute.end = attribute.nameEnd;
    const qsizetype equals = skipSpace(attribute.nameEnd);
    if (at(equals) == '=') {
        attribute.hasValue = true;
        attribute.end = valueEnd(skipSpace(equals + 1));
    }
    return attribute;
}

qsizetype HtmlTokenizer::valueEnd(qsizetype begin) const
{
    const char first = at(begin);
    if (first == '"' || first == '\'') {
        const qsizetype close = m_html.indexOf(first, begin + 1);
        if (close >= 0)
            return close + 1;
        if (!m_reading.lenient)
            return m_html.size();
    }
    qsizetype end = begin;
    while (!tagEndsAt(end) && !isHtmlSpace(m_html[end]) && !(m_reading.lenient && m_html[end] == '/'))
        ++end;
    return end;
}

void HtmlTokenizer::enterRawText(HtmlTag &tag)
{
    const QByteArrayView name = m_html.sliced(tag.nameBegin, tag.nameEnd - tag.nameBegin);
    const bool isScript = sameName(name, "script");
    if (isScript ? !m_scriptEnds : !(m_reading.rawText && isRawText(name)))
        return;
    const qsizetype found = findEndTag(name, tag.end);
    if (found >= 0)
        tag.contentEnd = m_position = found;
    else if (isScript)
        m_scriptEnds = false; // only the tag itself is taken as the element then, and the text behind it stays
    else
        tag.contentEnd = m_position = m_html.size();
}

qsizetype HtmlTokenizer::findEndTag(QByteArrayView name, qsizetype from) const
{
    for (qsizetype found = m_html.indexOf("</", from); found >= 0; found = m_html.indexOf("</", found + 2)) {
        const qsizetype end = found + 2 + name.size();
        if (end > m_html.size())
            return -1;
        if (sameName(m_html.sliced(found + 2, name.size()), name)
            && (end == m_html.size() || isHtmlSpace(m_html[end]) || m_html[end] == '/' || m_html[end] == '>'))
            return found;
    }
    return -1;
}

} // namespace conversa
