// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "auth/principal.h"
#include "chat/inboxqueue.h"
#include "chat/toldrows.h"
#include "core/clock.h"
#include "core/limits.h"
#include "hub/hub.h"
#include "store/storage.h"

#include <QHash>
#include <QObject>
#include <QTimer>

#include <atomic>
#include <mutex>
#include <vector>

namespace conversa {

// Tells agents of sessions as they open and change, without a join: session_opened at once, further changes of a session
// gathered to one a second. The other servers are told which sessions changed here, gathered likewise, and tell what changed
// there. Without other servers a tenant without agents costs one look at a number. Lives in the main thread; owned by the
// composition root.
class InboxFeed : public QObject
{
    Q_OBJECT

public:
    // A tenant with more connections of its agents here than limits.inboxConnections is told nothing: 500 sessions a second
    // for each of them would stand in the way of the messages.
    InboxFeed(Storage &storage, Hub &hub, Clock clock, const Limits &limits, QObject *parent = nullptr);

    // Any thread: a connection came or went; contacts do not count.
    void enter(const Principal &principal);
    void leave(const Principal &principal);
    // Any thread: a session is not what it was; `opened`: it was not there before.
    void note(const SessionKey &key, bool opened = false);
    // Any thread: the same, at another server.
    void hear(const ChangedSessions &change);
    void hear(const SessionKey &key, bool opened);
    // Any thread: for how many milliseconds agents of a tenant have been here, by tenant.
    QHash<QByteArray, qint64> watched();

private:
    struct Agents
    {
        int connections = 0;
        QHash<UserId, int> users;
        qint64 sinceMs = 0; // monotonic
    };
    struct Noted
    {
        ChangedSessions sessions;
        std::vector<UserId> readers;
    };

    void count(const Principal &principal, int change);
    bool isWatched(const Agents &agents) const { return agents.connections > 0 && agents.connections <= m_limits.inboxConnections; }
    bool isWatched(const QByteArray &tenant) const;
    void wake();
    void schedule();
    void flush();
    std::vector<Noted> takeForAgents();
    void tell(MessageStore &store, const Noted &noted);

    Storage &m_storage;
    Hub &m_hub;
    const Clock m_clock;
    const Limits &m_limits;
    QTimer m_timer;
    qint64 m_flushedMs = 0; // monotonic
    ToldRows m_told;
    std::atomic<int> m_watched = 0; // tenants
    std::mutex m_mutex; // guards the rest
    QHash<QByteArray, Agents> m_agents; // by tenant
    InboxQueue m_forAgents; // of tenants with agents here
    InboxQueue m_forPeers; // what changed here
    bool m_woken = false;
};

// A session as `reader` sees it in an inbox.
InboxRow inboxRow(const InboxSession &session, UserId reader);

} // namespace conversa
