// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "bus/bus.h"
#include "bus/buscodec.h"
#include "core/clock.h"
#include "redis/redisclient.h"

#include <QHash>
#include <QTimer>

#include <map>

namespace conversa {

struct RedisBusSettings
{
    RedisSettings redis;
    QByteArray secret; // what all servers share and nobody else knows
    NodeId node;
    bool pattern = false; // one PSUBSCRIBE websocket:* instead of a channel for each session
    qint64 lingerMs = 30'000; // a channel stays this long after the last one here who wanted it left
    qint64 probeMs = 2'000; // between the probes; the second without an answer ends both connections
    int maxMissed = 100'000; // sessions remembered for the time when Redis is back
    qint64 lateMs = 100; // a message that Redis has not confirmed by then is doubted
};

// The bus over Redis Pub/Sub: one connection publishes, everything of a loop turn in one write, and one is subscribed. It is
// up when a probe has travelled the whole way, through the one and back through the other; so a Redis that is connected
// and delivers nothing is noticed.
class RedisBus : public Bus
{
    Q_OBJECT

public:
    RedisBus(RedisBusSettings settings, Clock clock, QObject *parent = nullptr);

    void start() override;
    // What has a notice (see noticeOf()) is doubted when it cannot be published now, or its publishing is not confirmed; of
    // a message that notice is published once the bus is up. Anything else is dropped.
    void publish(const BusEvent &event) override;
    void finish() override;
    void ask(const PresenceQuery &query, std::function<void(qint64 listeners)> then) override;
    void join(const SessionKey &key) override;
    void leave(const SessionKey &key) override;
    bool hasJoined(const SessionKey &key) const override;
    void joinInbox(const QByteArray &tenant) override;
    void leaveInbox(const QByteArray &tenant) override;

    // Bytes on our channels that no server with our secret sent.
    quint64 aliens() const { return m_aliens; }
    const RedisClient &publisher() const { return m_publisher; }
    const RedisClient &subscriber() const { return m_subscriber; }

private:
    struct Channel
    {
        bool joined = true; // else it lingers
        qint64 leftMs = 0;
    };
    struct Unconfirmed
    {
        BusEvent notice;
        qint64 sentMs = 0;
        qint64 sentUs = 0;
        bool doubted = false;
    };

    void startProbing();
    void onDisconnected(const RedisError &why);
    void onSubscribed(const RedisTopic &topic);
    void onMessages(const QList<RedisMessage> &messages);
    bool isWanted(const QByteArray &channel) const;
    void onAlien(const QByteArray &channel);
    void probe();
    void onProbe(qint64 number);
    RedisTopic ownTopic() const;
    void subscribe(const QByteArray &channel);
    void unsubscribe(const QByteArray &channel);
    void setState(BusState state, const char *reason);
    void sendMissed();
    void remember(const BusEvent &notice);
    void onPublished(quint64 number, const RedisAnswer &answer);
    void onRefused(const RedisError &why);
    void doubtLate();
    void dropLingering();
    void reconnect();

    const RedisBusSettings m_settings;
    const Clock m_clock;
    BusCodec m_codec;
    RedisClient m_publisher;
    RedisClient m_subscriber;
    const QByteArray m_ownChannel;
    QTimer m_prober;
    QTimer m_lingering;
    QTimer m_late;
    qint64 m_probeSent = 0; // number of the last probe
    qint64 m_probeSeen = 0;
    QHash<QByteArray, Channel> m_channels; // of sessions and inboxes, by name
    quint64 m_published = 0;
    std::map<quint64, Unconfirmed> m_unconfirmed; // by their number
    QHash<SessionKey, StoredHead> m_missed; // by the other servers
    quint64 m_aliens = 0;
    quint64 m_aliensLogged = 0;
    qint64 m_alienLogMs = 0;
};

} // namespace conversa
