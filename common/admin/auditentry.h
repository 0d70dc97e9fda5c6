// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "admin/field.h"
#include "core/ids.h"
#include "core/result.h"
#include "protocol/message.h"

#include <QByteArray>

#include <simdjson.h>

namespace conversa {

// The columns of the audit log, in the order of auditFields().
enum class AuditField : quint8 {
    Age, Action, Result, Tenant, Key, User, Role, Ip, Target, Request, Detail, Chain, Seq, Hash
};
std::span<const Field> auditFields();

// A row of the audit log (docs/operations.md, "Audit log"). What does not apply is empty.
struct AuditEntry
{
    qint64 atMs = 0; // Unix time
    QByteArray action;
    QByteArray result;
    QByteArray tenant = {};
    KeyId key = {};
    UserId user = {};
    std::optional<Role> role = {};
    std::optional<IpAddress> address = {};
    QByteArray target = {};
    Uuid request = {};
    QByteArray detail = {};
    Uuid chain; // the run of a server
    qint64 seq = 0; // in its chain, from 1
    QByteArray hash;

    FieldValue value(size_t field) const;
    bool operator==(const AuditEntry &) const = default;
};

Result<AuditEntry> readAuditEntry(simdjson::dom::object json);

} // namespace conversa
