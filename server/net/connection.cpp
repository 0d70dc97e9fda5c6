// SPDX-License-Identifier: Apache-2.0
#include "net/connection.h"

#include "audit/connectionevents.h"
#include "auth/tokenverifier.h"
#include "net/clientsocket.h"
#include "observe/connectionlog.h"

#include <QCoreApplication>

#include <utility>

namespace conversa {

namespace {

constexpr qint64 expiryNoticeMs = 60'000; // token_expiring comes so long before

ConnectionFacts factsOf(const ConnectionHost &host, ConnectionId id, const Upgrade &upgrade)
{
    return {id,
            upgrade.principal,
            IpAddress::parse(upgrade.address).value_or(IpAddress()),
            upgrade.origin,
            upgrade.client,
            upgrade.audience,
            host.thread,
            host.turn.clock().wallMs(),
            host.turn.clock().monotonicMs()};
}

// A client may close with any code, and a label has few values.
QByteArray closeCodeLabel(quint16 code)
{
    const bool isOurs = code < 3'000 || (code >= 4'000 && code < 4'100) || code == 4'501;
    return isOurs ? QByteArray::number(code) : QByteArrayLiteral("other");
}

} // namespace

Connection::Connection(const ConnectionHost &host, Upgrade &upgrade)
    : m_host(host)
    , m_id(ConnectionId{Uuid::random()})
    , m_audience(upgrade.audience)
    , m_isAdmin(upgrade.isAdmin)
    , m_card(host.connections.enter(factsOf(host, m_id, upgrade)))
    , m_stream(std::move(upgrade.stream))
    , m_parser({qint32(host.limits.frame)})
    , m_client{upgrade.principal, *this, quint32(host.thread)}
    , m_tick(host.turn.wheel(), TimerWheel::call<&Connection::onTick>(this))
    , m_lastByteMs(m_card.facts.openedMonotonicMs)
    , m_lastPingMs(m_lastByteMs)
{
    connectionlog::opened(m_id, *m_client.principal, upgrade.address);
    m_host.audit.record(connectionOpened(m_id, *m_client.principal, upgrade.address));
}

Connection::~Connection()
{
    m_stream.reset();
    if (m_socket)
        m_socket->reportClosed();
    m_webSocket.reset();
    delete m_socket;
    m_host.population.leave(*m_client.principal);
    const qint64 durationMs = now() - m_card.facts.openedMonotonicMs;
    m_host.figures.closes.count(closeCodeLabel(m_closeCode), m_closeSide);
    connectionlog::closed(m_id, m_closeCode, m_closeReason, m_closeSide, durationMs);
    const QByteArray address = m_card.facts.address.toByteArray();
    m_host.audit.record(connectionClosed(m_id, *m_client.principal, address, m_closeCode, m_closeReason, m_closeSide, durationMs));
    const bool byClient = QByteArrayView(m_closeSide) == "client";
    m_host.connections.leave(m_card, {m_closeCode, m_closeReason, byClient, m_host.turn.clock().wallMs(), durationMs});
}

bool Connection::open(const Upgrade &upgrade)
{
    m_isMuted = upgrade.isShaken;
    const auto write = [this](const QByteArray &bytes) {
        if (!m_isMuted)
            m_stream->write(bytes);
    };
    m_socket = new ClientSocket({write, [this] { m_stream->finish(); }});
    m_socket->prepare(upgrade.handshake);
    m_host.server.handleConnection(m_socket);
    // QWebSocketServer reads the handshake in a queued call; it is made now, so that the connection is whole from here on.
    QCoreApplication::sendPostedEvents(&m_host.server, QEvent::MetaCall);
    m_isMuted = false;
    m_webSocket.reset(m_host.server.nextPendingConnection());
    if (!m_webSocket)
        return false;
    m_socket->trim();
    m_webSocket->setMaxAllowedIncomingFrameSize(quint64(m_host.limits.frame));
    m_webSocket->setMaxAllowedIncomingMessageSize(quint64(m_host.limits.frame));
    QObject::connect(m_webSocket.get(), &QWebSocket::binaryMessageReceived, m_webSocket.get(),
                     [this](const QByteArray &message) { onMessage(message); });
    const qint64 wallMs = m_host.turn.clock().wallMs();
    reply(m_client, upgrade.requestId, wallMs, [&](QByteArray &json, const EnvelopeInfo &envelope) {
        encodeConnected(json, envelope, m_id, m_client.principal->user);
    });
    m_stream->setReader(this);
    onTick();
    if (!upgrade.rest.isEmpty())
        onBytes(upgrade.rest);
    return true;
}

void Connection::onMessage(const QByteArray &message)
{
    if (m_isAdmin)
        m_host.adminFeed.take(m_client, address(), message);
    else
        m_host.dispatcher.dispatch(m_client, message);
}

void Connection::onBytes(QByteArrayView bytes)
{
    m_lastByteMs = now();
    m_card.figures.bytesIn.add(bytes.size());
    m_host.traffic.bytesIn.add(bytes.size());
    while (!m_closing) {
        const FrameEvent frame = m_parser.next(bytes);
        if (frame.kind == FrameEvent::Kind::None)
            break;
        onFrame(frame);
    }
    answerPing();
}

void Connection::tap(bool isOut, Opcode opcode, QByteArrayView payload) const
{
    m_host.taps.see(m_id, *m_client.principal, isOut, opcode, payload);
}

void Connection::tapIncoming(const FrameEvent &frame) const
{
    switch (frame.kind) {
    case FrameEvent::Kind::Text:
        tap(false, Opcode::Text, frame.payload);
        break;
    case FrameEvent::Kind::Ping:
        tap(false, Opcode::Ping, frame.payload);
        break;
    case FrameEvent::Kind::Pong:
        tap(false, Opcode::Pong, frame.payload);
        break;
    case FrameEvent::Kind::Close:
        tap(false, Opcode::Close, closePayload(frame.code, frame.payload));
        break;
    case FrameEvent::Kind::Violation:
    case FrameEvent::Kind::None:
        break;
    }
}

void Connection::onFrame(const FrameEvent &frame)
{
    if (isTapped()) [[unlikely]]
        tapIncoming(frame);
    switch (frame.kind) {
    case FrameEvent::Kind::Text:
        m_card.figures.activeMs.set(m_lastByteMs);
        m_card.figures.messagesIn.add(1);
        m_host.traffic.messagesIn.add(1);
        // Who is sent away and writes on sends it again elsewhere, and does not hold up the end.
        if (m_drainHint)
            break;
        // As a binary message it arrives as the UTF-8 it is, without a way through UTF-16.
        offer(Opcode::Binary, frame.payload);
        break;
    case FrameEvent::Kind::Ping:
        onPing(frame.payload);
        break;
    case FrameEvent::Kind::Close:
        onClientClose(frame.code);
        break;
    case FrameEvent::Kind::Violation:
        beginClose(frame.code, frame.payload, "server");
        break;
    case FrameEvent::Kind::Pong:
        onPong();
        break;
    case FrameEvent::Kind::None:
        break;
    }
}

void Connection::offer(Opcode opcode, const QByteArray &payload)
{
    QByteArray frame(clientHeaderSize(payload.size()) + payload.size(), Qt::Uninitialized);
    char *out = writeClientHeader(frame.data(), opcode, payload.size());
    std::copy(payload.begin(), payload.end(), out);
    m_socket->offer(frame);
}

void Connection::onPing(const QByteArray &payload)
{
    if (m_host.limits.ratesEnabled && m_pings.take(m_host.limits.actions, m_lastByteMs)) {
        beginClose(closecode::policy, QByteArrayLiteral("too many pings"), "server");
        return;
    }
    m_ping = payload;
}

void Connection::onPong()
{
    if (std::exchange(m_isPingOut, false))
        m_card.figures.rttMs.set(m_lastByteMs - m_lastPingMs + 1);
}

void Connection::answerPing()
{
    // Of several pings only the latest needs an answer (RFC 6455 section 5.5.3).
    if (const auto ping = std::exchange(m_ping, std::nullopt); ping && !m_closing) {
        if (isTapped())
            tap(true, Opcode::Pong, *ping);
        offer(Opcode::Ping, *ping);
    }
}

void Connection::onClientClose(quint16 code)
{
    answerPing();
    beginClose(code == closecode::noStatus ? closecode::normal : code, {}, "client");
}

void Connection::send(const QByteArray &frame)
{
    if (isTapped()) [[unlikely]]
        tap(true, Opcode::Text, serverPayload(frame));
    m_stream->write(frame);
    ConnectionFigures &figures = m_card.figures;
    figures.messagesOut.add(1);
    figures.bytesOut.add(frame.size());
    m_host.traffic.messagesOut.add(1);
    m_host.traffic.bytesOut.add(frame.size());
    if (figures.queue.get() > 0)
        figures.queue.set(m_stream->queued());
    if (m_stream->queued() < m_host.limits.sendQueue)
        return;
    m_stream->flush();
    if (m_stream->queued() < m_host.limits.sendQueue || m_closing)
        return;
    m_host.figures.droppedQueues.add(1);
    m_stream->dropUnsent();
    close(4008, QByteArrayLiteral("slow"));
}

void Connection::sendEphemeral(const QByteArray &frame)
{
    if (m_stream->queued() < m_host.limits.sendQueue / 2)
        send(frame);
    else
        m_host.figures.droppedHints.add(1);
}

bool Connection::hasRoom()
{
    if (m_stream->queued() < m_host.limits.sendQueue / 2)
        return true;
    m_stream->reportRoom();
    return false;
}

void Connection::onWritable()
{
    if (!hasRoom())
        return;
    for (const SessionKey &key : m_client.joined)
        m_host.index.onRoom(key, *this);
}

void Connection::close(quint16 code, const QByteArray &reason)
{
    beginClose(code, reason, "server");
}

void Connection::beginClose(quint16 code, const QByteArray &reason, const char *side)
{
    if (std::exchange(m_closing, true))
        return;
    m_card.state.store(ConnectionState::Closing, std::memory_order_relaxed);
    m_closeCode = code;
    m_closeReason = reason;
    m_closeSide = side;
    if (isTapped())
        tap(true, Opcode::Close, closePayload(code, reason));
    m_webSocket->close(QWebSocketProtocol::CloseCode(code), QString::fromUtf8(reason));
}

void Connection::onClosed()
{
    m_closing = true;
    m_tick.disarm();
    m_host.retire(m_id);
}

void Connection::onConfirmed(const QByteArray &frame)
{
    --m_client.unconfirmed;
    send(frame);
    if (m_drainHint && m_client.unconfirmed == 0)
        drain(*m_drainHint);
}

void Connection::announceDrain(qint64 retryAfterMs)
{
    reply(m_client, {}, m_host.turn.clock().wallMs(),
          [&](QByteArray &json, const EnvelopeInfo &envelope) { encodeServerDraining(json, envelope, retryAfterMs); });
}

void Connection::drain(qint64 retryAfterMs)
{
    m_drainHint = retryAfterMs;
    if (!m_closing)
        m_card.state.store(ConnectionState::Draining, std::memory_order_relaxed);
    if (m_client.unconfirmed == 0)
        close(1001, "retry_after_ms=" + QByteArray::number(retryAfterMs));
}

void Connection::adopt(std::shared_ptr<const Principal> principal)
{
    m_client.principal = std::move(principal);
    m_expiryTold = false;
    if (!m_closing)
        onTick();
}

// By the wall clock, which may be set: so it is asked with every tick.
std::optional<qint64> Connection::checkToken()
{
    const auto expiresMs = m_client.principal->expiresMs;
    if (!expiresMs)
        return m_host.limits.pingInterval;
    const qint64 wallMs = m_host.turn.clock().wallMs();
    const qint64 endMs = *expiresMs + tokenSkewMs;
    if (wallMs > endMs) {
        close(4001, QByteArrayLiteral("token expired"));
        return std::nullopt;
    }
    const qint64 noticeMs = *expiresMs - expiryNoticeMs;
    if (wallMs < noticeMs)
        return noticeMs - wallMs;
    if (!std::exchange(m_expiryTold, true))
        reply(m_client, {}, wallMs, [&](QByteArray &json, const EnvelopeInfo &envelope) { encodeTokenExpiring(json, envelope, *expiresMs); });
    return endMs - wallMs + 1;
}

void Connection::onTick()
{
    const Limits &limits = m_host.limits;
    const qint64 time = now();
    if (time - m_lastByteMs >= limits.heartbeat) {
        close(4009, QByteArrayLiteral("heartbeat"));
        return;
    }
    const qint64 lastMessageMs = m_card.figures.activeMs.get();
    if (time - lastMessageMs >= limits.idle) {
        close(4009, QByteArrayLiteral("idle"));
        return;
    }
    const auto tokenMs = checkToken();
    if (!tokenMs)
        return;
    if (time - m_lastPingMs >= limits.pingInterval) {
        m_lastPingMs = time;
        m_isPingOut = true;
        if (isTapped())
            tap(true, Opcode::Ping, {});
        m_webSocket->ping();
    }
    const qint64 next = std::min({m_lastByteMs + limits.heartbeat, lastMessageMs + limits.idle, m_lastPingMs + limits.pingInterval});
    m_tick.arm(std::chrono::milliseconds(std::min(next - time, *tokenMs)));
}

} // namespace conversa
