// SPDX-License-Identifier: Apache-2.0
#include "http/grammar.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace conversa::http {

namespace {

constexpr std::string_view tokenCharacters = "!#$%&'*+-.^_`|~0123456789"
                                             "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

constexpr auto tokenTable = [] {
    std::array<bool, 256> table{};
    for (const char character : tokenCharacters)
        table[static_cast<unsigned char>(character)] = true;
    return table;
}();

bool isBlank(char character)
{
    return character == ' ' || character == '\t';
}

} // namespace

bool isTokenCharacter(char character)
{
    return tokenTable[static_cast<unsigned char>(character)];
}

bool isToken(QByteArrayView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), isTokenCharacter);
}

bool isDigit(char character)
{
    return character >= '0' && character <= '9';
}

std::optional<int> hexValue(char digit)
{
    if (isDigit(digit))
        return digit - '0';
    const char lower = static_cast<char>(digit | 0x20);
    if (lower >= 'a' && lower <= 'f')
        return lower - 'a' + 10;
    return std::nullopt;
}

bool equalsIgnoringCase(QByteArrayView a, QByteArrayView b)
{
    return a.size() == b.size() && a.compare(b, Qt::CaseInsensitive) == 0;
}

QByteArrayView trimmed(QByteArrayView text)
{
    while (!text.isEmpty() && isBlank(text.front()))
        text = text.sliced(1);
    while (!text.isEmpty() && isBlank(text.back()))
        text.chop(1);
    return text;
}

Parts split(QByteArrayView text, char separator)
{
    Parts parts;
    for (qsizetype at = text.indexOf(separator); at >= 0; at = text.indexOf(separator)) {
        parts.append(trimmed(text.first(at)));
        text = text.sliced(at + 1);
    }
    parts.append(trimmed(text));
    return parts;
}

} // namespace conversa::http
