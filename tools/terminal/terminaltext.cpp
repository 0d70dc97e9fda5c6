// SPDX-License-Identifier: Apache-2.0
#include "terminal/terminaltext.h"

#include "protocol/utf8.h"

namespace conversa {

namespace {

QByteArray hex(char32_t value, int digits)
{
    return QByteArray::number(uint(value), 16).rightJustified(digits, '0');
}

bool isControl(char32_t c)
{
    return c < 0x20 || (c >= 0x7f && c < 0xa0);
}

// What turns the direction of text, and the two separators that some terminals take for line breaks.
bool isLayout(char32_t c)
{
    return c == 0x061c || c == 0x200e || c == 0x200f || (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

// What stands for a character that is not shown as it is; empty for any other. U+FFFD of one byte is no UTF-8.
QByteArray escapeOf(CodePoint point, char byte)
{
    if (point.size == 1 && point.value == 0xfffd)
        return "\\x" + hex(quint8(byte), 2);
    if (isControl(point.value))
        return "\\x" + hex(point.value, 2);
    return isLayout(point.value) ? "\\u" + hex(point.value, 4) : QByteArray();
}

// `lineBreak` stands for each line feed.
QByteArray escaped(QByteArrayView text, QByteArrayView lineBreak)
{
    QByteArray shown;
    shown.reserve(text.size());
    for (qsizetype at = 0; at < text.size();) {
        const CodePoint point = codePointAt(text, at);
        if (point.value == U'\n')
            shown += lineBreak;
        else if (const QByteArray escape = escapeOf(point, text[at]); !escape.isEmpty() && point.value != U'\t')
            shown += escape;
        else
            shown += text.sliced(at, point.size);
        at += point.size;
    }
    return shown;
}

} // namespace

QByteArray terminalText(QByteArrayView text, QByteArrayView indent)
{
    return escaped(text, '\n' + indent.toByteArray());
}

QByteArray terminalLine(QByteArrayView text)
{
    return escaped(text, "\\x0a");
}

QByteArray terminalJson(QByteArrayView json)
{
    QByteArray shown;
    shown.reserve(json.size());
    for (qsizetype at = 0; at < json.size();) {
        const CodePoint point = codePointAt(json, at);
        if (isControl(point.value) || isLayout(point.value))
            shown += "\\u" + hex(point.value, 4);
        else
            shown += json.sliced(at, point.size);
        at += point.size;
    }
    return shown;
}

} // namespace conversa
