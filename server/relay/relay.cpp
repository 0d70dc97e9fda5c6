// SPDX-License-Identifier: Apache-2.0
#include "relay/relay.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace conversa {

namespace {

constexpr auto sweepDelay = std::chrono::milliseconds(20); // sessions come back in crowds, and one look is enough for all

} // namespace

Relay::Relay(Environment environment, QObject *parent)
    : QObject(parent)
    , m_bus(environment.bus)
    , m_cluster(environment.cluster)
    , m_hub(environment.hub)
    , m_inboxes(environment.inboxes)
    , m_presence(environment.presence)
    , m_feed([this](const BusEvent &event) { publish(event); })
    , m_links(m_bus, environment.clock)
    , m_users(m_bus, m_links, m_cluster, m_presence, environment.typing, m_hub, environment.limits, environment.clock)
    , m_notices(m_cluster)
{
    m_areThere = m_bus.status().state() != BusState::Off;
    m_sweeping.setSingleShot(true);
    m_sweeping.setInterval(sweepDelay);
    connect(&m_sweeping, &QTimer::timeout, &m_cluster, &Cluster::sweepNow);
    connect(&m_bus, &Bus::received, this, &Relay::onReceived);
    connect(&m_bus, &Bus::stateChanged, this, &Relay::onStateChanged);
    connect(&m_bus, &Bus::doubted, this, &Relay::tellByDatabase);
    connect(&m_bus, &Bus::joinedInbox, &m_cluster, &Cluster::sweepInboxes);
    connect(&m_links, &SessionLinks::missed, this, &Relay::sweepSoon);
    connect(&m_cluster, &Cluster::peersChanged, this, &Relay::onPeersChanged);
    connect(&m_cluster, &Cluster::leaseLost, this, &Relay::sweepSoon);
    connect(&m_notices, &Notices::calledUp, this, &Relay::sweepSoon);
    connect(&m_notices, &Notices::heard, this,
            [this](const BusEvent &notice) { std::visit([this](const auto &event) { hear({}, event); }, notice); });
}

void Relay::finish()
{
    m_feed.drain();
    m_bus.finish();
}

void Relay::stored(std::vector<std::shared_ptr<const ChatMessage>> messages)
{
    std::vector<BusEvent> events;
    events.reserve(messages.size());
    for (auto &message : messages)
        events.emplace_back(StoredMessage{std::move(message)});
    m_feed.post(std::move(events));
}

void Relay::stored(const SessionKey &key, qint64 head, ContactId contact)
{
    m_feed.post(StoredHead{key, head, contact});
}

void Relay::moved(const Marked &marked)
{
    m_feed.post(MarkChange{marked.key, marked.mark, marked.role, marked.receipt});
}

void Relay::closed(const Closed &closed)
{
    m_feed.post(ClosedChange{closed.key, closed.isClosed, closed.changedUs});
}

void Relay::changed(const ChangedSessions &change)
{
    m_feed.post(InboxChange{change.tenant, change.opened, change.updated});
}

void Relay::changed(KeyId key)
{
    if (areThere())
        m_feed.post(KeyChange{key});
}

void Relay::send(const NodePiece &piece)
{
    publish(piece);
}

void Relay::typed(const SessionKey &key, const UserTyping &typing)
{
    m_feed.post(TypingChange{key, typing});
}

void Relay::attended(const SessionKey &key, const UserInfo &user, bool isHere)
{
    m_feed.post(PresenceChange{key, user, isHere});
}

void Relay::watch(const QByteArray &tenant, bool isWatched)
{
    m_feed.run([this, tenant, isWatched] { isWatched ? m_bus.joinInbox(tenant) : m_bus.leaveInbox(tenant); });
}

void Relay::enter(const SessionKey &key, int thread)
{
    m_feed.run([this, key, thread] { m_links.enter(key, thread); });
}

void Relay::leave(const SessionKey &key, int thread)
{
    m_feed.run([this, key, thread] { m_links.leave(key, thread); });
}

void Relay::await(const SessionKey &key, Task then)
{
    m_feed.run([this, key, then = std::move(then)] { m_links.await(key, then); });
}

void Relay::publish(const BusEvent &event)
{
    m_bus.publish(event);
    if (m_busesCarry)
        return;
    if (const auto notice = noticeOf(event))
        tellByDatabase(*notice);
}

void Relay::tellByDatabase(const BusEvent &notice)
{
    if (!m_cluster.peers().empty())
        m_notices.tell(notice);
}

void Relay::onReceived(const std::vector<BusEnvelope> &envelopes)
{
    std::vector<std::shared_ptr<const ChatMessage>> messages;
    for (const BusEnvelope &envelope : envelopes) {
        if (const auto *stored = std::get_if<StoredMessage>(&envelope.event)) {
            messages.push_back(stored->message);
            continue;
        }
        m_hub.receive(std::exchange(messages, {}));
        std::visit([&](const auto &event) { hear(envelope.node, event); }, envelope.event);
    }
    m_hub.receive(messages);
}

void Relay::hear(const NodeId &, const StoredHead &head)
{
    m_hub.notice(head.key, head.head, head.contact);
}

void Relay::hear(const NodeId &, const MarkChange &change)
{
    m_hub.receive(Marked{change.key, change.mark, change.role, change.receipt}, !m_presence.isCrowded(change.key));
}

void Relay::hear(const NodeId &, const ClosedChange &change)
{
    m_hub.receive(Closed{change.key, change.closed, change.changedUs});
}

void Relay::hear(const NodeId &, const InboxChange &change)
{
    m_inboxes.hear({change.tenant, change.opened, change.updated});
}

void Relay::hear(const NodeId &, const KeyChange &change)
{
    Q_EMIT keyChanged(change.key);
}

void Relay::hear(const NodeId &, const NodePiece &piece)
{
    Q_EMIT pieceHeard(piece);
}

template <typename Event>
void Relay::hear(const NodeId &from, const Event &event)
{
    if constexpr (requires { m_users.hear(from, event); })
        m_users.hear(from, event);
}

void Relay::onStateChanged()
{
    // The others read it in the lease, which the sweep renews first.
    m_cluster.sweepNow();
    m_notices.callUp();
    onPeersChanged();
}

void Relay::onPeersChanged()
{
    const auto &peers = m_cluster.peers();
    m_areThere = m_bus.status().state() != BusState::Off || !peers.empty();
    m_busesCarry = m_bus.isUp()
        && std::all_of(peers.begin(), peers.end(), [](const ClusterNode &peer) { return peer.bus == busStateName(BusState::Up); });
}

void Relay::sweepSoon()
{
    if (!m_sweeping.isActive())
        m_sweeping.start();
}

} // namespace conversa
