// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cluster/leasekeeper.h"
#include "cluster/totalscache.h"
#include "core/clock.h"
#include "store/clusterstore.h"

#include <QObject>
#include <QThread>
#include <QTimer>

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>

namespace conversa {

struct ClusterSettings
{
    PostgresAddress address;
    QByteArray nodeId; // see isNodeId()
    QByteArray version;
    qint64 leaseMs = 3'000; // 300 or more
};

// The servers at one database, seen from this one: holds its lease, knows the others, tells who came and who is gone. A
// database that does not answer makes nobody gone. Lives in the main thread; its work on the database has a thread of its
// own.
class Cluster : public QObject
{
    Q_OBJECT

public:
    Cluster(ClusterSettings settings, ClusterSources sources, Clock clock, QObject *parent = nullptr);
    ~Cluster() override; // stops

    void start();
    // Gives the lease back and ends the thread.
    void stop();

    // This server as the others see it; its id changes when somebody else has it already.
    const ClusterNode &self() const { return m_self; }
    QByteArray name() const; // its id; any thread
    qint64 leaseMs() const { return m_settings.leaseMs; }
    bool isLeased() const { return m_leased; }
    const std::vector<ClusterNode> &peers() const { return m_peers; }

    // The figures of all servers together; nothing when this one is alone or the database does not say. Any thread; `then`
    // may come in any other.
    void totals(const QByteArray &tenant, TotalsCache::Then then);
    // Sends `notices` to the other servers by way of the database, and then says notified(), sent or not; any thread.
    void notify(const QByteArrayList &notices);
    // Looks now for messages whose notice was lost; any thread.
    void sweepNow();
    // The same of what inboxes may have missed, soon; any thread.
    void sweepInboxes();

Q_SIGNALS:
    void leaseTaken();
    void leaseLost();
    void nodeCame(const conversa::ClusterNode &node);
    void nodeLost(const conversa::ClusterNode &node);
    // The state of a peer's bus, or of its clients, is another.
    void peersChanged();
    void noticed(const QByteArray &notice);
    void notified();

private:
    void onBeaten(const ClusterView &view);
    void onMissed(bool leaseOver);
    void onWatch();
    void loseLease();

    const ClusterSettings m_settings;
    const Clock m_clock;
    ClusterStore m_store;
    TotalsCache m_totals;
    const std::unique_ptr<LeaseKeeper> m_keeper; // lives in m_thread
    QThread m_thread;
    QTimer m_watch;
    ClusterNode m_self;
    mutable std::mutex m_nameMutex;
    QByteArray m_name; // of m_self
    std::vector<ClusterNode> m_peers;
    std::atomic<bool> m_hasPeers = false;
    std::atomic<bool> m_leased = false;
    qint64 m_beatenMs = 0; // monotonic
    qint64 m_settledMs = 0; // until then peers may not have their leases again; monotonic
};

} // namespace conversa
