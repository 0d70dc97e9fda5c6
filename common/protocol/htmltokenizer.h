// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayView>

#include <optional>
#include <vector>

namespace conversa {

constexpr bool isAsciiLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

constexpr bool isHtmlSpace(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

// Offsets into the tokenized text.
struct HtmlAttribute
{
    qsizetype begin = 0;
    qsizetype nameEnd = 0;
    qsizetype end = 0; // behind the value, or the name if there is none
    bool hasValue = false;
};

struct HtmlTag
{
    qsizetype begin = 0; // at '<'
    qsizetype nameBegin = 0;
    qsizetype nameEnd = 0;
    qsizetype end = 0; // behind '>'
    qsizetype contentEnd = 0; // of an element read as raw text: its end tag; else `end`
    bool closed = false; // whether '>' was found; without it no browser makes a tag of this
    std::vector<HtmlAttribute> attributes = {};
};

// How to read what depends on the place where a browser finds it.
struct HtmlReading
{
    bool comments = true; // comments hide tags
    bool rawText = true; // style, noscript, textarea and their kind hide tags (not so inside svg, or without scripting)
    bool lenient
        = false; // '<' outside quotes opens a tag anywhere, '/' ends an unquoted value, a lone quote is a letter
};

// Finds the tags in a text, by the tokenization states of the WHATWG HTML standard that matter for finding them: data,
// tag, attribute, comment, raw text. One pass, linear in the text, which must outlive the tokenizer.
class HtmlTokenizer
{
public:
    HtmlTokenizer(QByteArrayView html, HtmlReading reading);

    // The next start or end tag.
    std::optional<HtmlTag> next();

private:
    bool opensTag(qsizetype open) const;
    bool opensComment(qsizetype open) const;
    qsizetype commentEnd(qsizetype open) const;
    HtmlTag readTag(qsizetype open);
    HtmlAttribute readAttribute(qsizetype begin) const;
    qsizetype valueEnd(qsizetype begin) const;
    qsizetype nameEnd(qsizetype begin, bool attribute) const;
    qsizetype skipSpace(qsizetype at) const;
    bool tagEndsAt(qsizetype at) const;
    void enterRawText(HtmlTag &tag);
    qsizetype findEndTag(QByteArrayView name, qsizetype from) const;
    char at(qsizetype index) const { return index < m_html.size() ? m_html[index] : '\0'; }

    QByteArrayView m_html;
    HtmlReading m_reading;
    qsizetype m_position = 0;
    bool m_scriptEnds = true; // whether a script end tag may still follow
};

} // namespace conversa
