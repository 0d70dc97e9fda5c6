// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/singleinstance.h"

#include <QLocalSocket>
#include <QStandardPaths>

namespace conversa::console {

namespace {

constexpr int ConnectMs = 500; // to a socket of this machine

QString socketOf(const QString &profileId)
{
    return QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation) + QLatin1String("/conversa-console-") + profileId;
}

bool isAlive(const QString &name)
{
    QLocalSocket socket;
    socket.connectToServer(name);
    return socket.waitForConnected(ConnectMs);
}

} // namespace

SingleInstance::SingleInstance(QObject *parent)
    : QObject(parent)
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, &SingleInstance::onConnection);
}

bool SingleInstance::claim(const QString &profileId)
{
    const QString name = socketOf(profileId);
    if (m_server.isListening() && m_server.fullServerName() == name)
        return true;
    if (isAlive(name))
        return false;
    m_server.close();
    // Takes the place of a name that a crash left behind.
    m_server.listen(name);
    return true;
}

void SingleInstance::onConnection()
{
    while (QLocalSocket *socket = m_server.nextPendingConnection())
        socket->deleteLater();
    Q_EMIT raiseRequested();
}

} // namespace conversa::console
