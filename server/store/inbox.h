// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ids.h"
#include "protocol/message.h"

#include <QByteArray>
#include <QHash>

#include <optional>
#include <vector>

namespace conversa {

// A session that is made before its first message.
struct NewSession
{
    SessionKey key;
    ContactId contact;
    QByteArray contactName = {}; // empty: not known
};

// A session that was closed, and when by the store's clock.
struct ClosedSession
{
    SessionKey key;
    qint64 changedUs = 0; // microseconds of Unix time
};

// A session as an agent's inbox shows it.
struct InboxSession
{
    SessionKey key;
    ContactId contact = {}; // null: nobody yet
    QByteArray contactName = {};
    qint64 lastSeq = 0;
    bool closed = false;
    qint64 createdUs = 0; // microseconds of Unix time by the store's clock
    qint64 changedUs = 0; // the same: last message, closing or reopening
    std::optional<ChatMessage> last = {}; // its text up to 201 characters
    std::optional<qint64> waitingSinceMs = {}; // Unix time of the contact's first unanswered message
    std::vector<qint64> contactSeqs = {}; // the contact's among the latest 100 messages, ascending
    QHash<UserId, qint64> read = {}; // how far each of those asked for has read; absent: not at all

    // How many of contactSeqs a user has not read.
    qint64 unread(UserId user) const;
};

// A place in the list of sessions.
struct InboxPlace
{
    qint64 changedUs = 0;
    SessionId session;
};

// Before everything there is.
InboxPlace inboxStart();

struct InboxQuery
{
    QByteArray tenant;
    UserId reader;
    bool closed = false; // the closed ones, else the open ones
    InboxPlace before = inboxStart(); // only what stands behind this place
    int limit = 50;
};

// A mark for a message that is known by its external id.
struct ExternalMark
{
    SessionKey key;
    QByteArray externalId;
    UserId user;
    Role role = Role::Contact;
    Mark mark = Mark::Delivered;

    bool operator==(const ExternalMark &) const = default;
};

constexpr int mostParkedMarks = 1'000; // of one session
constexpr qint64 inboxAnswerWindow = 1'000; // latest messages in which an answer to the contact is looked for
constexpr qint64 inboxUnreadWindow = 100; // latest messages among which unread ones are counted
constexpr qsizetype inboxTextLength = 201; // characters of the last message; one more than is shown

} // namespace conversa
