// SPDX-License-Identifier: Apache-2.0
#include "core/timestamp.h"

#include <QDateTime>

#include <chrono>

namespace conversa {

namespace {

void writeDigits(char *out, int value, int width)
{
    for (int i = width - 1; i >= 0; --i, value /= 10)
        out[i] = char('0' + value % 10);
}

} // namespace

void writeTimestamp(qint64 unixMs, char *out)
{
    using namespace std::chrono;
    const sys_time<milliseconds> point{milliseconds{unixMs}};
    const auto day = floor<days>(point);
    const year_month_day date{day};
    const hh_mm_ss time{point - day};
    writeDigits(out, int(date.year()), 4);
    out[4] = '-';
    writeDigits(out + 5, int(unsigned(date.month())), 2);
    out[7] = '-';
    writeDigits(out + 8, int(unsigned(date.day())), 2);
    out[10] = 'T';
    writeDigits(out + 11, int(time.hours().count()), 2);
    out[13] = ':';
    writeDigits(out + 14, int(time.minutes().count()), 2);
    out[16] = ':';
    writeDigits(out + 17, int(time.seconds().count()), 2);
    out[19] = '.';
    writeDigits(out + 20, int(time.subseconds().count()), 3);
    out[23] = 'Z';
}

QByteArray timestampText(qint64 unixMs)
{
    QByteArray text(timestampSize, Qt::Uninitialized);
    writeTimestamp(unixMs, text.data());
    return text;
}

std::optional<qint64> parseTimestamp(std::string_view text)
{
    const QDateTime time = QDateTime::fromString(QString::fromLatin1(text.data(), qsizetype(text.size())), Qt::ISODateWithMs);
    if (!time.isValid())
        return std::nullopt;
    return time.toMSecsSinceEpoch();
}

} // namespace conversa
