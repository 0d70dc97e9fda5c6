// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace conversa {

// The text rules of docs/protocol.md, "Text". Input is valid UTF-8.

// Message text as it is stored: control characters (C0 but TAB, LF, CR; DEL; C1) and the bidi overrides U+202D/E
// removed, isolates closed in their own paragraph and stray ends of them removed, real <script> elements and
// event-handler attributes inside real tags removed until nothing changes. Prose is untouched.
QByteArray cleanText(QByteArrayView utf8);

// A person's name: as cleanText, and without any bidi control, U+200B or U+FEFF, on one line.
QByteArray cleanName(QByteArrayView utf8);

// Whether nothing but white space and invisible characters is there.
bool isBlank(QByteArrayView utf8);

// The first `most` characters (code points) of a text, all of it where it has no more.
QByteArray firstCharacters(QByteArrayView utf8, qsizetype most);

// HTML-escapes & < > " ' as &amp; &lt; &gt; &quot; &#39;.
QByteArray escapeHtml(QByteArrayView utf8);

} // namespace conversa
