// SPDX-License-Identifier: Apache-2.0
#include "cluster/cluster.h"

#include "core/log.h"
#include "loop/epolldispatcher.h"

#include <algorithm>

namespace conversa {

namespace {

constexpr int watchMs = 250;

bool isAmong(const std::vector<ClusterNode> &nodes, const ClusterNode &node)
{
    return std::any_of(nodes.begin(), nodes.end(),
                       [&](const ClusterNode &each) { return each.incarnation == node.incarnation; });
}

void logNode(const char *event, const ClusterNode &node)
{
    logEvent(logCluster(), event, {{"node", node.id}, {"incarnation", node.incarnation.toByteArray()}});
}

} // namespace

Cluster::Cluster(ClusterSettings settings, ClusterSources sources, Clock clock, QObject *parent)
    : QObject(parent)
    , m_settings(std::move(settings))
    , m_clock(std::move(clock))
    , m_store(m_settings.address)
    , m_totals(m_clock, [this](const QByteArray &tenant) {
        QMetaObject::invokeMethod(m_keeper.get(), [this, tenant] { m_keeper->readTotals(tenant); }, Qt::QueuedConnection);
    })
    , m_keeper(std::make_unique<LeaseKeeper>(
          m_store, ClusterNode{m_settings.nodeId, Uuid::random(), m_settings.version, m_clock.wallMs(), "off"},
          m_settings.leaseMs, std::move(sources)))
    , m_watch(this)
    , m_self(m_keeper->self())
    , m_name(m_self.id)
{
    m_thread.setObjectName(QStringLiteral("cluster"));
    m_thread.setEventDispatcher(new EpollDispatcher);
    m_keeper->moveToThread(&m_thread);
    connect(m_keeper.get(), &LeaseKeeper::beaten, this, &Cluster::onBeaten);
    connect(m_keeper.get(), &LeaseKeeper::missed, this, &Cluster::onMissed);
    connect(m_keeper.get(), &LeaseKeeper::noticed, this, &Cluster::noticed);
    connect(m_keeper.get(), &LeaseKeeper::notified, this, &Cluster::notified);
    connect(m_keeper.get(), &LeaseKeeper::totalsRead, this,
            [this](const QByteArray &tenant, const std::optional<ClusterTotals> &totals) { m_totals.put(tenant, totals); });
    connect(&m_watch, &QTimer::timeout, this, &Cluster::onWatch);
}

Cluster::~Cluster()
{
    stop();
}

void Cluster::start()
{
    m_beatenMs = m_clock.monotonicMs();
    m_thread.start();
    m_watch.start(watchMs);
    QMetaObject::invokeMethod(m_keeper.get(), &LeaseKeeper::start, Qt::QueuedConnection);
}

void Cluster::stop()
{
    if (!m_thread.isRunning())
        return;
    m_watch.stop();
    QMetaObject::invokeMethod(m_keeper.get(), [this] {
        m_keeper->stop();
        m_thread.quit();
    }, Qt::QueuedConnection);
    // A database that does not answer must not hold up the end of the server.
    if (!m_thread.wait(m_settings.leaseMs / 3)) {
        m_store.interrupt();
        m_thread.wait();
    }
    m_totals.giveUp();
}

void Cluster::totals(const QByteArray &tenant, TotalsCache::Then then)
{
    if (m_hasPeers && m_leased)
        m_totals.ask(tenant, std::move(then));
    else
        then(std::nullopt);
}

void Cluster::notify(const QByteArrayList &notices)
{
    QMetaObject::invokeMethod(m_keeper.get(), [this, notices] { m_keeper->notify(notices); }, Qt::QueuedConnection);
}

void Cluster::sweepNow()
{
    QMetaObject::invokeMethod(m_keeper.get(), &LeaseKeeper::sweepNow, Qt::QueuedConnection);
}

void Cluster::sweepInboxes()
{
    QMetaObject::invokeMethod(m_keeper.get(), &LeaseKeeper::sweepInboxesNext, Qt::QueuedConnection);
}

QByteArray Cluster::name() const
{
    const std::lock_guard lock(m_nameMutex);
    return m_name;
}

void Cluster::onBeaten(const ClusterView &view)
{
    m_beatenMs = m_clock.monotonicMs();
    m_self = view.self;
    {
        const std::lock_guard lock(m_nameMutex);
        m_name = m_self.id;
    }
    if (!m_leased.exchange(true)) {
        m_settledMs = m_beatenMs + m_settings.leaseMs;
        logNode("lease_taken", m_self);
        Q_EMIT leaseTaken();
    }
    std::vector<ClusterNode> lost;
    const std::vector<ClusterNode> before = std::exchange(m_peers, view.peers);
    for (const ClusterNode &node : before) {
        if (!isAmong(m_peers, node))
            (m_beatenMs < m_settledMs ? m_peers : lost).push_back(node);
    }
    m_hasPeers = !m_peers.empty();
    for (const ClusterNode &node : lost) {
        logNode("node_lost", node);
        Q_EMIT nodeLost(node);
    }
    for (const ClusterNode &node : m_peers) {
        if (isAmong(before, node))
            continue;
        logNode("node_came", node);
        Q_EMIT nodeCame(node);
    }
    Q_EMIT peersChanged();
}

void Cluster::onMissed(bool leaseOver)
{
    if (leaseOver)
        loseLease();
}

void Cluster::onWatch()
{
    m_totals.expire();
    if (m_clock.monotonicMs() - m_beatenMs < m_settings.leaseMs)
        return;
    // A frozen database fires no timeout of its own.
    m_store.interrupt();
    m_beatenMs = m_clock.monotonicMs();
    loseLease();
}

void Cluster::loseLease()
{
    if (!m_leased.exchange(false))
        return;
    logNode("lease_lost", m_self);
    Q_EMIT leaseLost();
}

} // namespace conversa
