// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QSet>
#include <QTcpServer>
#include <QTcpSocket>

#include <functional>

namespace conversa::test {

// Stands between a store and its PostgreSQL. Armed, it lets the next COMMIT of a connection that stores messages
// through and cuts it when the answer comes: committed, and the store does not know. Lives in a thread with an event loop, in which it calls what it
// was armed with, before the cut.
class CommitProxy : public QObject
{
    Q_OBJECT

public:
    explicit CommitProxy(quint16 target);

    quint16 port() const { return m_listener.serverPort(); }
    void arm(std::function<void()> onCommitted = [] {})
    {
        m_armed = true;
        m_onCommitted = std::move(onCommitted);
    }
    int cuts() const { return m_cuts; }

private Q_SLOTS:
    void onConnected();

private:
    void toServer(QTcpSocket *client, QTcpSocket *server);
    void toClient(QTcpSocket *client, QTcpSocket *server);

    const quint16 m_target;
    QSet<QTcpSocket *> m_writers; // the clients that have stored messages; outlives the listener, whose children they are
    QTcpServer m_listener;
    bool m_armed = false;
    std::function<void()> m_onCommitted;
    QTcpSocket *m_committing = nullptr; // the client whose COMMIT is under way
    int m_cuts = 0;
};

} // namespace conversa::test
