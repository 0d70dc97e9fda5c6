// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

namespace conversa::console {

// How a file has the rows of a table: with a heading, as an array of objects, or an object a line.
enum class RowFormat { Csv, Json, JsonLines };

// What stands before the first row. keys: the members of a row that are wanted, in this order.
QByteArray beginOfFile(RowFormat format, const QList<QByteArray> &keys);
// What stands before a row, and behind it beside what the row itself ends with.
QByteArrayView beginOfRow(RowFormat format, bool isFirst);
QByteArrayView endOfRow(RowFormat format);
// What stands behind the last row.
QByteArrayView endOfFile(RowFormat format);

} // namespace conversa::console
