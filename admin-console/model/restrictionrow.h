// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/field.h"
#include "core/result.h"

#include <QByteArray>

#include <simdjson.h>

#include <vector>

namespace conversa::console {

// The columns of the table of restrictions, in the order of restrictionFields().
enum class RestrictionField : quint8 { Id, Kind, Target, Tenant, Ends, Reason, By, Created };
std::span<const Field> restrictionFields();

// An order of an administrator's that holds: a ban, somebody taken out of a session, or that nothing is stored.
struct RestrictionRow
{
    Uuid id;
    QByteArray kind; // "user", "address", "member", "read_only"
    QByteArray target = {}; // whom it is about; empty: the whole tenant
    QByteArray tenant = {};
    std::optional<qint64> endsMs = {}; // Unix time; nothing: when it is taken back
    QByteArray reason = {};
    QByteArray by = {};
    qint64 createdMs = 0;

    FieldValue value(size_t field) const;
    bool operator==(const RestrictionRow &) const = default;
};
inline Uuid idOf(const RestrictionRow &row)
{
    return row.id;
}

// The answer to GET /api/v1/admin/restrictions.
Result<std::vector<RestrictionRow>> readRestrictions(QByteArrayView body);

} // namespace conversa::console
