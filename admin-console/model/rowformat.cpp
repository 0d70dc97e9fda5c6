// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/rowformat.h"

namespace conversa::console {

QByteArray beginOfFile(RowFormat format, const QList<QByteArray> &keys)
{
    switch (format) {
    case RowFormat::Csv:
        return keys.join(',') + "\r\n";
    case RowFormat::Json:
        return "[";
    case RowFormat::JsonLines:
        break;
    }
    return {};
}

QByteArrayView beginOfRow(RowFormat format, bool isFirst)
{
    if (format != RowFormat::Json)
        return {};
    return isFirst ? "\n" : ",\n";
}

QByteArrayView endOfRow(RowFormat format)
{
    return format == RowFormat::JsonLines ? "\n" : "";
}

QByteArrayView endOfFile(RowFormat format)
{
    return format == RowFormat::Json ? "\n]\n" : "";
}

} // namespace conversa::console
