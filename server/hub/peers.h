// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hub/post.h"

#include <atomic>
#include <memory>
#include <vector>

namespace conversa {

// One watermark that has moved in the store.
struct Marked
{
    SessionKey key;
    Mark mark = Mark::Delivered;
    Role role = Role::Contact; // of the user
    Receipt receipt;
};

// A session was closed or reopened.
struct Closed
{
    SessionKey key;
    bool isClosed = false;
    qint64 changedUs = 0; // when, by the store's clock: of two the greater came later
};

// Sessions of a tenant are not what inboxes show of them.
struct ChangedSessions
{
    QByteArray tenant;
    std::vector<SessionId> opened = {}; // were not there before
    std::vector<SessionId> updated = {};
};

// The other servers, as the threads of this one see them: they are told what happened here beside its own members, and
// nobody waits for that. Thread-safe; owned by the composition root. A server that has no way to others has none.
class Peers
{
public:
    virtual ~Peers() = default;

    // Whether there may be others; while not, nothing needs to be said.
    bool areThere() const { return m_areThere.load(std::memory_order_relaxed); }

    // Messages of one session must come in seq order.
    virtual void stored(std::vector<std::shared_ptr<const ChatMessage>> messages) = 0;
    // Messages of the session are stored up to `head`, which became known late; `contact` null: not known.
    virtual void stored(const SessionKey &key, qint64 head, ContactId contact) = 0;

    virtual void moved(const Marked &marked) = 0;
    virtual void closed(const Closed &closed) = 0;
    virtual void changed(const ChangedSessions &change) = 0;
    virtual void typed(const SessionKey &key, const UserTyping &typing) = 0;
    // A user's first connection in a session came, or it is gone from this server.
    virtual void attended(const SessionKey &key, const UserInfo &user, bool isHere) = 0;

    // Agents of the tenant are connected here, or none are any more.
    virtual void watch(const QByteArray &tenant, bool isWatched) = 0;

    // Network thread `thread` has members of the session, or has none left. Both and await() keep their order.
    virtual void enter(const SessionKey &key, int thread) = 0;
    virtual void leave(const SessionKey &key, int thread) = 0;
    // Calls `then` once, in any thread: when what the others say of the session is heard here, or at the latest after a
    // moment.
    virtual void await(const SessionKey &key, Task then) = 0;

protected:
    std::atomic<bool> m_areThere = false;
};

} // namespace conversa
