// SPDX-License-Identifier: Apache-2.0
#include "support/faultproxy.h"

#include <QElapsedTimer>
#include <QHostAddress>
#include <QSet>
#include <QTimer>

#include <algorithm>
#include <array>
#include <memory>

#include <sys/socket.h>

namespace conversa::test {

// One connection through the proxy; its two ends are its children. Ends with both of them.
class FaultLink : public QObject
{
public:
    FaultLink(FaultProxy &proxy, QTcpSocket *client, int number);

    void blackhole() { m_isBlackhole = true; }
    void reset();

private:
    void onBytes(QTcpSocket &from, QTcpSocket &to, FaultProxy::Way way);
    void onEnd(QTcpSocket &other);

    FaultProxy &m_proxy;
    QTcpSocket *m_client;
    QTcpSocket m_server;
    const int m_number;
    bool m_isBlackhole = false;
    QElapsedTimer m_clock;
    std::array<qint64, 2> m_lastMs{}; // by Way: when what came last goes on
};

FaultLink::FaultLink(FaultProxy &proxy, QTcpSocket *client, int number)
    : QObject(&proxy)
    , m_proxy(proxy)
    , m_client(client)
    , m_number(number)
{
    m_clock.start();
    m_client->setParent(this);
    connect(m_client, &QTcpSocket::readyRead, this, [this] { onBytes(*m_client, m_server, FaultProxy::Way::ToServer); });
    connect(&m_server, &QTcpSocket::readyRead, this, [this] { onBytes(m_server, *m_client, FaultProxy::Way::ToClient); });
    connect(m_client, &QTcpSocket::disconnected, this, [this] { onEnd(m_server); });
    connect(&m_server, &QTcpSocket::disconnected, this, [this] { onEnd(*m_client); });
    connect(&m_server, &QTcpSocket::errorOccurred, this, [this] {
        if (m_server.state() != QAbstractSocket::ConnectedState)
            onEnd(*m_client);
    });
    m_server.connectToHost(QHostAddress::LocalHost, proxy.m_target);
    for (QTcpSocket *socket : { m_client, &m_server })
        socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
}

void FaultLink::onBytes(QTcpSocket &from, QTcpSocket &to, FaultProxy::Way way)
{
    const QByteArray bytes = from.readAll();
    const QByteArray passed
        = m_isBlackhole ? QByteArray() : m_proxy.m_filter ? m_proxy.m_filter(m_number, way, bytes) : bytes;
    m_proxy.m_counts.swallowed += bytes.size() - passed.size();
    m_proxy.m_counts.forwarded += passed.size();
    // A delay that becomes shorter must not let what comes later overtake.
    qint64 &last = m_lastMs[size_t(way)];
    const qint64 now = m_clock.elapsed();
    last = std::max(last, now + m_proxy.m_delayMs);
    if (last <= now) {
        to.write(passed);
        return;
    }
    m_proxy.m_counts.delayed += passed.size();
    QTimer::singleShot(int(last - now), Qt::PreciseTimer, this, [&to, passed] { to.write(passed); });
}

void FaultLink::onEnd(QTcpSocket &other)
{
    if (m_isBlackhole)
        return;
    if (other.state() == QAbstractSocket::ConnectedState)
        other.disconnectFromHost();
    else if (other.state() == QAbstractSocket::UnconnectedState)
        deleteLater();
    else
        other.abort();
}

void FaultLink::reset()
{
    ++m_proxy.m_counts.resets;
    for (QTcpSocket *socket : { m_client, &m_server }) {
        socket->disconnect(this);
        // With nothing unread, abort() alone would be a FIN.
        const linger atOnce{ 1, 0 };
        if (socket->state() == QAbstractSocket::ConnectedState)
            ::setsockopt(int(socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &atOnce, sizeof atOnce);
        socket->abort();
    }
    deleteLater();
}

FaultProxy::FaultProxy(quint16 target)
    : m_target(target)
{
    connect(&m_listener, &QTcpServer::newConnection, this, &FaultProxy::onConnected);
    m_listener.listen(QHostAddress::LocalHost);
}

FaultProxy::~FaultProxy() = default;

void FaultProxy::onConnected()
{
    while (QTcpSocket *client = m_listener.nextPendingConnection()) {
        auto *link = new FaultLink(*this, client, ++m_counts.connections);
        if (m_blackholesNew)
            link->blackhole();
    }
}

void FaultProxy::blackhole()
{
    for (FaultLink *link : links())
        link->blackhole();
}

void FaultProxy::reset()
{
    for (FaultLink *link : links())
        link->reset();
}

QList<FaultLink *> FaultProxy::links() const
{
    QList<FaultLink *> found;
    for (QObject *child : children()) {
        if (auto *link = dynamic_cast<FaultLink *>(child))
            found.append(link);
    }
    return found;
}

FaultProxy::Filter commitsUnanswered()
{
    // libpq sends it in one piece, as a simple query of its own.
    return [committing = std::make_shared<QSet<int>>()](int connection, FaultProxy::Way way, const QByteArray &bytes) {
        if (way == FaultProxy::Way::ToServer && bytes.contains("COMMIT"))
            committing->insert(connection);
        return way == FaultProxy::Way::ToClient && committing->contains(connection) ? QByteArray() : bytes;
    };
}

} // namespace conversa::test
