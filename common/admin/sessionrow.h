// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "admin/field.h"
#include "core/ids.h"
#include "core/result.h"

#include <QByteArray>

#include <simdjson.h>

namespace conversa {

// The columns of the table of sessions with anybody in them, in the order of sessionFields().
enum class SessionField : quint8 { Id, Node, Tenant, Contact, State, Seq, Users, Connections, Typing };
std::span<const Field> sessionFields();

// One session as an administrator sees it, as far as its server knows.
struct SessionRow
{
    SessionId id;
    QByteArray node;
    QByteArray tenant;
    ContactId contact = {}; // null: none yet
    bool isClosed = false;
    qint64 seq = 0; // of its newest message
    qint64 users = 0; // who are in it, at whichever server
    qint64 connections = 0; // joined at this server
    qint64 typing = 0; // users

    FieldValue value(size_t field) const;
    // A session has a row for each server at which it is joined.
    Uuid placeId() const;
    bool operator==(const SessionRow &) const = default;
};

// One row out of those of two servers; its `node` names both.
SessionRow merged(SessionRow one, const SessionRow &other);

Result<SessionRow> readSessionRow(simdjson::dom::object json);

} // namespace conversa
