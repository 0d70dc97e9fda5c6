// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/field.h"
#include "core/ids.h"
#include "core/result.h"
#include "protocol/message.h"

#include <simdjson.h>

#include <vector>

namespace conversa::console {

// The columns of the table of API keys, in the order of keyFields().
enum class KeyColumn : quint8 { Id, Name, State, Tenant, Role, User, UserName, Contact, Sessions, Created, Expires, Revoked };
std::span<const Field> keyFields();

// Whether a key opens doors. Expiring: for less than two weeks more.
enum class KeyState : quint8 { Good, Expiring, Expired, Revoked };

// A key as its server tells of it, its texts plain; its token is not among that.
struct KeyRow
{
    KeyId id;
    QByteArray name;
    QByteArray tenant;
    Role role = Role::Contact;
    UserId user;
    QByteArray userName;
    ContactId contact = {}; // null: of no contact
    qint64 sessions = 0; // it is limited to; 0: to none
    qint64 createdMs = 0; // Unix time
    std::optional<qint64> expiresMs = {};
    std::optional<qint64> revokedMs = {};

    KeyState state(qint64 nowMs) const;
    FieldValue value(size_t field) const;
    bool operator==(const KeyRow &) const = default;
};
inline Uuid idOf(const KeyRow &row)
{
    return row.id.uuid;
}

Result<KeyRow> readKeyRow(simdjson::dom::object json);

} // namespace conversa::console
