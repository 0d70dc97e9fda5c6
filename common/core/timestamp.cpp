// SPDX-License-Identifier: Apache-2.0
#include "core/timestamp.h"

#include <QDateTime>

#include <algorithm>
#include <array>
#include <chrono>

namespace conversa {

namespace {

void writeDigits(char *out, int value, int width)
{
    for (int i = width - 1; i >= 0; --i, value /= 10)
        out[i] = char('0' + value % 10);
}

using Second = std::chrono::sys_seconds;
using SecondText = std::array<char, 20>; // up to the point before the milliseconds

SecondText textOf(Second second)
{
    using namespace std::chrono;
    const auto day = floor<days>(second);
    const year_month_day date{day};
    const hh_mm_ss time{second - day};
    SecondText text;
    const auto put = [&text](size_t at, int value, int width, char behind) {
        writeDigits(text.data() + at, value, width);
        text[at + size_t(width)] = behind;
    };
    put(0, int(date.year()), 4, '-');
    put(5, int(unsigned(date.month())), 2, '-');
    put(8, int(unsigned(date.day())), 2, 'T');
    put(11, int(time.hours().count()), 2, ':');
    put(14, int(time.minutes().count()), 2, ':');
    put(17, int(time.seconds().count()), 2, '.');
    return text;
}

// Thousands of times a second are written, nearly all of the same second.
const SecondText &latestText(Second second)
{
    thread_local Second latest;
    thread_local SecondText text = textOf(latest);
    if (latest != second) {
        latest = second;
        text = textOf(second);
    }
    return text;
}

} // namespace

void writeTimestamp(qint64 unixMs, char *out)
{
    using namespace std::chrono;
    const sys_time<milliseconds> point{milliseconds{unixMs}};
    const auto second = floor<seconds>(point);
    const SecondText &text = latestText(second);
    out = std::copy(text.begin(), text.end(), out);
    writeDigits(out, int((point - second).count()), 3);
    out[3] = 'Z';
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
