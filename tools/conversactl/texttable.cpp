// SPDX-License-Identifier: Apache-2.0
#include "conversactl/texttable.h"

#include "core/timestamp.h"
#include "terminal/terminaltext.h"

#include <QLocale>

#include <algorithm>

namespace conversa::ctl {

namespace {

// Columns it takes on a terminal, a letter each.
qsizetype widthOf(const QByteArray &utf8)
{
    return std::count_if(utf8.begin(), utf8.end(), [](char c) { return (quint8(c) & 0xC0) != 0x80; });
}

QByteArray momentText(const QJsonValue &value, qint64 nowMs)
{
    const auto moment = parseTimestamp(value.toString().toStdString());
    return moment ? durationText(std::max<qint64>(nowMs - *moment, 0)) : QByteArrayLiteral("-");
}

} // namespace

TextTable::TextTable(QByteArrayList header)
    : m_header(std::move(header))
{
}

QByteArray TextTable::toByteArray() const
{
    std::vector<qsizetype> widths(size_t(m_header.size()), 0);
    const auto measure = [&](const QByteArrayList &cells) {
        for (qsizetype i = 0; i < cells.size(); ++i)
            widths[size_t(i)] = std::max(widths[size_t(i)], widthOf(cells[i]));
    };
    measure(m_header);
    std::for_each(m_rows.begin(), m_rows.end(), measure);
    QByteArray text;
    const auto write = [&](const QByteArrayList &cells) {
        QByteArray line;
        for (qsizetype i = 0; i < cells.size(); ++i) {
            const QByteArray gap(widths[size_t(i)] - widthOf(cells[i]), ' ');
            line += (i > 0 ? "  " : "") + (m_right.contains(i) ? gap + cells[i] : cells[i] + gap);
        }
        while (line.endsWith(' '))
            line.chop(1);
        text += line + '\n';
    };
    write(m_header);
    std::for_each(m_rows.begin(), m_rows.end(), write);
    return text;
}

bool isNumber(FieldKind kind)
{
    return kind == FieldKind::Count || kind == FieldKind::Bytes || kind == FieldKind::Span || kind == FieldKind::Since;
}

QByteArray cellOf(const Field &field, const QJsonValue &value, qint64 nowMs)
{
    if (value.isUndefined() || value.isNull())
        return QByteArrayLiteral("-");
    switch (field.kind) {
    case FieldKind::Count: return numberText(value.toInteger());
    case FieldKind::Bytes: return sizeText(value.toInteger());
    case FieldKind::Span: return durationText(value.toInteger());
    case FieldKind::Since: return momentText(value, nowMs);
    default: break;
    }
    return value.isString() ? terminalLine(value.toString().toUtf8()) : QByteArray::number(value.toInteger());
}

QByteArray durationText(qint64 ms)
{
    const auto two = [](qint64 large, const char *unit, qint64 small, const char *smaller) {
        return QByteArray::number(large) + unit + (small > 0 ? ' ' + QByteArray::number(small) + smaller : QByteArray());
    };
    const qint64 seconds = ms / 1'000;
    if (seconds < 1)
        return QByteArray::number(ms) + "ms";
    if (seconds < 60)
        return QByteArray::number(seconds) + 's';
    if (seconds < 3'600)
        return two(seconds / 60, "m", seconds % 60, "s");
    if (seconds < 86'400)
        return two(seconds / 3'600, "h", seconds / 60 % 60, "m");
    return two(seconds / 86'400, "d", seconds / 3'600 % 24, "h");
}

QByteArray sizeText(qint64 bytes)
{
    constexpr const char *units[] = {"k", "m", "g", "t"};
    if (bytes < 1'024)
        return QByteArray::number(bytes);
    double size = double(bytes);
    size_t unit = 0;
    for (size /= 1'024; size >= 1'024 && unit + 1 < std::size(units); size /= 1'024)
        ++unit;
    return QByteArray::number(size, 'f', 1) + units[unit];
}

QByteArray numberText(qint64 number)
{
    return QLocale(QLocale::English).toString(number).toUtf8();
}

} // namespace conversa::ctl
