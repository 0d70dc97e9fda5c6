// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "admin/adminfeed.h"
#include "admin/connectionindex.h"
#include "admin/frametap.h"
#include "audit/auditlog.h"
#include "command/client.h"
#include "command/dispatcher.h"
#include "core/limits.h"
#include "net/population.h"
#include "net/stream.h"
#include "net/turn.h"
#include "wire/frameparser.h"

#include <QPointer>
#include <QWebSocket>
#include <QWebSocketServer>

#include <functional>
#include <memory>

namespace conversa {

class ClientSocket;

// What a connection needs of its network thread.
struct ConnectionHost
{
    Turn &turn;
    QWebSocketServer &server;
    Dispatcher &dispatcher;
    AdminFeed &adminFeed;
    SessionIndex &index;
    Population &population;
    ConnectionIndex &connections;
    const FrameTaps &taps;
    Traffic &traffic;
    AuditLog &audit;
    NetFigures &figures;
    const Limits &limits;
    int thread = 0;
    std::function<void(ConnectionId)> retire; // the connection is closed; destroy it when the turn ends
};

// A checked, authenticated upgrade request on its way to becoming a connection.
struct Upgrade
{
    std::unique_ptr<Stream> stream;
    std::shared_ptr<const Principal> principal;
    Audience audience = Audience::Escaped;
    bool isAdmin = false; // an admin socket, not one for chats
    QByteArray address;
    QByteArray origin;    // as far as it is shown
    QByteArray client;    // what the program calls itself, the same
    QByteArray handshake; // minimal and canonical, for QWebSocketServer
    bool isShaken = false; // the client has its answer already: it gave its token in a message
    QByteArray requestId;  // of that message
    QByteArray rest;      // what came behind the request's head
};

// One WebSocket connection: checked frames in, through QWebSocket, to the dispatcher; frames out through its stream. Adds
// what QWebSocket lacks: limits, true close codes, a bounded send queue, heartbeat and idle deadlines. Lives in one network
// thread, owned by the worker.
class Connection : public Sink, private StreamReader
{
public:
    Connection(const ConnectionHost &host, Upgrade &upgrade);
    ~Connection() override;

    // Completes the handshake and greets the client; false: it failed and the connection is of no use.
    bool open(const Upgrade &upgrade);

    Client &client() { return m_client; }
    bool isAdmin() const { return m_isAdmin; }
    const IpAddress &address() const { return m_card.facts.address; }
    // Goes on as another principal of the same user, or with another expiry.
    void adopt(std::shared_ptr<const Principal> principal);
    // A reply of the store arrived for a message of this client.
    void onConfirmed(const QByteArray &frame);
    // Says server_draining.
    void announceDrain(qint64 retryAfterMs);
    // Takes no message any more, and closes 1001 as soon as nothing of the client is unconfirmed.
    void drain(qint64 retryAfterMs);

    ConnectionId id() const override { return m_id; }
    UserId user() const override { return m_client.principal->user; }
    Audience audience() const override { return m_audience; }
    void send(const QByteArray &frame) override;
    void sendEphemeral(const QByteArray &frame) override;
    bool hasRoom() override;
    void close(quint16 code, const QByteArray &reason) override;
    void countJoined(size_t sessions) override { m_card.figures.sessions.set(qint64(sessions)); }

private:
    void onBytes(QByteArrayView bytes) override;
    void onWritable() override;
    void onBacklog(qint64 bytes) override { m_card.figures.queue.set(bytes); }
    void onClosed() override;

    void onMessage(const QByteArray &message);
    // What an admin socket says is not for taps: it would feed on itself.
    bool isTapped() const { return !m_host.taps.isEmpty() && !m_isAdmin; }
    void tap(bool isOut, Opcode opcode, QByteArrayView payload) const;
    void tapIncoming(const FrameEvent &frame) const;
    void onFrame(const FrameEvent &frame);
    void onPing(const QByteArray &payload);
    void onPong();
    void onClientClose(quint16 code);
    void offer(Opcode opcode, const QByteArray &payload);
    void answerPing();
    void beginClose(quint16 code, const QByteArray &reason, const char *side);
    void onTick();
    // Milliseconds until its token wants looking at again; nullopt: it was closed for it.
    std::optional<qint64> checkToken();
    qint64 now() const { return m_host.turn.clock().monotonicMs(); }

    const ConnectionHost &m_host;
    // Beside the card too: asked for with every delivery.
    const ConnectionId m_id;
    const Audience m_audience;
    const bool m_isAdmin;
    ConnectionCard &m_card;
    std::unique_ptr<Stream> m_stream;
    QPointer<ClientSocket> m_socket; // QWebSocketServer destroys it once it is disconnected
    std::unique_ptr<QWebSocket> m_webSocket;
    FrameParser m_parser;
    Client m_client;
    TokenBucket m_pings;
    TimerWheel::Deadline m_tick;
    qint64 m_lastByteMs;
    qint64 m_lastPingMs;
    QByteArray m_closeReason;
    const char *m_closeSide = "client"; // nobody said why: the client went without a word
    quint16 m_closeCode = 1006;
    bool m_isMuted = false; // what QWebSocketServer answers is not for the client
    bool m_closing = false;
    bool m_isPingOut = false; // and not answered yet
    bool m_expiryTold = false;
    std::optional<QByteArray> m_ping; // payload of the latest one not answered
    std::optional<qint64> m_drainHint;
};

} // namespace conversa
