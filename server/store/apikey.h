// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ids.h"
#include "protocol/message.h"

#include <QByteArray>

#include <limits>
#include <optional>
#include <vector>

namespace conversa {

// An API key as it is stored: never the token itself, only its SHA-256.
struct ApiKey
{
    KeyId id;
    QByteArray sha256; // 32 bytes
    QByteArray name; // what an administrator calls it
    QByteArray tenant;
    Role role = Role::Contact;
    UserId user;
    QByteArray userName;
    ContactId contact = {}; // set for role contact
    std::vector<SessionId> sessions = {}; // scope; empty: every session the role reaches
    qint64 createdMs = 0;
    std::optional<qint64> expiresMs = {};
    std::optional<qint64> revokedMs = {};
};

// A one-time token for a connection.
struct Ticket
{
    ApiKey holder; // whom it speaks for: `id` is the key it was made with, `sha256` the ticket's own
    qint64 endsMs = 0; // Unix time
};

// A page of keys, the newest first.
struct KeyQuery
{
    QByteArray tenant = {}; // empty: all
    qint64 createdMs = std::numeric_limits<qint64>::max(); // those after this place
    KeyId after = {};
    int limit = std::numeric_limits<int>::max();
};

} // namespace conversa
