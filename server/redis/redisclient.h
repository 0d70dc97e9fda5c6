// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "redis/redisaddress.h"
#include "redis/redisreply.h"
#include "redis/respreader.h"
#include "redis/subscriptions.h"

#include <QList>
#include <QObject>
#include <QTcpSocket>
#include <QTimer>

#include <array>
#include <deque>
#include <functional>
#include <initializer_list>
#include <optional>

namespace conversa {

struct RedisSettings
{
    RedisAddress address;
    QByteArray caFile = {}; // PEM, of who may have signed the server's certificate; empty: the system's
    QByteArray name = "conversa"; // as CLIENT LIST shows it; no blanks
    qint64 deadlineMs = 1'500; // from a command to its reply, from a dial to a connection that answers
    qint64 pingIntervalMs = 1'000; // a connection with nothing under way is asked this often
    qint64 backoffFirstMs = 100; // the wait before attempt n is random, up to first * 2^n and never above the cap
    qint64 backoffCapMs = 1'000;
    qsizetype maxOutgoing = 4 * 1024 * 1024; // bytes not yet taken by the kernel
    qsizetype maxPending = 65'536; // commands not yet answered
};

struct RedisMessage
{
    QByteArray channel;
    QByteArray payload;
};

// One connection to a Redis, in the manner of QtRedis: commands as calls, what comes back as callbacks and signals. It
// dials by itself, again and again, and renews its subscriptions (RESP2: a connection with subscriptions takes no other
// commands). Lives in the thread that made it, and never blocks it.
class RedisClient : public QObject
{
    Q_OBJECT

public:
    using Then = std::function<void(const RedisAnswer &)>;

    RedisClient(RedisSettings settings, Clock clock, QObject *parent = nullptr);
    ~RedisClient() override;

    // Dials until disconnectFromServer().
    void connectToServer();
    void disconnectFromServer();
    bool isReady() const { return m_state == State::Ready; }
    // Sends what waits and blocks until all of it is answered, up to so many milliseconds: for the end of a program.
    void finish(qint64 ms);

    // Sends a command with all others of this loop turn in one write. `then` is called once: with the reply, or with the
    // error; at once (Unreachable, Overflow) when the command cannot be sent. It must not destroy the client.
    void command(std::initializer_list<QByteArrayView> arguments, Then then = {});
    void publish(QByteArrayView channel, QByteArrayView payload, Then then = {}) { command({ "PUBLISH", channel, payload }, std::move(then)); }

    // What is wanted stays wanted over every reconnection.
    void subscribe(const RedisTopic &topic);
    void unsubscribe(const RedisTopic &topic);
    // Confirmed by the server.
    bool isSubscribed(const RedisTopic &topic) const { return m_subscriptions.has(topic); }

    // How often each fault happened since the start.
    quint64 faults(RedisFault fault) const { return m_faults[size_t(fault)]; }

Q_SIGNALS:
    // It answers, and commands are taken.
    void connected();
    // The connection is gone, or an attempt has failed; the next one is on its way.
    void disconnected(const conversa::RedisError &why);
    void subscribed(const conversa::RedisTopic &topic);
    void unsubscribed(const conversa::RedisTopic &topic);
    // What one read brought, in order.
    void messagesReceived(const QList<conversa::RedisMessage> &messages);

private:
    enum class State { Off, Waiting, Connecting, Greeting, Ready };
    struct Pending
    {
        Then then;
        std::optional<Subscriptions::Step> step = {}; // a change of subscription instead of a command
        qint64 dueMs = 0;
    };

    void dial();
    void makeSocket();
    void greet();
    void onSocketError();
    void onReadyRead();
    bool readReplies(QList<RedisMessage> &messages);
    void handle(RedisReply &reply, QList<RedisMessage> &messages);
    void handlePush(RedisReply &reply, QList<RedisMessage> &messages);
    void onStepConfirmed(const QByteArray &kind, const QByteArray &channel);
    void answer(RedisAnswer answer);
    void send(std::initializer_list<QByteArrayView> arguments, Pending pending);
    void flush();
    void pumpSubscriptions();
    void ping();
    void onDeadline();
    void breakOff(RedisFault fault, const QByteArray &message);
    void fail(const RedisError &why);
    void closeSocket();
    qsizetype outgoing() const;

    const RedisSettings m_settings;
    const Clock m_clock;
    State m_state = State::Off;
    QTcpSocket *m_socket = nullptr; // a child, one for each connection
    std::optional<RespReader> m_reader; // as long as the socket
    QByteArray m_out; // of this loop turn
    bool m_flushing = false;
    std::deque<Pending> m_pending; // in the order of their replies
    Subscriptions m_subscriptions;
    QTimer m_deadline;
    QTimer m_pinger;
    QTimer m_redial;
    int m_attempt = 0; // failed in a row
    qint64 m_readySinceMs = 0;
    std::array<quint64, redisFaultCount> m_faults{};
};

} // namespace conversa
