// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "admin/field.h"
#include "core/result.h"

#include <QByteArray>

#include <simdjson.h>

namespace conversa {

// The columns of a server's log, in the order of logFields().
enum class LogColumn : quint8 { Age, Level, Category, Event, Text };
std::span<const Field> logFields();

// One line of the log.
struct LogRow
{
    qint64 atMs = 0; // Unix time
    QByteArray level = "info"; // "debug", "info", "warning", "error"
    QByteArray category;
    QByteArray event = {}; // its fixed name (docs/operations.md); empty: a line without one
    QByteArray text = {}; // the event's "key=value" fields as they stand in the log, or the whole line

    FieldValue value(size_t field) const;
    bool operator==(const LogRow &) const = default;
};

Result<LogRow> readLogRow(simdjson::dom::object json);

} // namespace conversa
