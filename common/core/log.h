// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/entryring.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QLoggingCategory>

#include <initializer_list>
#include <utility>

namespace conversa {

Q_DECLARE_LOGGING_CATEGORY(logNet)
Q_DECLARE_LOGGING_CATEGORY(logAuth)
Q_DECLARE_LOGGING_CATEGORY(logStore)
Q_DECLARE_LOGGING_CATEGORY(logBus)
Q_DECLARE_LOGGING_CATEGORY(logHub)
Q_DECLARE_LOGGING_CATEGORY(logCluster)
Q_DECLARE_LOGGING_CATEGORY(logApp)

using LogField = std::pair<QByteArrayView, QByteArrayView>;

// One event as one log line: its fixed name, then key=value pairs; values are escaped (control characters, quotes and
// terminal escapes never reach the log raw: faults.md B146). Names are documented in docs/operations.md.
QByteArray eventLine(QByteArrayView name, std::initializer_list<LogField> fields);
// Writes an event straight to the log: connections come and go by the thousand, and the way through QDebug costs more
// than the line.
void logEvent(const QLoggingCategory &category, QByteArrayView name, std::initializer_list<LogField> fields);

// A line of the log as those see it who follow it.
struct LogEntry
{
    qint64 atMs = 0; // Unix time
    QByteArrayView level; // "debug", "info", "warning", "error"
    QByteArray category;
    bool isEvent = false; // `text` begins with the event's name
    QByteArray text; // escaped, as in the log
};
// What is logged goes into the ring too, while it is watched; nullptr: no longer. The ring outlives all who log.
void followLog(EntryRing<LogEntry> *ring);

// Makes every message of Qt's logging one line on standard error: time, level, category, text; control characters are
// escaped there too.
void installLogHandler();

} // namespace conversa
