// SPDX-License-Identifier: Apache-2.0
#include "cluster/leasekeeper.h"

#include "core/nodeid.h"

#include <QSqlDriver>

#include <algorithm>
#include <span>

namespace conversa {

namespace {

constexpr int beatsALease = 3;
constexpr int beatsASweep = 2;
constexpr int beatsAnOldNode = 30;
constexpr size_t headsAQuery = 5'000;
constexpr qint64 mostMissedMs = 30'000; // what is older was told, or is found in the inbox
constexpr int mostChanged = 1'000; // sessions

} // namespace

LeaseKeeper::LeaseKeeper(ClusterStore &store, ClusterNode self, qint64 leaseMs, ClusterSources sources)
    : m_store(store)
    , m_self(std::move(self))
    , m_leaseMs(leaseMs)
    , m_sources(std::move(sources))
    , m_timer(this)
{
    m_timer.setInterval(int(m_leaseMs / beatsALease));
    connect(&m_timer, &QTimer::timeout, this, &LeaseKeeper::onBeat);
}

void LeaseKeeper::start()
{
    m_timer.start();
    onBeat();
}

void LeaseKeeper::stop()
{
    m_timer.stop();
    if (m_store.isOpen() && m_told)
        (void)m_store.clear(m_self.id);
    if (m_store.isOpen() && m_held)
        (void)m_store.giveUpLease(m_self);
    m_store.close();
}

void LeaseKeeper::onBeat()
{
    const auto view = beat();
    if (view) {
        Q_EMIT beaten(*view);
        return;
    }
    // The next beat begins anew, with a new connection.
    m_store.close();
    Q_EMIT missed(std::exchange(m_leaseOver, false));
}

Result<ClusterView> LeaseKeeper::beat()
{
    ++m_beats;
    if (const auto open = ensureOpen(); !open)
        return open.error();
    const auto held = hold();
    if (!held)
        return held.error();
    auto nodes = m_store.nodes();
    if (!nodes)
        return nodes.error();
    std::erase_if(*nodes, [this](const ClusterNode &node) { return node.id == m_self.id; });
    const bool hasPeers = !nodes->empty();
    for (const auto &done : {tell(hasPeers), sweep(hasPeers)}) {
        if (!done)
            return done.error();
    }
    if (m_beats % beatsAnOldNode == 1) {
        if (const auto dropped = m_store.dropDeadNodes(m_leaseMs); !dropped)
            return dropped.error();
    }
    return ClusterView{m_self, *std::move(nodes)};
}

Result<void> LeaseKeeper::ensureOpen()
{
    if (m_store.isOpen())
        return {};
    m_store.close();
    if (const auto opened = m_store.open(); !opened)
        return opened;
    if (const auto listening = m_store.listen(); !listening)
        return listening;
    connect(m_store.driver(), &QSqlDriver::notification, this,
            [this](const QString &, QSqlDriver::NotificationSource source, const QVariant &payload) {
                if (source == QSqlDriver::OtherSource)
                    Q_EMIT noticed(payload.toString().toUtf8());
            });
    m_mustSweep = true; // notices may have come meanwhile
    return {};
}

Result<bool> LeaseKeeper::hold()
{
    m_self.bus = m_sources.bus();
    if (m_held) {
        const auto renewed = m_store.renewLease(m_self, m_leaseMs);
        if (!renewed || *renewed)
            return renewed;
        // The others may have been told that it is gone; what they were told of it before is void.
        m_held = false;
        m_leaseOver = true;
        m_told.reset();
        return Error{ErrorCode::Unavailable, "The lease of this server is over."};
    }
    auto taken = m_store.takeLease(m_self, m_leaseMs);
    if (taken && !*taken) {
        m_self.id = freshNodeId(m_self.id);
        taken = m_store.takeLease(m_self, m_leaseMs);
    }
    if (taken && !*taken)
        return Error{ErrorCode::Conflict, "Another server has the id of this one."};
    if (taken) {
        m_held = true;
        m_mustSweep = true;
    }
    return taken;
}

Result<void> LeaseKeeper::tell(bool hasPeers)
{
    if (!hasPeers) {
        // What stands there is nobody's business now, and is told anew to the next one.
        if (!m_told)
            return {};
        m_told.reset();
        return m_store.clear(m_self.id);
    }
    const NodePresence now = m_sources.presence();
    if (!m_told) {
        if (const auto cleared = m_store.clear(m_self.id); !cleared)
            return cleared;
    }
    const NodePresence before = m_told.value_or(NodePresence{});
    m_told.reset(); // unless all of it was told
    if (now.clients != before.clients) {
        // Who has no clients left is not among them, and would be counted with the last ones for ever.
        auto clients = now.clients;
        for (auto gone = before.clients.cbegin(); gone != before.clients.cend(); ++gone) {
            if (!clients.contains(gone.key()))
                clients.insert(gone.key(), 0);
        }
        if (const auto put = m_store.putClients(m_self.id, clients); !put)
            return put;
    }
    if (const auto added = m_store.addSessions(m_self.id, QSet(now.sessions).subtract(before.sessions)); !added)
        return added;
    if (const auto removed = m_store.removeSessions(m_self.id, QSet(before.sessions).subtract(now.sessions)); !removed)
        return removed;
    m_told = now;
    return {};
}

Result<void> LeaseKeeper::sweep(bool hasPeers)
{
    if (m_mustSweep || (hasPeers && m_beats % beatsASweep == 0)) {
        if (const auto swept = sweepHeads(); !swept)
            return swept;
    }
    // An inbox has no gap that would show in time, so it is looked at where something may have been missed.
    if (m_mustSweep || (hasPeers && m_mustSweepInboxes)) {
        if (const auto swept = sweepInboxes(); !swept)
            return swept;
        m_mustSweepInboxes = false;
    }
    m_mustSweep = false;
    return {};
}

Result<void> LeaseKeeper::sweepHeads()
{
    const std::vector<SessionHead> known = m_sources.heads();
    for (std::span<const SessionHead> rest(known); !rest.empty();) {
        const auto part = rest.first(std::min(rest.size(), headsAQuery));
        rest = rest.subspan(part.size());
        const auto ahead = m_store.sessionsAhead(part);
        if (!ahead)
            return ahead.error();
        if (!ahead->empty())
            m_sources.onAhead(*ahead);
    }
    return {};
}

Result<void> LeaseKeeper::sweepInboxes()
{
    QHash<QByteArray, qint64> ageMs = m_sources.watched();
    if (ageMs.isEmpty())
        return {};
    for (qint64 &each : ageMs)
        each = std::min(each, mostMissedMs);
    const auto changed = m_store.changedSessions(ageMs, mostChanged);
    if (!changed)
        return changed.error();
    if (!changed->empty())
        m_sources.onChanged(*changed);
    return {};
}

void LeaseKeeper::readTotals(const QByteArray &tenant)
{
    const auto totals = m_store.isOpen() ? m_store.totals(tenant) : Error{ErrorCode::Unavailable, {}};
    Q_EMIT totalsRead(tenant, totals ? std::optional(*totals) : std::nullopt);
}

void LeaseKeeper::notify(const QByteArrayList &notices)
{
    // One that does not get through is found by the sweep.
    if (!m_store.isOpen() || !m_store.notify(notices))
        m_mustSweep = true;
    Q_EMIT notified();
}

void LeaseKeeper::sweepInboxesNext()
{
    m_mustSweepInboxes = true;
}

void LeaseKeeper::sweepNow()
{
    m_mustSweep = true;
    onBeat();
}

} // namespace conversa
