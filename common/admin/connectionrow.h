// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "admin/field.h"
#include "core/ids.h"
#include "core/result.h"
#include "protocol/message.h"

#include <QByteArray>

#include <simdjson.h>

namespace conversa {

// The columns of the table of connections, in the order of connectionFields().
enum class ConnectionField : quint8 {
    Id, Node, State, Tenant, User, Name, Role, Key, Ip, Origin, Client, Text, Age, Idle, In, Out, InBytes, OutBytes, Queue,
    Sessions, Rtt
};
std::span<const Field> connectionFields();

// What becomes of a connection: Draining is told to go, Closing has begun the closing handshake.
enum class ConnectionState : quint8 { Open, Draining, Closing };
std::string_view connectionStateName(ConnectionState state);
std::string_view audienceName(Audience audience);

// One connection as an administrator sees it.
struct ConnectionRow
{
    ConnectionId id;
    QByteArray node;
    ConnectionState state = ConnectionState::Open;
    QByteArray tenant;
    UserId user;
    QByteArray userName;
    Role role = Role::Contact;
    KeyId key = {}; // null: a development key
    IpAddress address = {};
    QByteArray origin = {}; // empty: none was sent
    QByteArray client = {}; // what the program calls itself; empty: nothing
    Audience audience = Audience::Escaped;
    qint64 openedMs = 0; // Unix time
    qint64 activeMs = 0; // of its last message
    qint64 messagesIn = 0; // from the client
    qint64 messagesOut = 0;
    qint64 bytesIn = 0;
    qint64 bytesOut = 0;
    qint64 queue = 0; // bytes that wait for the client
    qint64 sessions = 0; // joined
    std::optional<qint64> rttMs = {};

    FieldValue value(size_t field) const;
    Uuid placeId() const { return id.uuid; } // tells it from all others where they stand in an order
    bool operator==(const ConnectionRow &) const = default;
};

// A row as JSON gives it; fields that are not there are left as they are by default.
Result<ConnectionRow> readConnectionRow(simdjson::dom::object json);

} // namespace conversa
