// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/limits.h"
#include "hub/sharded.h"
#include "protocol/servermessages.h"

#include <optional>
#include <vector>

namespace conversa {

// Who is typing in which session, and which notices are worth passing on: a repeated `true` at most once in
// typingRepeat, a change at most once in typingChange; it ends by itself after typingExpiry. Thread-safe.
class TypingTable
{
public:
    explicit TypingTable(const Limits &limits);

    struct Noted
    {
        bool pass = false;    // tell the others
        bool changed = false; // call expire() with this moment after typingExpiry
    };
    struct Expiry
    {
        std::optional<UserTyping> ended; // tell the others
        qint64 restMs = 0;               // above 0: renewed meanwhile, ask again after this
    };

    Noted note(const SessionKey &key, const UserTyping &notice, qint64 monotonicMs);
    // What a user at another server does: that one has weighed it, so it is passed on as it is.
    Noted hear(const SessionKey &key, const UserTyping &notice, qint64 monotonicMs);
    // Ends a user's typing; returns the notice to pass on when it was typing.
    std::optional<UserTyping> stop(const SessionKey &key, UserId user);
    // Ends what changed at `changedMs` and was not renewed for typingExpiry.
    Expiry expire(const SessionKey &key, UserId user, qint64 changedMs, qint64 monotonicMs);
    std::vector<UserId> typing(const SessionKey &key);
    // The same as last told.
    std::vector<UserTyping> notices(const SessionKey &key);

private:
    struct Typist
    {
        UserTyping notice;
        qint64 renewedMs = 0;
        qint64 passedMs = 0;
        qint64 changedMs = 0;
    };
    using Session = std::vector<Typist>;
    static Typist *find(Session &session, UserId user);
    Noted change(Session &session, Typist *typist, const UserTyping &notice, qint64 monotonicMs) const;
    std::optional<UserTyping> end(QHash<SessionKey, Session> &table, const SessionKey &key, UserId user) const;

    const Limits &m_limits;
    Sharded<SessionKey, Session> m_sessions;
};

} // namespace conversa
