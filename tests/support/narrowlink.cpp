// SPDX-License-Identifier: Apache-2.0
#include "support/narrowlink.h"

#include <QHostAddress>

namespace conversa::test {

namespace {

constexpr int tickMs = 50;
constexpr qint64 bytesOfTick = 64'000 / 8 * tickMs / 1'000;

} // namespace

NarrowLink::NarrowLink(quint16 target)
    : m_target(target)
{
    connect(&m_listener, &QTcpServer::newConnection, this, &NarrowLink::onConnected);
    m_listener.listen(QHostAddress::LocalHost);
    connect(&m_tick, &QTimer::timeout, this, &NarrowLink::onTick);
    m_tick.start(tickMs);
}

void NarrowLink::onConnected()
{
    while (QTcpSocket *client = m_listener.nextPendingConnection()) {
        auto *server = new QTcpSocket(client);
        server->connectToHost(QHostAddress::LocalHost, m_target);
        server->waitForConnected();
        server->setSocketOption(QAbstractSocket::ReceiveBufferSizeSocketOption, 4'096);
        server->setReadBufferSize(bytesOfTick);
        connect(client, &QTcpSocket::readyRead, server, [client, server] { server->write(client->readAll()); });
        connect(client, &QTcpSocket::disconnected, server, &QTcpSocket::disconnectFromHost);
        m_pairs.append(Pair{ client, server });
    }
}

void NarrowLink::onTick()
{
    for (const Pair &pair : m_pairs) {
        pair.client->write(pair.server->read(bytesOfTick));
        if (pair.server->state() == QAbstractSocket::UnconnectedState && pair.server->bytesAvailable() == 0)
            pair.client->disconnectFromHost();
    }
}

} // namespace conversa::test
