// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ids.h"
#include "core/result.h"
#include "protocol/message.h"

#include <QByteArray>

#include <optional>
#include <variant>

namespace conversa {

// What a client may say, one struct a type (docs/protocol.md, "Client to server"). Fields are checked and cleaned.
struct JoinSession
{
    SessionId session;
    std::optional<qint64> afterSeq = {}; // 0 to 2^53 - 1
    QByteArray epoch = {}; // empty: none given
};

struct LeaveSession
{
    SessionId session;
};

struct SendMessage
{
    SessionId session;
    ContactId contact;
    QByteArray text; // cleaned, never blank
    std::optional<MessageId> replyTo = {};
    QByteArray clientMessageId = {}; // 1 to 64 bytes, or empty: none given
};

struct TypingNotice
{
    SessionId session;
    ContactId contact;
    bool isTyping = false;
};

// mark_delivered, mark_read. Exactly one of `message` and `upToSeq`.
struct MarkMessages
{
    SessionId session;
    Mark mark = Mark::Delivered;
    std::optional<MessageId> message = {};
    std::optional<qint64> upToSeq = {}; // 1 to 2^53 - 1
};

// At most one of the bounds; none means the latest page.
struct GetHistory
{
    SessionId session;
    std::optional<qint64> beforeSeq = {};
    std::optional<qint64> afterSeq = {};
    int limit = 100; // 1 to 100
};

// The first message of a connection that was opened without a token.
struct Authenticate
{
    QByteArray token;
};

struct RefreshToken
{
    QByteArray token;
};

struct Ping
{
};

using ClientMessage = std::variant<JoinSession, LeaveSession, SendMessage, TypingNotice, MarkMessages, GetHistory, Authenticate, RefreshToken, Ping>;

// A client's envelope as far as it could be read: `type` and `requestId` are there for the error reply even when the
// body is refused.
struct ClientEnvelope
{
    QByteArray type;
    QByteArray requestId; // empty: none given
    Result<ClientMessage> body;
};

} // namespace conversa
