// SPDX-License-Identifier: Apache-2.0
#include "support/commitproxy.h"

#include <QHostAddress>

namespace conversa::test {

CommitProxy::CommitProxy(quint16 target)
    : m_target(target)
{
    connect(&m_listener, &QTcpServer::newConnection, this, &CommitProxy::onConnected);
    m_listener.listen(QHostAddress::LocalHost);
}

void CommitProxy::onConnected()
{
    while (QTcpSocket *client = m_listener.nextPendingConnection()) {
        auto *server = new QTcpSocket(client);
        connect(client, &QTcpSocket::readyRead, this, [this, client, server] { toServer(client, server); });
        connect(server, &QTcpSocket::readyRead, this, [this, client, server] { toClient(client, server); });
        connect(server, &QTcpSocket::disconnected, client, &QTcpSocket::disconnectFromHost);
        connect(client, &QTcpSocket::disconnected, this, [this, client] {
            m_writers.remove(client);
            client->deleteLater();
        });
        server->connectToHost(QHostAddress::LocalHost, m_target);
    }
}

void CommitProxy::toServer(QTcpSocket *client, QTcpSocket *server)
{
    const QByteArray bytes = client->readAll();
    if (bytes.contains("INSERT INTO messages"))
        m_writers.insert(client);
    // libpq sends it in one piece, as a simple query of its own.
    if (m_armed && m_writers.contains(client) && bytes.contains("COMMIT")) {
        m_armed = false;
        m_committing = client;
    }
    server->write(bytes);
}

void CommitProxy::toClient(QTcpSocket *client, QTcpSocket *server)
{
    const QByteArray bytes = server->readAll();
    if (m_committing != client) {
        client->write(bytes);
        return;
    }
    m_committing = nullptr;
    ++m_cuts;
    m_onCommitted();
    client->abort();
}

} // namespace conversa::test
