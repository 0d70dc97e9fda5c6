// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/chatclient.h"

#include <QHash>

#include <vector>

namespace conversa::test {

// A ChatClient that keeps what was confirmed to it and what it was handed, a million messages if need be. Lives in the
// test's thread.
class Attendee
{
public:
    struct Place
    {
        SessionId session;
        qint64 seq = 0;
        MessageId id;
    };
    // What it was handed of a session.
    struct Heard
    {
        std::vector<MessageId> ids; // ids[n] is of seq n + 1
        qint64 swapped = 0; // not behind the one before
        qint64 doubled = 0; // of a seq that was there before
    };

    Attendee(quint16 port, const QByteArray &token);

    // Connects and joins, from the session's start; false at the deadline.
    bool enter(SessionId session);
    // A text that nobody else says.
    void say(SessionId session, const QByteArray &text);

    ChatClient &client() { return m_client; }
    const QHash<SessionId, Heard> &heard() const { return m_heard; }
    qint64 heardOf(SessionId session) const;
    const std::vector<Place> &confirmed() const { return m_confirmed; }
    // Sends that were given up, and messages that the server said it would not bring.
    int failures() const { return m_failures; }
    int connections() const { return m_connections; }

private:
    void onMessage(const ReceivedMessage &message);

    ChatClient m_client;
    QHash<SessionId, Heard> m_heard;
    std::vector<Place> m_confirmed;
    int m_joined = 0;
    int m_connections = 0;
    int m_failures = 0;
};

} // namespace conversa::test
