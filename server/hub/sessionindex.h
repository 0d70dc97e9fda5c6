// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "hub/peers.h"
#include "hub/post.h"
#include "hub/registry.h"
#include "hub/sink.h"
#include "protocol/servermessages.h"

#include <QHash>

#include <functional>
#include <optional>
#include <vector>

namespace conversa {

// What the index of a network thread needs from around it; every callback comes back in that thread, later.
struct IndexEnvironment
{
    int thread = 0;
    std::function<qint64()> wallMs;
    // Reads the page of a session's messages after `afterSeq`.
    std::function<void(const SessionKey &key, qint64 afterSeq, std::function<void(Result<HistoryPage>)> then)> readPage;
    // Runs `task` after `delayMs` milliseconds.
    std::function<void(qint64 delayMs, Task task)> later;
    Peers *peers = nullptr; // hear which sessions have members here
};

// One network thread's sessions and who in it is joined to them. A member is live (gets every message as it is stored) or a
// cursor (reads from the store until it has caught up with the live ones). Order and completeness are held here: a message
// is passed on only as the next seq, a repeat is dropped, a gap is read from the store. Touched only in its own thread.
class SessionIndex
{
public:
    SessionIndex(Registry &registry, IndexEnvironment environment);

    // Routes the session to this thread and holds a place for `sink`, which gets nothing yet. Returns what is known of the
    // session without the store.
    std::optional<KnownSession> hold(const SessionKey &key, Sink &sink);
    // Lets a held sink (or a live one, again) have every message after `position`; `head` is the highest seq the caller saw.
    void start(const SessionKey &key, Sink &sink, qint64 position, qint64 head);
    // The store's word on a session that is held here.
    KnownSession learn(const SessionKey &key, const KnownSession &known) { return m_registry.learn(key, known); }
    // Nothing of the session reaches `sink` after this.
    void remove(const SessionKey &key, Sink &sink);

    void deliver(const MessageDelivery &delivery);
    void deliver(const EphemeralDelivery &delivery);
    void deliver(const ReceiptDelivery &delivery);
    void deliver(const HeadNotice &notice);
    // `sink` has room again (see Sink::hasRoom()) and is joined to `key`.
    void onRoom(const SessionKey &key, Sink &sink);

private:
    struct Cursor
    {
        Sink *sink = nullptr;
        qint64 position = 0;
        quint32 read = 0; // number of the read under way; an answer to another one is stale
        bool started = false;
        bool reading = false;
    };
    struct Local
    {
        qint64 head = 0;   // every live member has exactly the messages up to here
        qint64 target = 0; // stored up to here; above head while a gap is being read
        bool filling = false;
        std::vector<Sink *> live;
        std::vector<Cursor> cursors;
        std::vector<std::pair<qint64, ConnectionId>> origins; // senders of messages seen above a gap
    };

    // Calls `pass(sink)` for each member that has its answer to the join.
    template <typename Pass>
    static void forEachMember(const Local &local, Pass &&pass);
    void sendToLive(const Local &local, const BroadcastPtr &event, ConnectionId except);
    void raise(const SessionKey &key, Local &local, qint64 seq);
    void fill(const SessionKey &key, Local &local);
    void onFillPage(const SessionKey &key, const Result<HistoryPage> &page);
    void passFilled(Local &local, const ChatMessage &message);
    void advance(const SessionKey &key, Local &local);
    void readOn(const SessionKey &key, Cursor &cursor);
    void onCursorPage(const SessionKey &key, ConnectionId connection, quint32 read, const Result<HistoryPage> &page);
    static void replay(Cursor &cursor, const std::vector<ChatMessage> &messages, qint64 nowMs);
    Local *find(const SessionKey &key);
    static Cursor *cursorOf(Local &local, ConnectionId connection);

    Registry &m_registry;
    IndexEnvironment m_environment;
    QHash<SessionKey, Local> m_sessions;
};

} // namespace conversa
