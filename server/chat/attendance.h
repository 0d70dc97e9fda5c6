// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "chat/presencetable.h"
#include "chat/typingtable.h"
#include "core/clock.h"
#include "hub/hub.h"

#include <functional>

namespace conversa {

// Presence and typing as the members of a session hear of them: decides with the two tables, tells through the hub, and
// ends what nobody renewed. One lives in each network thread over the tables all share.
class Attendance
{
public:
    // Runs a task in this thread after a delay in milliseconds.
    using Later = std::function<void(qint64 delayMs, Task task)>;

    // `peers`: who is told too; nullptr: nobody.
    Attendance(PresenceTable &presence, TypingTable &typing, Hub &hub, Peers *peers, const Limits &limits, Clock clock, Later later);

    void arrive(const SessionKey &key, const UserInfo &user);
    void depart(const SessionKey &key, UserId user);
    void type(const SessionKey &key, const UserTyping &notice);
    // What a user at another server does.
    void hearTyping(const SessionKey &key, const UserTyping &notice);
    // The members hear that a user is in the session, or no more.
    void announce(const SessionKey &key, const UserInfo &user, bool joined);
    void stopTyping(const SessionKey &key, UserId user);
    // Fills in users, user_count and typing.
    void describe(const SessionKey &key, SessionJoined &joined);

private:
    void expirePresence(const SessionKey &key, UserId user);
    void watchTyping(const SessionKey &key, UserId user, qint64 changedMs, qint64 delayMs);
    void tellHere(const SessionKey &key, const UserTyping &notice);
    void tell(const SessionKey &key, const UserTyping &notice);

    PresenceTable &m_presence;
    TypingTable &m_typing;
    Hub &m_hub;
    Peers *m_peers;
    const Limits &m_limits;
    Clock m_clock;
    Later m_later;
};

} // namespace conversa
