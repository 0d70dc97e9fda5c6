// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace conversa {

// What somebody else wrote, made fit for a terminal: no byte moves the cursor, changes a colour or turns the direction
// of what follows. Control characters stand there as \x1b, bidi controls as \u202e, bytes that are no UTF-8 as \xff. Tabs
// stay; each further line begins with `indent`, so that none looks like a line of this program. Emoji and letters of
// every script stay as they are.
QByteArray terminalText(QByteArrayView text, QByteArrayView indent = "    ");

// The same for a name or a sentence: a line break is escaped too.
QByteArray terminalLine(QByteArrayView text);

// A line of JSON with its control and bidi characters as \uXXXX, which reads the same.
QByteArray terminalJson(QByteArrayView json);

} // namespace conversa
