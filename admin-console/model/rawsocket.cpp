// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/rawsocket.h"

#include "wire/frameencoder.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QRandomGenerator>

#include <chrono>

namespace conversa::console {

namespace {

constexpr qsizetype mostHead = 16'384;
const QByteArray magic = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"; // RFC 6455, 1.3

QByteArray randomBytes(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    for (char &byte : bytes)
        byte = static_cast<char>(QRandomGenerator::system()->bounded(256));
    return bytes;
}

qint64 nowUs()
{
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::microseconds>(now).count();
}

QByteArray opcodeName(const RawFrame &frame)
{
    switch (frame.opcode) {
    case Opcode::Continuation:
        return "continuation";
    case Opcode::Text:
        return "text";
    case Opcode::Binary:
        return "binary";
    case Opcode::Close:
        return "close";
    case Opcode::Ping:
        return "ping";
    case Opcode::Pong:
        return "pong";
    }
    return "reserved";
}

} // namespace

RawFrame closeFrame(quint16 code, const QByteArray &reason)
{
    return { .opcode = Opcode::Close, .payload = closePayload(code == 0 ? closecode::normal : code, reason) };
}

RawSocket::RawSocket(QObject *parent)
    : QObject(parent)
{
    m_batch.setInterval(batchMs);
    connect(&m_batch, &QTimer::timeout, this, &RawSocket::onBatch);
    connect(&m_socket, &QAbstractSocket::connected, this, [this] {
        if (m_link.url.scheme() != QLatin1String("wss"))
            onConnected();
    });
    connect(&m_socket, &QSslSocket::encrypted, this, &RawSocket::onConnected);
    connect(&m_socket, &QSslSocket::sslErrors, this, [this] {
        if (m_link.pin && m_link.pin->matches(m_socket.peerCertificate()))
            m_socket.ignoreSslErrors();
    });
    connect(&m_socket, &QIODevice::readyRead, this, &RawSocket::onReadyRead);
    connect(&m_socket, &QAbstractSocket::disconnected, this, &RawSocket::onGone);
    connect(&m_socket, &QAbstractSocket::errorOccurred, this, [this] {
        if (m_state != State::Closed && m_socket.state() == QAbstractSocket::UnconnectedState)
            end(m_socket.errorString());
    });
}

// A socket that goes while it is open says so.
RawSocket::~RawSocket()
{
    m_socket.disconnect(this);
    m_socket.abort();
}

void RawSocket::open(const LinkOptions &link)
{
    close();
    m_link = link;
    m_head.clear();
    m_scanner = FrameScanner(mostPayload);
    m_key = randomBytes(16).toBase64();
    m_id = ConnectionId{ Uuid::random() };
    m_state = State::Connecting;
    m_batch.start();
    Q_EMIT stateChanged(m_state, {});
    const bool isTls = link.url.scheme() == QLatin1String("wss");
    m_socket.setSslConfiguration(pinnedTls(link.tls, link.pin));
    const auto port = quint16(link.url.port(isTls ? 443 : 80));
    if (isTls)
        m_socket.connectToHostEncrypted(link.url.host(), port);
    else
        m_socket.connectToHost(link.url.host(), port);
}

void RawSocket::close()
{
    if (m_state == State::Closed)
        return;
    if (m_state == State::Open)
        send(closeFrame(closecode::normal, {}));
    m_socket.disconnectFromHost();
    end({});
    if (m_socket.state() != QAbstractSocket::UnconnectedState)
        m_socket.abort();
}

void RawSocket::onConnected()
{
    m_socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_socket.write(head());
}

QByteArray RawSocket::head() const
{
    const QUrl &url = m_link.url;
    const QByteArray host = url.authority(QUrl::FullyEncoded).toLatin1();
    return "GET " + url.toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority | QUrl::RemoveFragment) + " HTTP/1.1\r\nHost: " + host
        + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: " + m_key
        + "\r\nAuthorization: Bearer " + m_link.token + "\r\n\r\n";
}

void RawSocket::send(const RawFrame &frame)
{
    if (m_state != State::Open)
        return;
    RawFrame out = frame;
    if (out.mask.isEmpty())
        out.mask = randomBytes(maskSize);
    m_socket.write(encoded(out));
    note(frame, false);
}

void RawSocket::sendBytes(const QByteArray &bytes)
{
    if (m_state != State::Open)
        return;
    m_socket.write(bytes);
    FrameRow row{ .atUs = nowUs(), .connection = m_id, .opcode = "raw", .size = bytes.size(), .hex = bytes.toHex() };
    m_frames.push_back(std::move(row));
}

void RawSocket::onReadyRead()
{
    if (m_state == State::Connecting)
        readHead();
    if (m_state == State::Open)
        readFrames();
}

void RawSocket::readHead()
{
    m_head += m_socket.read(mostHead - m_head.size());
    const qsizetype end = m_head.indexOf("\r\n\r\n");
    if (end < 0) {
        if (m_head.size() >= mostHead)
            this->end(tr("The server's answer is no HTTP."));
        return;
    }
    const QByteArray accept = QCryptographicHash::hash(m_key + magic, QCryptographicHash::Sha1).toBase64();
    const QByteArray status = m_head.first(m_head.indexOf("\r\n"));
    if (!status.startsWith("HTTP/1.1 101") || !m_head.first(end).contains(accept)) {
        this->end(tr("The server refuses the connection: %1").arg(QString::fromUtf8(status.left(200))));
        return;
    }
    m_state = State::Open;
    Q_EMIT stateChanged(m_state, {});
    m_scanner.feed(QByteArrayView(m_head).sliced(end + 4));
}

void RawSocket::readFrames()
{
    m_scanner.feed(m_socket.readAll());
    while (const auto frame = m_scanner.next())
        take(*frame);
    if (m_scanner.isBroken())
        end(tr("The server sent a frame of more than %1 MiB.").arg(mostPayload / (1024 * 1024)));
}

void RawSocket::take(const RawFrame &frame)
{
    note(frame, true);
    if (frame.opcode == Opcode::Ping && m_isAutoPong)
        send({ .opcode = Opcode::Pong, .payload = frame.payload });
    if (frame.opcode == Opcode::Close)
        m_socket.disconnectFromHost();
}

void RawSocket::note(const RawFrame &frame, bool isOut)
{
    FrameRow row{ .atUs = nowUs(), .connection = m_id, .isOut = isOut, .opcode = opcodeName(frame), .size = frame.payload.size() };
    if (frame.opcode == Opcode::Binary)
        row.hex = frame.payload.toHex();
    else
        showPayload(row, frame.payload);
    m_frames.push_back(std::move(row));
}

void RawSocket::onGone()
{
    if (m_state != State::Closed)
        end(tr("The server closed the connection."));
}

void RawSocket::end(const QString &why)
{
    m_state = State::Closed;
    onBatch();
    m_batch.stop();
    m_socket.disconnectFromHost();
    Q_EMIT stateChanged(m_state, why);
}

void RawSocket::onBatch()
{
    if (!m_frames.empty())
        Q_EMIT framesSeen(std::exchange(m_frames, {}));
}

} // namespace conversa::console
