// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "admin/field.h"
#include "core/ids.h"
#include "core/result.h"

#include <QByteArray>

#include <simdjson.h>

#include <variant>

namespace conversa {

// The columns of tapped frames, in the order of frameFields().
enum class FrameField : quint8 { Time, Connection, Direction, Opcode, Size, Cut, Payload, Hex };
std::span<const Field> frameFields();

// One WebSocket message or control frame of a tapped connection.
struct FrameRow
{
    qint64 atUs = 0; // Unix time in microseconds
    ConnectionId connection;
    bool isOut = false; // from the server to the client
    QByteArray opcode = "text"; // "text", "binary", "close", "ping", "pong"
    qint64 size = 0; // bytes of its payload
    qint64 cut = 0; // bytes of it that are not shown
    QByteArray payload = {}; // where it is UTF-8
    QByteArray hex = {}; // where it is not

    FieldValue value(size_t field) const;
    // What it takes in memory beside itself.
    qint64 heldBytes() const { return payload.size() + hex.size(); }
    bool operator==(const FrameRow &) const = default;
};

Result<FrameRow> readFrameRow(simdjson::dom::object json);
// Puts into the row what a frame of its opcode carries: of a close the code and the reason (RFC 6455, 5.5.1), and what is not UTF-8
// as hex.
void showPayload(FrameRow &row, const QByteArray &payload);

// Whose frames a tap shows: of one connection, of all connections of a user, or those that name a session.
using TapTarget = std::variant<ConnectionId, UserId, SessionId>;

} // namespace conversa
