// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "auth/principal.h"
#include "core/clock.h"
#include "hub/hub.h"
#include "store/storage.h"

#include <QHash>
#include <QObject>
#include <QTimer>

#include <atomic>
#include <deque>
#include <mutex>
#include <vector>

namespace conversa {

// Tells agents of sessions as they open and change, without a join: session_opened at once, further changes of a session
// gathered to one a second. A tenant without agents here costs one look at a number. Lives in the main thread; owned by the
// composition root.
class InboxFeed : public QObject
{
    Q_OBJECT

public:
    // mostConnections: of a tenant's agents on this server; a tenant with more is told nothing, it would be told too often.
    InboxFeed(Storage &storage, Hub &hub, Clock clock, int mostConnections, QObject *parent = nullptr);

    // Any thread: a connection came or went; contacts do not count.
    void enter(const Principal &principal);
    void leave(const Principal &principal);
    // Any thread: a session is not what it was; `opened`: it was not there before.
    void note(const SessionKey &key, bool opened = false);

private:
    struct Agents
    {
        int connections = 0;
        QHash<UserId, int> users;
    };
    struct Noted
    {
        std::vector<SessionKey> keys;
        QHash<SessionKey, bool> opened;
        std::vector<UserId> readers;
    };

    void count(const Principal &principal, int change);
    bool isWatched(const Agents &agents) const { return agents.connections > 0 && agents.connections <= m_mostConnections; }
    void schedule();
    void flush();
    std::vector<Noted> take();
    void tell(MessageStore &store, const Noted &noted);

    Storage &m_storage;
    Hub &m_hub;
    const Clock m_clock;
    const int m_mostConnections;
    QTimer m_timer;
    qint64 m_flushedMs = 0; // monotonic
    std::atomic<int> m_watched = 0; // tenants
    std::mutex m_mutex; // guards the rest
    QHash<QByteArray, Agents> m_agents; // by tenant
    QHash<SessionKey, bool> m_noted; // true: opened
    std::deque<SessionKey> m_order; // of them, as they were noted
    bool m_woken = false;
};

// A session as `reader` sees it in an inbox.
InboxRow inboxRow(const InboxSession &session, UserId reader);

} // namespace conversa
