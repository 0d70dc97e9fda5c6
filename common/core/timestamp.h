// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

#include <optional>
#include <string_view>

namespace conversa {

// RFC 3339 in UTC with milliseconds, "2025-10-10T15:30:00.000Z": the only form of time on the wire.
constexpr qsizetype timestampSize = 24;

// Writes exactly timestampSize characters at `out`; `unixMs` from year 0 to 9999.
void writeTimestamp(qint64 unixMs, char *out);
QByteArray timestampText(qint64 unixMs);
// Reads an RFC 3339 date-time with any offset and up to nine fractional digits; returns Unix milliseconds.
std::optional<qint64> parseTimestamp(std::string_view text);

} // namespace conversa
