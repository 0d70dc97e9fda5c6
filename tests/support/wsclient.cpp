// SPDX-License-Identifier: Apache-2.0
#include "support/wsclient.h"

#include "support/frames.h"

#include <QDeadlineTimer>
#include <QJsonDocument>

#include <algorithm>

namespace conversa::test {

QByteArray Handshake::head() const
{
    QByteArray text = "GET " + path + (query.isEmpty() ? QByteArray() : '?' + query)
        + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n";
    if (!token.isEmpty())
        text += "Authorization: Bearer " + token + "\r\n";
    for (const QByteArray &line : headers)
        text += line + "\r\n";
    return text + "\r\n";
}

WsClient::WsClient(quint16 port, const Handshake &handshake)
    : m_raw(port, "127.0.0.1", handshake.from)
{
    shakeHands(handshake);
}

WsClient::WsClient(const TlsTarget &target, const Handshake &handshake)
    : m_raw(target)
{
    shakeHands(handshake);
}

void WsClient::shakeHands(const Handshake &handshake)
{
    m_raw.send(handshake.head());
    m_status = m_raw.waitForStatus();
    if (m_status == 101)
        m_raw.take(m_raw.received().indexOf("\r\n\r\n") + 4);
}

void WsClient::sendText(const QByteArray &text)
{
    m_raw.send(clientFrame(0x81, text));
}

void WsClient::sendJson(const QJsonObject &message)
{
    sendText(QJsonDocument(message).toJson(QJsonDocument::Compact));
}

bool WsClient::readFrame()
{
    const auto frame = serverFrame(m_raw.received());
    if (!frame)
        return false;
    const QByteArray payload = frame->payload.toByteArray();
    m_raw.take(frame->size);
    onFrame(frame->opcode, payload);
    return true;
}

void WsClient::readFrames()
{
    while (readFrame()) { }
}

void WsClient::onFrame(int opcode, const QByteArray &payload)
{
    if (opcode == 0x1) {
        m_texts.append(payload);
        m_pending.append(QJsonDocument::fromJson(payload).object());
    } else if (opcode == 0xA) {
        m_pongs.append(payload);
    } else if (opcode == 0x9) {
        m_raw.send(clientFrame(0x8A, payload));
    } else if (opcode == 0x8) {
        m_closeCode = payload.size() < 2 ? 1005 : qFromBigEndian<quint16>(payload.constData());
        m_closeReason = payload.mid(2);
    }
}

std::optional<QJsonObject> WsClient::takePending(const QByteArray &type)
{
    const QString wanted = QString::fromLatin1(type);
    for (qsizetype i = 0; i < m_pending.size(); ++i) {
        if (wanted.isEmpty() || m_pending[i].value(QLatin1String("type")).toString() == wanted)
            return m_pending.takeAt(i);
    }
    return std::nullopt;
}

QJsonObject WsClient::waitFor(const QByteArray &type, int deadlineMs)
{
    std::optional<QJsonObject> found;
    const auto there = [&](const QByteArray &) {
        readFrames();
        found = found ? found : takePending(type);
        return found.has_value();
    };
    if (m_status == 101)
        m_raw.waitUntil(there, deadlineMs);
    return found.value_or(QJsonObject());
}

bool WsClient::sync()
{
    sendText(R"({"type":"ping"})");
    return !waitFor("pong").isEmpty();
}

QList<QByteArray> WsClient::received(const QByteArray &type) const
{
    QList<QByteArray> found;
    std::copy_if(m_texts.begin(), m_texts.end(), std::back_inserter(found),
        [&](const QByteArray &text) { return text.startsWith("{\"type\":\"" + type + '"'); });
    return found;
}

int WsClient::waitForClose(int deadlineMs)
{
    const auto read = [this](const QByteArray &) {
        readFrames();
        return false;
    };
    m_raw.waitUntil(read, deadlineMs);
    return m_raw.isConnected() ? -1 : m_closeCode;
}

void WsClient::sendClose(quint16 code)
{
    char wide[2];
    qToBigEndian(code, wide);
    m_raw.send(clientFrame(0x88, QByteArray(wide, 2)));
}

} // namespace conversa::test
