// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/error.h"
#include "core/ids.h"
#include "protocol/message.h"

#include <QByteArray>
#include <QByteArrayView>

#include <optional>
#include <vector>

namespace conversa {

// What every server envelope carries beside type and payload.
struct EnvelopeInfo
{
    qint64 timestampMs = 0;
    Uuid id; // the envelope's own `message_id`
    QByteArrayView requestId = {}; // echoed where the envelope is a direct reply
};

struct UserInfo
{
    UserId user;
    QByteArray name; // plain UTF-8
    Role role = Role::Contact;
};

// How far one user has got in a session; 0: not at all. `read` is never above `delivered`.
struct Watermark
{
    UserId user;
    Role role = Role::Contact;
    qint64 delivered = 0;
    qint64 read = 0;

    bool operator==(const Watermark &) const = default;
};

// The furthest watermarks of each side of a chat, which decide over the status of the other side's messages.
struct SideMarks
{
    Watermark contact;
    Watermark business;

    MessageStatus statusOf(const ChatMessage &message) const;
};

struct SessionJoined
{
    SessionId session;
    qint64 lastSeq = 0;
    Epoch epoch;
    bool recovered = false;
    std::optional<qint64> missed = {}; // absent: not known
    std::vector<UserInfo> users = {}; // up to 100
    qint64 userCount = 0;
    std::vector<UserId> typing = {};
    std::vector<Watermark> watermarks = {}; // up to 100
};

// A user's watermark has moved: the message it stands at now.
struct Receipt
{
    SessionId session;
    MessageId message;
    UserId user;
    qint64 upToSeq = 0;
    qint64 atMs = 0; // Unix time
};

struct UserTyping
{
    SessionId session;
    ContactId contact;
    UserInfo user;
    bool isTyping = false;
};

struct HistoryPage
{
    SessionId session;
    std::vector<ChatMessage> messages; // ascending by seq
    bool hasMore = false;
    SideMarks marks = {};
};

// The beginning of a session's last message, for an inbox.
struct LastMessage
{
    MessageId id;
    qint64 seq = 0;
    QByteArray text = {}; // plain UTF-8, up to 200 characters
    bool fromBusiness = false;
    std::optional<UserId> agent = {};
    qint64 timestampMs = 0; // Unix time

    bool operator==(const LastMessage &) const = default;
};

// One session as an agent's inbox shows it.
struct InboxRow
{
    SessionId session;
    bool closed = false;
    std::optional<ContactId> contact = {};
    QByteArray contactName = {}; // plain UTF-8; empty: not known
    std::optional<LastMessage> last = {};
    qint64 unread = 0; // the contact's messages the agent has not read, among the latest 100
    std::optional<qint64> waitingSinceMs = {}; // Unix time of the contact's first unanswered message
    qint64 createdMs = 0;
    qint64 changedMs = 0;

    bool operator==(const InboxRow &) const = default;
};

// The beginning of a message as an inbox shows it.
LastMessage lastMessageOf(const ChatMessage &message);

// Bytes at most that a message takes in a replay or a history, escaped, with all that stands around its text.
qint64 wireSize(const ChatMessage &message);

// Each function appends one envelope, complete JSON text, to `out` and allocates nothing else. Text and names are
// escaped for the given audience in exactly one place. `reader` is the user a replay or history is for: only that
// user's own client_message_id is shown.
void encodeConnected(QByteArray &out, const EnvelopeInfo &envelope, ConnectionId client, UserId user);
void encodeMessageSent(QByteArray &out, const EnvelopeInfo &envelope, const ChatMessage &message, Audience audience);
void encodeNewMessage(QByteArray &out, const EnvelopeInfo &envelope, const ChatMessage &message, Audience audience);
void encodeReplayedMessage(
    QByteArray &out, const EnvelopeInfo &envelope, const ChatMessage &message, Audience audience, UserId reader);
void encodeHistory(
    QByteArray &out, const EnvelopeInfo &envelope, const HistoryPage &page, Audience audience, UserId reader);
void encodeSessionJoined(QByteArray &out, const EnvelopeInfo &envelope, const SessionJoined &joined, Audience audience);
void encodeSessionLeft(QByteArray &out, const EnvelopeInfo &envelope, SessionId session);
void encodeUserJoined(
    QByteArray &out, const EnvelopeInfo &envelope, SessionId session, const UserInfo &user, Audience audience);
void encodeUserLeft(
    QByteArray &out, const EnvelopeInfo &envelope, SessionId session, const UserInfo &user, Audience audience);
void encodeUserTyping(QByteArray &out, const EnvelopeInfo &envelope, const UserTyping &typing, Audience audience);
// message_delivered, message_read.
void encodeReceipt(QByteArray &out, const EnvelopeInfo &envelope, Mark mark, const Receipt &receipt);
void encodePong(QByteArray &out, const EnvelopeInfo &envelope);
// `expiresMs`: Unix time.
void encodeTokenExpiring(QByteArray &out, const EnvelopeInfo &envelope, qint64 expiresMs);
// The same; nullopt: the new token does not expire.
void encodeTokenRefreshed(QByteArray &out, const EnvelopeInfo &envelope, std::optional<qint64> expiresMs);
// To members of a session, or to all for none; `text` is plain.
void encodeNotice(QByteArray &out, const EnvelopeInfo &envelope, std::optional<SessionId> session, QByteArrayView text, Audience audience);
void encodeServerDraining(QByteArray &out, const EnvelopeInfo &envelope, qint64 retryAfterMs);
// `requestType` is the refused message's type, empty when it could not be read.
void encodeError(
    QByteArray &out, const EnvelopeInfo &envelope, const Error &error, QByteArrayView requestType, Audience audience);

// session_closed, session_reopened.
void encodeSessionClosed(QByteArray &out, const EnvelopeInfo &envelope, SessionId session, bool closed);
// session_opened, session_updated: a row of the inbox of the tenant's agents.
void encodeInboxEvent(QByteArray &out, const EnvelopeInfo &envelope, const InboxRow &row, bool opened, Audience audience);

// A page of the inbox as REST gives it; `cursor`: where the next one begins, empty behind the last.
void encodeInboxBody(QByteArray &out, const std::vector<InboxRow> &rows, const QByteArray &cursor);
void encodeInboxRow(QByteArray &out, const InboxRow &row);
// A stored message as REST gives it.
void encodeMessageBody(QByteArray &out, const ChatMessage &message, const QByteArray &externalId);

// The history page as REST gives it: the bare object, its text HTML-escaped.
void encodeHistoryBody(QByteArray &out, const HistoryPage &page, UserId reader);

} // namespace conversa
