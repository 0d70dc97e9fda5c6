// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "admin/field.h"
#include "core/ids.h"
#include "core/result.h"
#include "protocol/message.h"

#include <QByteArray>

#include <simdjson.h>

namespace conversa {

using EventId = Id<struct EventTag>;

enum class EventKind : quint8 { Connect, Disconnect, Refusal, Action };
// In what way somebody came up against the server's defences; None: in none.
enum class SecurityKind : quint8 { Origin, Token, Limit, Oversize, Malformed, Handshake, Banned, None };
constexpr size_t securityKinds = size_t(SecurityKind::None);
std::string_view securityKindName(SecurityKind kind); // not of None

// The columns of what happens at a server, in the order of eventFields().
enum class EventField : quint8 {
    Id, Age, Kind, Security, Action, Result, Tenant, User, Key, Role, Ip, Target, Request, Detail, Times
};
std::span<const Field> eventFields();

// Something that happened: who, from where, what, with which result. What is not known is empty.
struct EventRow
{
    EventId id;
    qint64 atMs = 0; // Unix time
    EventKind kind = EventKind::Action;
    SecurityKind security = SecurityKind::None;
    QByteArray action; // as in the audit log
    QByteArray result;
    QByteArray tenant = {};
    UserId user = {};
    KeyId key = {};
    std::optional<Role> role = {};
    std::optional<IpAddress> address = {};
    QByteArray target = {}; // what it was done to
    Uuid request = {};
    QByteArray detail = {};
    qint64 times = 1; // it happened, the first time at `atMs`

    Uuid placeId() const { return id.uuid; }
    FieldValue value(size_t field) const;
    bool operator==(const EventRow &) const = default;
};

Result<EventRow> readEventRow(simdjson::dom::object json);

} // namespace conversa
