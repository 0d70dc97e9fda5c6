// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ids.h"
#include "hub/sharded.h"
#include "protocol/servermessages.h"

#include <optional>
#include <vector>

namespace conversa {

// What this node knows of a session without asking the store.
struct KnownSession
{
    ContactId contact;
    bool closed = false;
    qint64 head = 0; // the highest seq known to be stored
    std::vector<Watermark> watermarks = {}; // up to maxWatermarks
};

struct LiveSession
{
    SessionKey key;
    qint64 head = 0;
    bool closed = false;
};

// Which network threads have members of a session, and what is known of it while they do. Shared by all threads.
class Registry
{
public:
    static constexpr int maxThreads = 64;
    static constexpr size_t maxWatermarks = 100;

    // `thread` will receive the session's deliveries from now on. Returns what is known at that very moment: every later
    // message is routed to the thread.
    std::optional<KnownSession> enter(const SessionKey &key, int thread);
    // `thread` has no members left. What is known is forgotten with the last thread.
    void leave(const SessionKey &key, int thread);
    // The store's word on a session; kept when a thread has it. Returns it with what has become known meanwhile.
    KnownSession learn(const SessionKey &key, const KnownSession &known);
    // A message was stored: raises the head, sets the contact where none was known, returns the threads to tell as a bit
    // mask.
    quint64 route(const SessionKey &key, qint64 seq, ContactId contact);
    // A user's watermark has moved, up to 0 where it has not: raises it, returns the threads to tell.
    quint64 raise(const SessionKey &key, const Watermark &watermark);
    // The session was closed or reopened, at that time by the store's clock: returns the threads to tell, none where it is
    // known, or something as late was told before.
    quint64 change(const SessionKey &key, bool isClosed, qint64 changedUs);
    quint64 threads(const SessionKey &key);
    // What is known of the session here; nothing where nobody has joined it.
    std::optional<KnownSession> find(const SessionKey &key);
    // Every session that has threads and is known.
    std::vector<LiveSession> liveSessions() const;
    // How many have threads.
    qint64 size() const;

private:
    struct Entry
    {
        quint64 threads = 0;
        bool learned = false;
        qint64 changedUs = 0; // of the last change that was told
        KnownSession known; // until it is learned only its watermarks count, and what was told of its closing
    };
    static void raise(KnownSession &known, const Watermark &watermark);

    Sharded<SessionKey, Entry> m_sessions;
};

} // namespace conversa
