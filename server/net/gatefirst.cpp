// SPDX-License-Identifier: Apache-2.0
// Gate's part for sockets that give their token in their first message (auth.first_message): the handshake is answered here, and
// QWebSocketServer sees nothing of it until it is known who speaks.
#include "net/gate.h"

#include "protocol/clientreader.h"
#include "wire/frameencoder.h"

#include <QCryptographicHash>

namespace conversa {

namespace {

constexpr auto firstMessageDeadline = std::chrono::seconds(5);

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

} // namespace conversa
