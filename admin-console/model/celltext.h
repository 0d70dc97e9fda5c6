// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/field.h"

#include <QString>

namespace conversa::console {

// A field's value for a person, in the language and the time zone of the moment. Nothing known: empty.
QString cellText(const Field &field, const FieldValue &value, qint64 nowMs);
// The same in full: a whole id, a moment in UTC, a number to the byte.
QString wholeText(const Field &field, const FieldValue &value);
// What a tool tip shows of a text: it would read markup in one, and show the escapes of another that has none.
QString toolTipOf(const QString &text);
// Whether its values are read as figures, which stand at the right.
bool isFigure(FieldKind kind);
// The heading of a column. A field this version does not know is called by its name.
QString columnTitle(const Field &field);

// How long ago or how long it takes, roughly: "12 s", "3 min", "5 h".
QString spanText(qint64 ms);
// A moment in the local time zone.
QString momentText(qint64 unixMs);

} // namespace conversa::console
