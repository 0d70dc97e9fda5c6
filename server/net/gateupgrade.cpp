// SPDX-License-Identifier: Apache-2.0
// Gate's part for WebSockets. Where the token comes with the request, QWebSocketServer answers the handshake. A socket that gives
// it in its first message (auth.first_message) is answered here, and QWebSocketServer sees nothing of it until it is known who speaks.
#include "net/gate.h"

#include "protocol/clientreader.h"
#include "protocol/text.h"
#include "wire/frameencoder.h"

#include <QCryptographicHash>

namespace conversa {

namespace {

constexpr QByteArrayView subprotocol = "conversa.v1";

constexpr auto firstMessageDeadline = std::chrono::seconds(5);

// What a client says of itself, as administrators see it: bounded, and text that can be shown.
QByteArray shown(QByteArrayView said)
{
    return said.isEmpty() ? QByteArray() : firstCharacters(cleanName(QString::fromUtf8(said).toUtf8()), 128);
}

QByteArrayList toList(const http::Parts &parts)
{
    QByteArrayList list;
    for (const QByteArrayView part : parts)
        list.append(part.toByteArray());
    return list;
}

// RFC 6455 section 4.2.2.
QByteArray acceptOf(const QByteArray &key)
{
    return QCryptographicHash::hash(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11", QCryptographicHash::Sha1).toBase64();
}

// Which of the codes that clients know says the same as the refusal.
quint16 codeOf(const Refusal &refusal)
{
    if (refusal.error == "banned")
        return 4503;
    return refusal.error == "too_many_connections" ? 4504 : 4401;
}

} // namespace

void Gate::onUpgrade()
{
    if (m_head.method() != "GET") {
        refuse({405, "method_not_allowed", "A WebSocket is opened with GET.", {}, {"Allow: GET"}});
        return;
    }
    const auto checked = checkUpgrade(m_head);
    const auto *offer = std::get_if<UpgradeOffer>(&checked);
    const QByteArrayList subprotocols = offer ? toList(offer->subprotocols) : QByteArrayList{};
    const TokenFinding token = Door::tokenOf(m_head, subprotocols);
    const auto broken = offer ? std::nullopt : std::optional(std::get<Refusal>(checked));
    if (const auto refusal = m_host.door.checkUpgrade(m_head, m_client, m_waitedMs, token, broken)) {
        refuse(*refusal);
        return;
    }
    m_key = offer->key.toByteArray();
    m_ownSubprotocol = subprotocols.contains(subprotocol);
    if (m_host.takesFirstMessage && token.kind == TokenFinding::Kind::None) {
        awaitFirstMessage();
        return;
    }
    if (const auto refusal = m_host.door.checkToken(m_client, token)) {
        refuse(*refusal);
        return;
    }
    verify(token, &Gate::becomeConnection);
}

void Gate::awaitFirstMessage()
{
    m_askedUs = 0;
    m_frames.emplace(FrameLimits{qint32(m_host.limits.frame)});
    m_stream->write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: " + acceptOf(m_key)
                    + (m_ownSubprotocol ? "\r\nSec-WebSocket-Protocol: conversa.v1\r\n\r\n" : "\r\n\r\n"));
    m_deadline.arm(firstMessageDeadline);
    readFirstMessage();
}

void Gate::readFirstMessage()
{
    QByteArrayView input = m_unread;
    // What comes behind the first message is the connection's to read.
    while (m_askedUs == 0 && !m_stream->isFinishing()) {
        const FrameEvent frame = m_frames->next(input);
        m_unread = m_unread.last(input.size());
        input = m_unread;
        switch (frame.kind) {
        case FrameEvent::Kind::None:
            return;
        case FrameEvent::Kind::Ping:
            m_stream->write(serverFrame(Opcode::Pong, frame.payload));
            break;
        case FrameEvent::Kind::Pong:
            break;
        case FrameEvent::Kind::Text:
            authenticate(frame.payload);
            break;
        case FrameEvent::Kind::Close:
        case FrameEvent::Kind::Violation:
            sendAway(frame.code, frame.kind == FrameEvent::Kind::Violation ? frame.payload : QByteArray());
            break;
        }
    }
}

void Gate::authenticate(const QByteArray &message)
{
    const ClientEnvelope envelope = ClientReader(m_host.limits).read(message);
    const auto *first = envelope.body ? std::get_if<Authenticate>(&*envelope.body) : nullptr;
    if (!first) {
        sendAway(4401, QByteArrayLiteral("the first message must be authenticate"));
        return;
    }
    m_requestId = envelope.requestId;
    const TokenFinding token = findToken({{"Bearer " + first->token}, {}, {}});
    if (const auto refusal = m_host.door.checkToken(m_client, token))
        refuse(*refusal);
    else
        verify(token, &Gate::becomeConnection);
}

void Gate::sendAway(const Refusal &refusal)
{
    sendAway(codeOf(refusal), refusal.error);
}

void Gate::sendAway(quint16 code, const QByteArray &reason)
{
    m_deadline.disarm();
    m_stream->write(serverFrame(Opcode::Close, closePayload(code, reason)));
    m_stream->finish();
}

void Gate::becomeConnection()
{
    if (const auto allowed = authorize(*m_principal, m_isAdmin ? Action::Watch : Action::Connect); !allowed) {
        refuse(refusalOf(allowed.error()));
        return;
    }
    if (const auto refusal = m_host.door.enter(*m_principal)) {
        refuse(*refusal);
        return;
    }
    m_deadline.disarm();
    const auto texts = m_head.query("text");
    const Audience audience = m_isAdmin || texts.contains(QByteArrayView("plain")) ? Audience::Plain : Audience::Escaped;
    const auto clients = m_head.query("client");
    m_host.upgrade({std::move(m_stream), m_principal, audience, m_isAdmin, m_client.toString().toLatin1(),
                    shown(m_head.header("Origin").value_or(QByteArrayView())),
                    shown(clients.empty() ? QByteArrayView() : clients.front()), canonicalHandshake(), m_frames.has_value(), m_requestId,
                    m_unread});
    m_host.retire(m_id);
}

QByteArray Gate::canonicalHandshake() const
{
    // No token, cookie or further header of the client reaches QWebSocket: nothing to leak, little to keep.
    QByteArray handshake = "GET / HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                           "Sec-WebSocket-Key: "
        + m_key + "\r\n";
    if (m_ownSubprotocol)
        handshake += "Sec-WebSocket-Protocol: " + subprotocol.toByteArray() + "\r\n";
    return handshake + "\r\n";
}

} // namespace conversa
