// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "hub/post.h"
#include "hub/registry.h"

#include <span>
#include <vector>

namespace conversa {

// One stored message on its way out, and the reply its sender waits for.
struct Outgoing
{
    ChatMessage message;
    bool deliver = true;  // false: a repeat, or refused; only the reply goes out
    quint32 thread = 0;   // network thread of the sender
    DirectReply reply;    // an empty frame: nobody waits
};

// One watermark that has moved in the store.
struct Marked
{
    SessionKey key;
    Mark mark = Mark::Delivered;
    Role role = Role::Contact; // of the user
    Receipt receipt;
};

// Spreads events over the network threads that have members of a session: one post a thread and batch, nothing to the
// others. Thread-safe; owned by the composition root.
class Hub
{
public:
    Hub(Registry &registry, std::vector<ThreadPort *> ports, Clock clock);

    // Messages of one session must come in seq order from one thread at a time.
    void deliver(std::span<Outgoing> batch);
    void broadcast(const SessionKey &key, UserId exceptUser, BroadcastPtr event);
    // A user's watermark has moved. `isTold`: the members hear of it, but `except`.
    void moved(const Marked &marked, bool isTold, ConnectionId except);
    void notice(const SessionKey &key, qint64 head, ContactId contact);

private:
    void toEach(quint64 threads, const Post &post);

    Registry &m_registry;
    std::vector<ThreadPort *> m_ports;
    Clock m_clock;
};

} // namespace conversa
