// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "store/clusterstore.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <optional>
#include <vector>

namespace conversa {

// Who is here, as the other servers are told.
struct NodePresence
{
    QHash<QByteArray, qint64> clients; // WebSocket connections by tenant
    QSet<SessionKey> sessions;         // with at least one joined connection
};

// What the keeper asks of the rest of the server; called in the cluster's thread.
struct ClusterSources
{
    std::function<NodePresence()> presence;
    std::function<QByteArray()> bus;                      // state of the message bus
    std::function<std::vector<SessionHead>()> heads;      // how each session with members here is known to be
    std::function<void(const std::vector<SessionHead> &)> onAhead; // these are further, or closed or reopened, the store says
    std::function<QHash<QByteArray, qint64>()> watched;   // for how many ms agents of a tenant have been here
    std::function<void(const std::vector<ChangedSession> &)> onChanged; // they may not have heard of these
};

// What one beat found.
struct ClusterView
{
    ClusterNode self;
    std::vector<ClusterNode> peers;
};

// Holds this server's lease at the database, three beats a lease: tells the others who is here, learns who they are, and
// looks for messages whose notice was lost. With nobody beside it, it writes its lease and nothing else. Lives in the
// cluster's thread, where it may block; owned by Cluster.
class LeaseKeeper : public QObject
{
    Q_OBJECT

public:
    LeaseKeeper(ClusterStore &store, ClusterNode self, qint64 leaseMs, ClusterSources sources);

    const ClusterNode &self() const { return m_self; }

    void start();
    // Gives the lease back, so that the others need not wait for its end.
    void stop();
    void readTotals(const QByteArray &tenant);
    void notify(const QByteArrayList &notices);
    // Looks for messages whose notice was lost with the next beat, which is now.
    void sweepNow();
    // Looks with the next beat for what inboxes may have missed.
    void sweepInboxesNext();

Q_SIGNALS:
    void beaten(const conversa::ClusterView &view);
    // The beat came to nothing; `leaseOver`: the lease was over or somebody else's.
    void missed(bool leaseOver);
    void totalsRead(const QByteArray &tenant, const std::optional<conversa::ClusterTotals> &totals);
    void noticed(const QByteArray &notice);
    void notified(); // a notify() is done

private:
    void onBeat();
    Result<ClusterView> beat();
    Result<void> ensureOpen();
    Result<bool> hold();
    Result<void> tell(bool hasPeers);
    Result<void> sweep(bool hasPeers);
    Result<void> sweepHeads();
    Result<void> sweepInboxes();

    ClusterStore &m_store;
    ClusterNode m_self;
    const qint64 m_leaseMs;
    const ClusterSources m_sources;
    QTimer m_timer;
    bool m_held = false;
    bool m_leaseOver = false;
    bool m_mustSweep = false;
    bool m_mustSweepInboxes = false;
    int m_beats = 0;
    std::optional<NodePresence> m_told;
};

} // namespace conversa
