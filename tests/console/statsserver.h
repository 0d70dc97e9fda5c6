// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QTcpServer>
#include <QTcpSocket>

namespace conversa::test {

// A small HTTP server on a free loopback port: answers each request with what the test wants, and keeps the last head.
class StatsServer : public QObject
{
public:
    enum class Mode { Answer, Silent, HangUp };

    StatsServer()
    {
        m_server.listen(QHostAddress::LocalHost);
        connect(&m_server, &QTcpServer::newConnection, this, [this] { accept(); });
    }

    QString address() const
    {
        return QStringLiteral("http://127.0.0.1:%1").arg(m_port ? m_port : m_server.serverPort());
    }
    void answer(const QByteArray &status, const QByteArray &body, const QByteArray &location = "/")
    {
        m_mode = Mode::Answer;
        m_status = status;
        m_body = body;
        m_location = location;
    }
    void setMode(Mode mode) { m_mode = mode; }
    void close()
    {
        m_port = m_server.serverPort();
        m_server.close();
        qDeleteAll(m_server.findChildren<QTcpSocket *>());
    }
    void reopen() { m_server.listen(QHostAddress::LocalHost, m_port); }
    int requests() const { return m_requests; }
    QByteArray lastHead() const { return m_lastHead; }

private:
    void accept()
    {
        QTcpSocket *socket = m_server.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { onReadyRead(socket); });
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    }

    void onReadyRead(QTcpSocket *socket)
    {
        const QByteArray head = socket->readAll();
        if (!head.contains("\r\n\r\n"))
            return;
        ++m_requests;
        m_lastHead = head;
        if (m_mode == Mode::HangUp)
            socket->abort();
        if (m_mode != Mode::Answer)
            return;
        socket->write("HTTP/1.1 " + m_status + "\r\nLocation: " + m_location
            + "\r\nContent-Length: " + QByteArray::number(m_body.size()) + "\r\n\r\n" + m_body);
    }

    QTcpServer m_server;
    Mode m_mode = Mode::Answer;
    QByteArray m_status = "200 OK";
    QByteArray m_body = R"({"total_clients":42,"total_sessions":15,"redis_enabled":true})";
    QByteArray m_location;
    QByteArray m_lastHead;
    quint16 m_port = 0;
    int m_requests = 0;
};

} // namespace conversa::test
