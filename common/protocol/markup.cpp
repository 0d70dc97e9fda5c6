// SPDX-License-Identifier: Apache-2.0
#include "protocol/markup.h"

#include "protocol/htmltokenizer.h"

#include <algorithm>
#include <array>
#include <optional>

namespace conversa {

namespace {

bool startsWith(QByteArrayView text, QByteArrayView lowerCasePrefix)
{
    return text.size() >= lowerCasePrefix.size()
        && text.first(lowerCasePrefix.size()).compare(lowerCasePrefix, Qt::CaseInsensitive) == 0;
}

// Without a value an attribute runs nothing, and "only" or "online" behind "x <y" is likely prose: so only names that
// can be nothing else.
bool isKnownHandler(QByteArrayView name)
{
    static constexpr std::array known{ "onload", "onerror", "onclick", "onmouse", "onpointer", "onfocus", "onblur",
        "onkey", "ontoggle", "onanimation", "ontransition", "onbegin" };
    return std::any_of(known.begin(), known.end(), [&](const char *prefix) { return startsWith(name, prefix); });
}

bool isHandler(QByteArrayView name, bool hasValue)
{
    return name.size() > 2 && startsWith(name, "on") && isAsciiLetter(name[2]) && (hasValue || isKnownHandler(name));
}

// Copies a text without the pieces cut out of it, which come in ascending order.
class Cutter
{
public:
    explicit Cutter(const QByteArray &text)
        : m_text(text)
    {
    }
    void cut(qsizetype begin, qsizetype end)
    {
        m_kept.append(m_text.constData() + m_copied, std::max<qsizetype>(0, begin - m_copied));
        m_copied = std::max(m_copied, end);
    }
    QByteArray rest()
    {
        if (m_copied == 0)
            return m_text;
        m_kept.append(m_text.constData() + m_copied, m_text.size() - m_copied);
        return std::move(m_kept);
    }

private:
    const QByteArray &m_text;
    QByteArray m_kept;
    qsizetype m_copied = 0;
};

// With the white space in front of it where what follows needs none.
qsizetype cutBegin(const QByteArray &text, const HtmlAttribute &attribute)
{
    const char next = text[attribute.end]; // inside a closed tag there always is one
    qsizetype begin = attribute.begin;
    if (next == '>' || next == '/' || isHtmlSpace(next)) {
        while (isHtmlSpace(text[begin - 1]))
            --begin;
    }
    return begin;
}

void cutHandlers(Cutter &cutter, const QByteArray &text, const HtmlTag &tag)
{
    for (const HtmlAttribute &attribute : tag.attributes) {
        const auto name = QByteArrayView(text).sliced(attribute.begin, attribute.nameEnd - attribute.begin);
        if (isHandler(name, attribute.hasValue))
            cutter.cut(cutBegin(text, attribute), attribute.end);
    }
}

QByteArray removed(const QByteArray &text, HtmlReading reading)
{
    Cutter cutter(text);
    HtmlTokenizer tokenizer(text, reading);
    while (const auto tag = tokenizer.next()) {
        const auto name = QByteArrayView(text).sliced(tag->nameBegin, tag->nameEnd - tag->nameBegin);
        if (name.size() == 6 && startsWith(name, "script"))
            cutter.cut(tag->begin, tag->closed ? tag->contentEnd : tag->nameEnd);
        else if (tag->closed)
            cutHandlers(cutter, text, *tag);
    }
    return cutter.rest();
}

} // namespace

bool mayHoldMarkup(QByteArrayView text)
{
    for (qsizetype at = text.indexOf('<'); at >= 0 && at + 1 < text.size(); at = text.indexOf('<', at + 1)) {
        const char next = text[at + 1];
        if (isAsciiLetter(next) || next == '/' || next == '!' || next == '?')
            return true;
    }
    return false;
}

QByteArray withoutActiveMarkup(QByteArray text)
{
    // As a page; as inside svg or math, where style hides nothing; and as the careless filters of this world read it.
    static constexpr std::array readings{ HtmlReading{ true, true, false }, HtmlReading{ true, false, false },
        HtmlReading{ false, false, true } };
    for (const HtmlReading reading : readings)
        text = removed(text, reading);
    return text;
}

} // namespace conversa
