// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/chatclient.h"

#include <QHash>
#include <QList>

#include <functional>

namespace conversa::test {

// A ChatClient and everything it said. Lives in the test's thread.
class Person
{
public:
    static constexpr int patienceMs = 30'000;

    // As fast as the server takes it, and with short waits.
    static ChatOptions options(quint16 port, const QByteArray &token);
    explicit Person(ChatOptions options);
    Person(quint16 port, const QByteArray &token)
        : Person(options(port, token))
    {
    }

    // In the session, or false at the deadline.
    bool enter(SessionId session, std::optional<ResumePoint> from = {});
    // Sends a text under its own number, and gives that.
    int say(SessionId session, const QByteArray &text = "text");
    bool hasSeen(LinkStatus::Kind kind, int times = 1) const { return count(kind) >= times; }
    int count(LinkStatus::Kind kind) const;
    const LinkStatus &lastOf(LinkStatus::Kind kind) const;

    ChatClient client;
    QList<LinkStatus> states;
    QList<qint64> stateMs; // monotonic, of each state
    QList<SessionJoined> joined;
    QList<QPair<Error, bool>> joinRefusals;
    QList<MissedMessages> missed;
    QList<ReceivedMessage> messages;
    QList<QByteArray> sent; // client_message_ids in the order of sending
    QHash<QByteArray, QList<ReceivedMessage>> confirmations; // by client_message_id
    QList<Error> failures; // of sends
    QList<UserTyping> typing;
    QList<UserInfo> users; // who joined
    QList<UserInfo> gone;
    QList<Receipt> delivered;
    QList<Receipt> read;
    QList<History> histories;
    QList<Error> historyFailures;
    QList<SessionId> closed;
    QList<SessionId> reopened;
    QList<InboxRow> opened; // of any session of the tenant
    QList<InboxRow> updated;
    QList<qint64> announcedDrains;
    QList<Error> errors;
};

// The event loop runs until it is so; false at the deadline.
bool becomes(const std::function<bool()> &condition, int deadlineMs = Person::patienceMs);

} // namespace conversa::test
