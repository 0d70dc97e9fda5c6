// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/auditentry.h"

namespace conversa::console {

// Where an entry stands in the audit log's own order, the newest first.
struct AuditSpot
{
    qint64 atMs = 0;
    Uuid chain = {};
    qint64 seq = 0;

    bool operator<(const AuditSpot &other) const;
    bool operator==(const AuditSpot &) const = default;
    // As a page of the log takes it: what comes behind it.
    QString cursor() const;
};
AuditSpot spotOf(const AuditEntry &entry);

// A line of the audit log as it is shown: an entry, or so many that are missing before it in its chain.
struct AuditLine
{
    AuditEntry entry;
    qint64 missing = 0; // more than 0: it is a gap, and `entry` is the one over it

    FieldValue value(size_t field) const { return missing > 0 ? FieldValue() : entry.value(field); }
    bool operator==(const AuditLine &) const = default;
};
Uuid idOf(const AuditLine &line);

} // namespace conversa::console
