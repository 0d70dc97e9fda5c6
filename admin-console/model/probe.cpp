// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/probe.h"

#include <QHostAddress>
#include <QSslCipher>

namespace conversa::console {

namespace {

QString protocolName(QSsl::SslProtocol protocol)
{
    return protocol == QSsl::TlsV1_3 ? QStringLiteral("TLS 1.3") : QStringLiteral("TLS 1.2");
}

Finding findingOf(QAbstractSocket::SocketError error, bool isShaking)
{
    switch (error) {
    case QAbstractSocket::HostNotFoundError:
        return Finding::HostNotFound;
    case QAbstractSocket::ConnectionRefusedError:
        return Finding::PortRefused;
    case QAbstractSocket::NetworkError:
        return Finding::Unreachable;
    case QAbstractSocket::SocketTimeoutError:
        return Finding::TimedOut;
    default:
        return isShaking ? Finding::NotTls : Finding::BrokenOff;
    }
}

} // namespace

Probe::Probe(QObject *parent)
    : QObject(parent)
{
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, [this] { fail(Finding::TimedOut); });
    connect(&m_socket, &QSslSocket::connected, this, &Probe::onConnected);
    connect(&m_socket, &QSslSocket::encrypted, this, &Probe::onEncrypted);
    connect(&m_socket, &QSslSocket::readyRead, this, &Probe::onReadyRead);
    connect(&m_socket, &QSslSocket::errorOccurred, this, &Probe::onError);
    // Only for the handshake to go on: onEncrypted() hands out what is wrong with the certificate.
    connect(&m_socket, &QSslSocket::sslErrors, &m_socket, [this] { m_socket.ignoreSslErrors(); });
}

Probe::~Probe()
{
    m_socket.disconnect(this);
    m_socket.abort();
}

void Probe::open(const QUrl &address, const QSslConfiguration &tls, int timeoutMs)
{
    m_isSecure = address.scheme() == QLatin1String("https");
    m_socket.setSslConfiguration(tls);
    m_deadline.setInterval(timeoutMs);
    m_deadline.start();
    m_socket.connectToHost(address.host(), quint16(address.port(m_isSecure ? 443 : 80)));
}

void Probe::ask(const QByteArray &request)
{
    m_isAsking = true;
    m_received.clear();
    m_deadline.start();
    m_socket.write(request);
}

void Probe::onConnected()
{
    m_isShaking = m_isSecure;
    if (m_isSecure) {
        m_deadline.start();
        m_socket.startClientEncryption();
    } else {
        m_deadline.stop();
    }
    Q_EMIT connected(m_socket.peerAddress().toString());
}

void Probe::onEncrypted()
{
    m_deadline.stop();
    m_isShaking = false;
    Q_EMIT secured({ m_socket.peerCertificateChain(), m_socket.sslHandshakeErrors(), protocolName(m_socket.sessionProtocol()),
        m_socket.sessionCipher().name() });
}

void Probe::onReadyRead()
{
    m_received += m_socket.read(MostAnswerHead + MostAnswerBody - m_received.size());
    read(false);
}

void Probe::onError(QAbstractSocket::SocketError error)
{
    if (m_isAsking && error == QAbstractSocket::RemoteHostClosedError)
        read(true);
    else
        fail(findingOf(error, m_isShaking), m_socket.errorString());
}

void Probe::read(bool isEnd)
{
    if (!m_isAsking)
        return;
    const auto answer = readHttpAnswer(m_received, isEnd);
    if (!answer)
        return fail(Finding::NotHttp);
    if (!*answer)
        return;
    m_isAsking = false;
    m_deadline.stop();
    Q_EMIT answered(**answer);
}

void Probe::fail(Finding finding, const QString &detail)
{
    if (std::exchange(m_isOver, true))
        return;
    m_deadline.stop();
    m_socket.abort();
    Q_EMIT failed(finding, detail);
}

} // namespace conversa::console
