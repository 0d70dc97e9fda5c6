// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"

#include <prometheus/collectable.h>

#include <QHostAddress>
#include <QTcpServer>
#include <QTimer>

namespace conversa {

// Answers GET /metrics on an address of its own, in Prometheus' text format 0.0.4. What it cannot listen on it tries again:
// nobody is kept from chatting because figures cannot be had. Lives in the main thread, owned by the server.
class MetricsServer : public QObject
{
    Q_OBJECT

public:
    static constexpr int maxConnections = 16;
    static constexpr int deadlineMs = 10'000; // for a connection, from its first byte to its last

    MetricsServer(const prometheus::Collectable &source, Clock clock, QObject *parent = nullptr);

    // port 0: any free one, as the log says.
    void listen(const QHostAddress &address, quint16 port);

private:
    void tryToListen();
    void onConnection();
    QByteArray answer(QByteArrayView head) const;

    const prometheus::Collectable &m_source;
    const Clock m_clock;
    QHostAddress m_address;
    quint16 m_port = 0;
    QTcpServer m_server;
    QTimer m_retry;
    bool m_isReported = false;
};

} // namespace conversa
