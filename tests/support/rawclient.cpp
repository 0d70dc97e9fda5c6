// SPDX-License-Identifier: Apache-2.0
#include "support/rawclient.h"

#include <QDeadlineTimer>
#include <QHostAddress>
#include <QSslCertificate>
#include <QSslConfiguration>

#include <sys/socket.h>

namespace conversa::test {

RawClient::RawClient(quint16 port, const QByteArray &address, const QByteArray &from)
    : m_socket(std::make_unique<QTcpSocket>())
{
    if (!from.isEmpty())
        m_socket->bind(QHostAddress(QString::fromLatin1(from)));
    m_socket->connectToHost(QHostAddress(QString::fromLatin1(address)), port);
    m_socket->waitForConnected(patienceMs);
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
}

RawClient::RawClient(const TlsTarget &target)
{
    auto socket = std::make_unique<QSslSocket>();
    QSslConfiguration configuration;
    configuration.setCaCertificates(QSslCertificate::fromPath(target.caFile));
    configuration.setProtocol(target.version);
    socket->setSslConfiguration(configuration);
    socket->connectToHostEncrypted(QStringLiteral("127.0.0.1"), target.port);
    socket->waitForEncrypted(patienceMs);
    m_socket = std::move(socket);
}

void RawClient::send(const QByteArray &bytes)
{
    m_socket->write(bytes);
    const QDeadlineTimer deadline(patienceMs);
    // A peer that answers without reading on must not be waited for.
    while (m_socket->bytesToWrite() > 0 && isConnected() && !deadline.hasExpired()) {
        m_socket->flush();
        m_received += m_socket->readAll();
        if (m_socket->bytesToWrite() > 0)
            m_socket->waitForBytesWritten(int(deadline.remainingTime()));
    }
}

void RawClient::trickle(const QByteArray &bytes)
{
    for (const char byte : bytes)
        send(QByteArray(1, byte));
}

bool RawClient::waitUntil(const Predicate &enough, int deadlineMs)
{
    const QDeadlineTimer deadline(deadlineMs);
    m_received += m_socket->readAll();
    while (!enough(m_received)) {
        if (deadline.hasExpired() || m_socket->state() == QAbstractSocket::UnconnectedState)
            return false;
        m_socket->waitForReadyRead(int(deadline.remainingTime()));
        m_received += m_socket->readAll();
    }
    return true;
}

bool RawClient::waitForClose(int deadlineMs)
{
    const auto never = [](const QByteArray &) { return false; };
    waitUntil(never, deadlineMs);
    return m_socket->state() == QAbstractSocket::UnconnectedState;
}

QByteArray RawClient::take(qsizetype size)
{
    const QByteArray taken = m_received.first(size);
    m_received.remove(0, size);
    return taken;
}

void RawClient::reset()
{
    const linger now {1, 0};
    ::setsockopt(int(m_socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &now, sizeof now);
    m_socket->abort();
}

void RawClient::close()
{
    m_socket->disconnectFromHost();
    if (m_socket->state() != QAbstractSocket::UnconnectedState)
        m_socket->waitForDisconnected(patienceMs);
}

int RawClient::waitForStatus(int deadlineMs)
{
    const auto complete = [](const QByteArray &bytes) { return bytes.contains("\r\n\r\n"); };
    if (!waitUntil(complete, deadlineMs) || !m_received.startsWith("HTTP/1.1 "))
        return 0;
    return m_received.mid(9, 3).toInt();
}

QByteArray RawClient::header(const QByteArray &name) const
{
    const QByteArray head = m_received.left(m_received.indexOf("\r\n\r\n") + 2);
    const qsizetype at = head.toLower().indexOf("\r\n" + name.toLower() + ":");
    if (at < 0)
        return {};
    const qsizetype from = at + 3 + name.size();
    return head.mid(from, head.indexOf("\r\n", from) - from).trimmed();
}

QByteArray RawClient::body() const
{
    const qsizetype end = m_received.indexOf("\r\n\r\n");
    return end < 0 ? QByteArray() : m_received.mid(end + 4);
}

} // namespace conversa::test
