// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

namespace conversa::test {

// A link that brings a client 64 kbit a second of what its server sends, and lets hardly more wait; the other way is
// not slowed. Unlike a kernel's it needs no rights. Lives in a thread with an event loop.
class NarrowLink : public QObject
{
    Q_OBJECT

public:
    explicit NarrowLink(quint16 target);

    quint16 port() const { return m_listener.serverPort(); }

private Q_SLOTS:
    void onConnected();
    void onTick();

private:
    struct Pair
    {
        QTcpSocket *client;
        QTcpSocket *server;
    };

    const quint16 m_target;
    QTcpServer m_listener;
    QTimer m_tick;
    QList<Pair> m_pairs;
};

} // namespace conversa::test
