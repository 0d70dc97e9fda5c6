// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ids.h"
#include "core/limits.h"
#include "core/result.h"
#include "protocol/message.h"

#include <QByteArray>
#include <QByteArrayView>

#include <optional>
#include <vector>

namespace conversa {

// What the bodies of REST requests say (docs/protocol.md, "REST"), read as strictly as messages on the socket. Each function
// answers InvalidJson, InvalidMessage, InvalidField or MessageTooLarge.

constexpr size_t maxExternalIdSize = 256;

// POST /api/v1/sessions
struct SessionBody
{
    std::optional<SessionId> session = {};
    ContactId contact;
    QByteArray contactName = {}; // cleaned; empty: none given
};
Result<SessionBody> readSessionBody(QByteArrayView json, const Limits &limits);

// POST /api/v1/sessions/{id}/messages
struct MessageBody
{
    QByteArray externalId; // 1 to 256 bytes
    std::optional<ContactId> contact = {};
    bool fromContact = false; // `author`
    QByteArray text; // cleaned, never blank
};
Result<MessageBody> readMessageBody(QByteArrayView json, const Limits &limits);

// POST /api/v1/sessions/{id}/receipts. Exactly one of message, upToSeq and externalId.
struct ReceiptBody
{
    Mark mark = Mark::Delivered; // `status`
    bool fromContact = true; // `reader`
    std::optional<MessageId> message = {};
    std::optional<qint64> upToSeq = {};
    QByteArray externalId = {};
};
Result<ReceiptBody> readReceiptBody(QByteArrayView json, const Limits &limits);

// POST /api/v1/auth/api-key
struct KeyBody
{
    QByteArray name; // cleaned
    Role role = Role::Contact;
    QByteArray tenant = {}; // empty: none given
    std::optional<UserId> user = {};
    QByteArray userName = {}; // cleaned; empty: none given
    std::optional<ContactId> contact = {}; // with role contact, and only with it
    std::vector<SessionId> sessions = {}; // up to maxKeySessions
    std::optional<qint64> expiresMs = {}; // Unix time
};
constexpr size_t maxKeySessions = 100;
Result<KeyBody> readKeyBody(QByteArrayView json, const Limits &limits);

// POST /api/v1/auth/api-keys/{id}/rotate
struct RotationBody
{
    qint64 overlapMs = 3'600'000; // 0 to maxOverlapMs
};
constexpr qint64 maxOverlapMs = 30 * qint64(86'400'000);
Result<RotationBody> readRotationBody(QByteArrayView json, const Limits &limits);

// POST /api/v1/auth/ticket
struct TicketBody
{
    std::optional<SessionId> asContactOf = {};
};
Result<TicketBody> readTicketBody(QByteArrayView json, const Limits &limits);

// Of a request that needs no field: any JSON object.
Result<void> readEmptyBody(QByteArrayView json, const Limits &limits);

} // namespace conversa
