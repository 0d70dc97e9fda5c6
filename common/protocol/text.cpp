// SPDX-License-Identifier: Apache-2.0
#include "protocol/text.h"

#include "protocol/bytescan.h"
#include "protocol/htmlentity.h"
#include "protocol/markup.h"
#include "protocol/utf8.h"

#include <algorithm>
#include <array>

namespace conversa {

namespace {

constexpr char popIsolate[] = "\xE2\x81\xA9"; // U+2069
constexpr int maxRounds = 8;

bool isIsolateOpener(char32_t c)
{
    return c >= 0x2066 && c <= 0x2068;
}

bool isControl(char32_t c)
{
    return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || (c >= 0x7F && c <= 0x9F);
}

bool isDroppedFromText(char32_t c)
{
    return isControl(c) || c == 0x202D || c == 0x202E;
}

bool isDroppedFromNames(char32_t c)
{
    const bool bidi
        = c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    return bidi || isControl(c) || c == 0x200B || c == 0xFEFF;
}

bool isLineBreak(char32_t c)
{
    return c == '\t' || c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029;
}

template <typename Unwanted>
QByteArray without(QByteArrayView text, Unwanted unwanted)
{
    QByteArray kept;
    kept.reserve(text.size());
    for (qsizetype at = 0; at < text.size();) {
        const CodePoint c = codePointAt(text, at);
        if (!unwanted(c.value))
            kept.append(text.data() + at, c.size);
        at += c.size;
    }
    return kept;
}

// What one scan finds that needs more than a copy.
struct Findings
{
    bool dropped = false;
    bool markup = false;
    bool isolates = false;
};

Findings examine(QByteArrayView text)
{
    Findings found;
    qsizetype at = 0;
    while ((at = findSpecial<'<', 0x7F, 0xC2, 0xE2>(text, at)) < text.size()) {
        const CodePoint c = codePointAt(text, at);
        found.markup |= c.value == '<';
        found.dropped |= isDroppedFromText(c.value);
        found.isolates |= c.value >= 0x2066 && c.value <= 0x2069;
        at += c.size;
    }
    return found;
}

// Makes every isolate end inside its own paragraph (UAX #9 ends them there) and nothing end that was not begun, so that
// the text can be wrapped in an isolate and cannot break out of it.
class IsolateBalancer
{
public:
    QByteArray balanced(QByteArrayView text)
    {
        for (qsizetype at = 0; at < text.size();) {
            const CodePoint c = codePointAt(text, at);
            take(c.value, text.sliced(at, c.size));
            at += c.size;
        }
        closeAll();
        return std::move(m_out);
    }

private:
    void take(char32_t c, QByteArrayView bytes)
    {
        if (c == 0x2069 && m_open == 0)
            return;
        if (c == '\n' || c == '\r' || c == 0x2029)
            closeAll();
        m_open += isIsolateOpener(c) ? 1 : c == 0x2069 ? -1 : 0;
        m_out.append(bytes.data(), bytes.size());
    }
    void closeAll()
    {
        for (; m_open > 0; --m_open)
            m_out.append(popIsolate);
    }

    QByteArray m_out;
    int m_open = 0;
};

// Removing one thing can make another, so all rules run until none of them finds anything. A text that still changes
// after some rounds was built to: it loses every '<', which leaves nothing to find.
QByteArray settled(QByteArray text, bool isolates)
{
    for (int round = 0; round < maxRounds; ++round) {
        QByteArray next = isolates ? IsolateBalancer().balanced(text) : text;
        if (mayHoldMarkup(next))
            next = withoutActiveMarkup(std::move(next));
        if (next == text)
            return text;
        text = std::move(next);
    }
    text.replace('<', QByteArray());
    return isolates ? IsolateBalancer().balanced(text) : text;
}

struct Range
{
    char32_t first;
    char32_t last;
};

// White space, and what takes no ink: fillers, joiners, directional marks, variation selectors, tags.
bool isInvisible(char32_t c)
{
    static constexpr std::array<Range, 19> ranges{ {
        { 0x00, 0x20 },
        { 0x7F, 0xA0 },
        { 0xAD, 0xAD },
        { 0x034F, 0x034F },
        { 0x061C, 0x061C },
        { 0x115F, 0x1160 },
        { 0x1680, 0x1680 },
        { 0x17B4, 0x17B5 },
        { 0x180B, 0x180F },
        { 0x2000, 0x200F },
        { 0x2028, 0x202F },
        { 0x205F, 0x206F },
        { 0x2800, 0x2800 },
        { 0x3000, 0x3000 },
        { 0x3164, 0x3164 },
        { 0xFE00, 0xFE0F },
        { 0xFEFF, 0xFEFF },
        { 0xFFA0, 0xFFA0 },
        { 0xE0000, 0xE0FFF },
    } };
    return std::any_of(ranges.begin(), ranges.end(), [c](Range r) { return c >= r.first && c <= r.last; });
}

QByteArray onOneLine(QByteArrayView name)
{
    QByteArray line;
    line.reserve(name.size());
    for (qsizetype at = 0; at < name.size();) {
        const CodePoint c = codePointAt(name, at);
        if (isLineBreak(c.value))
            line.append(' ');
        else
            line.append(name.data() + at, c.size);
        at += c.size;
    }
    return line;
}

} // namespace

QByteArray cleanText(QByteArrayView utf8)
{
    const Findings found = examine(utf8);
    QByteArray text = found.dropped ? without(utf8, isDroppedFromText) : utf8.toByteArray();
    return found.markup || found.isolates ? settled(std::move(text), found.isolates) : text;
}

QByteArray cleanName(QByteArrayView utf8)
{
    return settled(onOneLine(without(utf8, isDroppedFromNames)), false).trimmed();
}

bool isBlank(QByteArrayView utf8)
{
    for (qsizetype at = 0; at < utf8.size();) {
        const CodePoint c = codePointAt(utf8, at);
        if (!isInvisible(c.value))
            return false;
        at += c.size;
    }
    return true;
}

QByteArray firstCharacters(QByteArrayView utf8, qsizetype most)
{
    qsizetype at = 0;
    for (qsizetype i = 0; i < most && at < utf8.size(); ++i)
        at += codePointAt(utf8, at).size;
    return utf8.first(at).toByteArray();
}

QByteArray escapeHtml(QByteArrayView utf8)
{
    QByteArray out;
    out.reserve(utf8.size());
    for (qsizetype at = 0;;) {
        const qsizetype special = findSpecial<'&', '<', '>', '"', '\''>(utf8, at);
        out.append(utf8.data() + at, special - at);
        if (special == utf8.size())
            return out;
        const std::string_view entity = htmlEntity(utf8[special]);
        if (entity.empty())
            out.append(utf8[special]);
        else
            out.append(entity.data(), qsizetype(entity.size()));
        at = special + 1;
    }
}

} // namespace conversa
