// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "hub/peers.h"
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
    qint64 takenUs = 0;   // as in MessageDelivery
};

// Spreads events over the network threads that have members of a session: one post a thread and batch, nothing to the
// others. What happened on this server is told to its peers too, after its own members. Thread-safe; owned by the
// composition root.
class Hub
{
public:
    Hub(Registry &registry, std::vector<ThreadPort *> ports, Clock clock);

    // Before any thread uses the hub.
    void setPeers(Peers &peers) { m_peers = &peers; }

    // Messages of one session must come in seq order from one thread at a time.
    void deliver(std::span<Outgoing> batch);
    // Messages that other servers have stored, in the order in which they were heard of.
    void receive(std::span<const std::shared_ptr<const ChatMessage>> messages);
    // A watermark that was moved at another server. `isTold`: the members hear of it.
    void receive(const Marked &marked, bool isTold) { raise(marked, isTold, {}); }
    void broadcast(const SessionKey &key, UserId exceptUser, BroadcastPtr event);
    // A user's watermark has moved. `isTold`: the members hear of it, but `except`.
    void moved(const Marked &marked, bool isTold, ConnectionId except);
    void notice(const SessionKey &key, qint64 head, ContactId contact);
    // The same of messages that were stored by this server.
    void noticeOwn(const SessionKey &key, qint64 head, ContactId contact);
    // Members hear of the latest alone: what was heard already, or comes after something later, is dropped.
    void closed(const Closed &closed);
    // The same, where it happened at another server.
    void receive(const Closed &closed);

    // To the agents here.
    void tell(const InboxDelivery &delivery);
    // Whether other servers may want to hear of what changed() tells.
    bool hasPeers() const { return m_peers && m_peers->areThere(); }
    // To the servers of other agents.
    void changed(const ChangedSessions &change);
    void watch(const QByteArray &tenant, bool isWatched);

private:
    using Posts = std::vector<std::vector<Post>>; // by thread

    static void add(Posts &posts, quint64 threads, const MessageDelivery &delivery);
    void send(Posts posts);
    void raise(const Marked &marked, bool isTold, ConnectionId except);
    void toEach(quint64 threads, const Post &post);

    Registry &m_registry;
    std::vector<ThreadPort *> m_ports;
    Clock m_clock;
    Peers *m_peers = nullptr;
};

} // namespace conversa
