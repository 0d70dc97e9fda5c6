// SPDX-License-Identifier: Apache-2.0
#include "bus/redisbus.h"

#include "core/log.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace conversa {

namespace {

constexpr int lingeringSteps = 6; // looks at the channels nobody wants during one linger
constexpr qint64 alienLogMs = 10'000;
constexpr qint64 maxUnanswered = 2; // probes
constexpr qint64 finishMs = 500;

} // namespace

RedisBus::RedisBus(RedisBusSettings settings, Clock clock, QObject *parent)
    : Bus(parent)
    , m_settings(std::move(settings))
    , m_clock(std::move(clock))
    , m_codec(m_settings.node, m_settings.secret)
    , m_publisher(m_settings.redis, m_clock)
    , m_subscriber(m_settings.redis, m_clock)
    , m_ownChannel(nodeChannel(m_settings.node))
{
    m_status.set(BusState::Degraded, "connecting");
    for (RedisClient *client : { &m_publisher, &m_subscriber }) {
        connect(client, &RedisClient::connected, this, &RedisBus::startProbing);
        connect(client, &RedisClient::disconnected, this, &RedisBus::onDisconnected);
    }
    connect(&m_subscriber, &RedisClient::subscribed, this, &RedisBus::onSubscribed);
    connect(&m_subscriber, &RedisClient::messagesReceived, this, &RedisBus::onMessages);
    connect(&m_prober, &QTimer::timeout, this, &RedisBus::probe);
    connect(&m_lingering, &QTimer::timeout, this, &RedisBus::dropLingering);
    m_late.setSingleShot(true);
    connect(&m_late, &QTimer::timeout, this, &RedisBus::doubtLate);
    m_subscriber.subscribe(ownTopic());
    if (!m_settings.pattern)
        m_subscriber.subscribe({ allChannel() });
}

RedisTopic RedisBus::ownTopic() const
{
    return m_settings.pattern ? RedisTopic{ channelPattern(), true } : RedisTopic{ m_ownChannel };
}

void RedisBus::start()
{
    m_publisher.connectToServer();
    m_subscriber.connectToServer();
}

void RedisBus::publish(const BusEvent &event)
{
    auto notice = noticeOf(event);
    if (!notice) {
        if (isUp()) {
            const QByteArray channel = channelOf(event, m_settings.node);
            m_publisher.publish(channel, m_codec.encode(event, channel));
        }
        return;
    }
    if (!m_publisher.isReady()) {
        remember(*notice);
        return;
    }
    const QByteArray channel = channelOf(event, m_settings.node);
    const quint64 number = ++m_published;
    m_unconfirmed.emplace_hint(m_unconfirmed.end(), number, Unconfirmed{ *std::move(notice), m_clock.monotonicMs(), steadyUs() });
    if (!m_late.isActive())
        m_late.start(std::chrono::milliseconds(m_settings.lateMs));
    m_publisher.publish(channel, m_codec.encode(event, channel),
        [this, number](const RedisAnswer &answer) { onPublished(number, answer); });
}

void RedisBus::finish()
{
    m_publisher.finish(finishMs);
}

void RedisBus::ask(const PresenceQuery &query, std::function<void(qint64 listeners)> then)
{
    if (!isUp()) {
        then(0);
        return;
    }
    const QByteArray channel = sessionChannel(query.key);
    m_publisher.publish(channel, m_codec.encode(query, channel), [then = std::move(then)](const RedisAnswer &answer) {
        then(answer ? std::max<qint64>(answer.reply.integer - 1, 0) : 0); // this node is one of them
    });
}

void RedisBus::onPublished(quint64 number, const RedisAnswer &answer)
{
    const auto published = m_unconfirmed.extract(number);
    if (answer) {
        m_status.publishing().addSince(published.mapped().sentUs);
        return;
    }
    remember(published.mapped().notice);
    onRefused(*answer.error);
}

void RedisBus::onRefused(const RedisError &why)
{
    // The end of a connection has a signal of its own. The next probe that gets through says that it is over.
    if (why.fault != RedisFault::Unreachable)
        setState(BusState::Degraded, faultName(why.fault).data());
}

void RedisBus::doubtLate()
{
    const qint64 now = m_clock.monotonicMs();
    for (auto &[number, each] : m_unconfirmed) {
        const qint64 restMs = each.sentMs + m_settings.lateMs - now;
        if (restMs > 0) {
            m_late.start(std::chrono::milliseconds(restMs));
            return;
        }
        if (!std::exchange(each.doubted, true))
            Q_EMIT doubted(each.notice);
    }
}

void RedisBus::remember(const BusEvent &notice)
{
    Q_EMIT doubted(notice);
    const auto *head = std::get_if<StoredHead>(&notice);
    if (!head || (m_missed.size() >= m_settings.maxMissed && !m_missed.contains(head->key)))
        return;
    StoredHead &missed = m_missed[head->key];
    missed = { head->key, std::max(missed.head, head->head), head->contact };
}

void RedisBus::sendMissed()
{
    for (const StoredHead &head : std::exchange(m_missed, {}))
        publish(head);
}

void RedisBus::join(const SessionKey &key)
{
    subscribe(sessionChannel(key));
}

void RedisBus::leave(const SessionKey &key)
{
    unsubscribe(sessionChannel(key));
}

void RedisBus::joinInbox(const QByteArray &tenant)
{
    subscribe(inboxChannel(tenant));
}

void RedisBus::leaveInbox(const QByteArray &tenant)
{
    unsubscribe(inboxChannel(tenant));
}

void RedisBus::subscribe(const QByteArray &channel)
{
    const auto known = m_channels.find(channel);
    if (known != m_channels.end()) {
        known->joined = true;
        return;
    }
    m_channels.insert(channel, {});
    if (!m_settings.pattern)
        m_subscriber.subscribe({ channel });
}

void RedisBus::unsubscribe(const QByteArray &channel)
{
    const auto known = m_channels.find(channel);
    if (known == m_channels.end() || !known->joined)
        return;
    *known = { false, m_clock.monotonicMs() };
    if (!m_lingering.isActive())
        m_lingering.start(std::chrono::milliseconds(m_settings.lingerMs / lingeringSteps + 1));
}

void RedisBus::dropLingering()
{
    const qint64 now = m_clock.monotonicMs();
    bool more = false;
    for (auto channel = m_channels.begin(); channel != m_channels.end();) {
        const bool over = !channel->joined && now - channel->leftMs >= m_settings.lingerMs;
        more |= !channel->joined && !over;
        if (over && !m_settings.pattern)
            m_subscriber.unsubscribe({ channel.key() });
        channel = over ? m_channels.erase(channel) : std::next(channel);
    }
    if (!more)
        m_lingering.stop();
}

bool RedisBus::hasJoined(const SessionKey &key) const
{
    const QByteArray channel = sessionChannel(key);
    return m_channels.contains(channel) && m_subscriber.isSubscribed(m_settings.pattern ? ownTopic() : RedisTopic{ channel });
}

void RedisBus::startProbing()
{
    // A probe sent earlier is not heard.
    if (!m_publisher.isReady() || !m_subscriber.isSubscribed(ownTopic()))
        return;
    m_probeSeen = m_probeSent;
    m_prober.start(std::chrono::milliseconds(m_settings.probeMs));
    probe();
}

void RedisBus::onDisconnected(const RedisError &why)
{
    m_prober.stop();
    setState(BusState::Degraded, faultName(why.fault).data());
}

void RedisBus::reconnect()
{
    setState(BusState::Degraded, "deaf");
    m_prober.stop();
    for (RedisClient *client : { &m_publisher, &m_subscriber }) {
        client->disconnectFromServer();
        client->connectToServer();
    }
}

void RedisBus::probe()
{
    if (m_probeSent - m_probeSeen >= maxUnanswered) {
        reconnect();
        return;
    }
    const BusProbe next{ ++m_probeSent };
    m_publisher.publish(m_ownChannel, m_codec.encode(next, m_ownChannel), [this](const RedisAnswer &answer) {
        if (!answer)
            onRefused(*answer.error);
    });
}

void RedisBus::onProbe(qint64 number)
{
    if (number <= m_probeSeen || number > m_probeSent || !m_prober.isActive())
        return;
    m_probeSeen = number;
    setState(BusState::Up, "");
    sendMissed();
}

void RedisBus::onSubscribed(const RedisTopic &topic)
{
    if (topic == ownTopic())
        startProbing();
    for (const QByteArray &channel : topic.isPattern ? m_channels.keys() : QByteArrayList{ topic.name }) {
        if (const auto key = sessionOfChannel(channel))
            Q_EMIT joined(*key);
        else if (const auto tenant = tenantOfChannel(channel))
            Q_EMIT joinedInbox(*tenant);
    }
}

bool RedisBus::isWanted(const QByteArray &channel) const
{
    return !m_settings.pattern || channel == m_ownChannel || channel == allChannel() || m_channels.contains(channel);
}

void RedisBus::onMessages(const QList<RedisMessage> &messages)
{
    std::vector<BusEnvelope> envelopes;
    for (const RedisMessage &message : messages) {
        const bool own = message.channel == m_ownChannel;
        if (!isWanted(message.channel) || (!own && m_codec.isEcho(message.payload)))
            continue;
        auto envelope = m_codec.decode(message.payload, message.channel);
        if (!envelope) {
            if (envelope.error().code != ErrorCode::UnknownType)
                onAlien(message.channel);
            continue;
        }
        if (const auto *probe = std::get_if<BusProbe>(&envelope->event)) {
            if (own && envelope->node == m_settings.node)
                onProbe(probe->number);
            continue;
        }
        envelopes.push_back(*std::move(envelope));
    }
    if (!envelopes.empty())
        Q_EMIT received(envelopes);
}

void RedisBus::onAlien(const QByteArray &channel)
{
    ++m_aliens;
    const qint64 now = m_clock.monotonicMs();
    if (m_aliensLogged > 0 && now - m_alienLogMs < alienLogMs)
        return;
    logEvent(logBus(), "bus_alien_dropped", { { "channel", channel.left(120) }, { "count", QByteArray::number(m_aliens - m_aliensLogged) } });
    m_aliensLogged = m_aliens;
    m_alienLogMs = now;
}

void RedisBus::setState(BusState state, const char *reason)
{
    const bool changed = m_status.state() != state;
    m_status.set(state, reason);
    if (!changed)
        return;
    if (state == BusState::Up)
        logEvent(logBus(), "bus_up", {});
    else
        logEvent(logBus(), "bus_degraded", { { "reason", reason } });
    Q_EMIT stateChanged(state);
}

} // namespace conversa
