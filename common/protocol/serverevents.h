// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ids.h"
#include "core/result.h"
#include "protocol/servermessages.h"

#include <QByteArray>

#include <optional>
#include <variant>
#include <vector>

namespace conversa {

// What a client hears, one struct a type (docs/protocol.md, "Server to client"), beside those that the server writes
// from as well (servermessages.h). Text is as it stood on the wire: plain where the connection asked for ?text=plain.

// A chat message as the wire tells it: who wrote it is known of agents only.
struct ReceivedMessage
{
    MessageId id;
    SessionId session;
    ContactId contact;
    QByteArray text = {};
    bool fromBusiness = false; // `from_me`
    std::optional<UserId> agent = {};
    qint64 timestampMs = 0; // Unix time of acceptance by the server
    MessageStatus status = MessageStatus::Sent;
    qint64 seq = 0; // 1 or more
    std::optional<MessageId> replyTo = {};
    QByteArray clientMessageId = {}; // empty: not told
    bool replayed = false;

    bool operator==(const ReceivedMessage &) const = default;
};

struct Connected
{
    ConnectionId client;
    UserId user;
};

struct MessageSent
{
    ReceivedMessage message;
};

struct NewMessage
{
    ReceivedMessage message;
};

struct History
{
    SessionId session;
    std::vector<ReceivedMessage> messages; // ascending by seq
    bool hasMore = false;
};

struct SessionLeft
{
    SessionId session;
};

struct SessionClosed
{
    SessionId session;
};

struct SessionReopened
{
    SessionId session;
};

// To agents, of any session of their tenant, joined or not; text and names as in all events.
struct SessionOpened
{
    InboxRow row;
};

struct SessionUpdated
{
    InboxRow row;
};

struct UserJoined
{
    SessionId session;
    UserInfo user;
};

struct UserLeft
{
    SessionId session;
    UserInfo user;
};

struct MessageDelivered
{
    Receipt receipt;
};

struct MessageRead
{
    Receipt receipt;
};

struct TokenExpiring
{
    qint64 expiresAtMs = 0; // Unix time
};

struct TokenRefreshed
{
    std::optional<qint64> expiresAtMs = {}; // Unix time; absent: it does not expire
};

// What an administrator has to say to the members of a session, or to all.
struct Notice
{
    std::optional<SessionId> session = {};
    QByteArray text;
};

struct ServerDraining
{
    qint64 retryAfterMs = 0;
};

// `error.code` is Internal for a code this version does not know; `code` and `retryable` are what the server says.
struct ErrorReply
{
    Error error;
    QByteArray code;
    bool retryable = false;
    QByteArray requestType = {}; // empty: not told
};

struct Pong
{
};

// A type of a later version.
struct UnknownEvent
{
};

using ServerEvent = std::variant<Connected, MessageSent, NewMessage, History, SessionJoined, SessionLeft, SessionClosed,
    SessionReopened, SessionOpened, SessionUpdated, UserJoined, UserLeft, UserTyping, MessageDelivered, MessageRead, TokenExpiring, TokenRefreshed,
    Notice, ServerDraining, ErrorReply, Pong,
    UnknownEvent>;

// A server's envelope as a client needs it.
struct ServerEnvelope
{
    QByteArray type;
    QByteArray requestId; // empty: no direct reply
    ServerEvent event;
};

} // namespace conversa
