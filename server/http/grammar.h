// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayView>
#include <QVarLengthArray>

#include <optional>

// The small words of RFC 9110 section 5.6.
namespace conversa::http {

// tchar: what methods, field names and list items are made of.
bool isTokenCharacter(char character);
bool isToken(QByteArrayView text);
bool isDigit(char character);
// The value of one hexadecimal digit, 0-15.
std::optional<int> hexValue(char digit);
// ASCII case does not count.
bool equalsIgnoringCase(QByteArrayView a, QByteArrayView b);
// Without spaces and tabs at both ends.
QByteArrayView trimmed(QByteArrayView text);

// The parts between separators, trimmed, empty ones too; "" has one empty part.
using Parts = QVarLengthArray<QByteArrayView, 8>;
Parts split(QByteArrayView text, char separator);

} // namespace conversa::http
