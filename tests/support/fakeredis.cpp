// SPDX-License-Identifier: Apache-2.0
#include "support/fakeredis.h"

#include "redis/respreader.h"

namespace conversa::test {

namespace {

QByteArray bulk(const QByteArray &text)
{
    return '$' + QByteArray::number(text.size()) + "\r\n" + text + "\r\n";
}

} // namespace

FakeRedis::FakeRedis(Answer answer)
    : m_answer(std::move(answer))
{
    connect(&m_listener, &QTcpServer::newConnection, this, &FakeRedis::onConnected);
    m_listener.listen(QHostAddress::LocalHost);
}

FakeRedis::~FakeRedis()
{
    for (const auto &[socket, reader] : m_clients)
        socket->disconnect(this);
}

QByteArray FakeRedis::usual(const QByteArrayList &command)
{
    if (command.front() == "PING")
        return "+PONG\r\n";
    if (command.front() == "PUBLISH")
        return ":1\r\n";
    if (!command.front().endsWith("SUBSCRIBE"))
        return "+OK\r\n";
    return "*3\r\n" + bulk(command.front().toLower()) + bulk(command[1]) + ":1\r\n";
}

void FakeRedis::onConnected()
{
    while (QTcpSocket *socket = m_listener.nextPendingConnection()) {
        ++m_accepted;
        socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        m_clients[socket] = std::make_unique<RespReader>();
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { onReadyRead(socket); });
        connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
            m_clients.erase(socket);
            m_subscribers.erase(socket);
            socket->deleteLater();
        });
    }
}

void FakeRedis::onReadyRead(QTcpSocket *socket)
{
    // A command looks like a reply: an array of strings.
    RespReader &reader = *m_clients[socket];
    if (!reader.feed(socket->readAll()))
        qFatal("the client's commands are no RESP2");
    ++m_reads;
    m_lastRead = 0;
    for (auto reply = reader.next(); reply && *reply; reply = reader.next()) {
        QByteArrayList command;
        for (const RedisReply &argument : (*reply)->elements)
            command.append(argument.text);
        m_commands.append(command);
        ++m_lastRead;
        if (command.front().endsWith("SUBSCRIBE"))
            m_subscribers.insert(socket);
        socket->write(m_answer(command));
    }
}

void FakeRedis::sendAll(const QByteArray &bytes)
{
    for (const auto &[socket, reader] : m_clients)
        socket->write(bytes);
}

void FakeRedis::trickleAll(const QByteArray &bytes)
{
    for (const auto &[socket, reader] : m_clients) {
        for (const char byte : bytes) {
            socket->write(&byte, 1);
            socket->flush();
        }
    }
}

void FakeRedis::push(const QByteArray &channel, const QByteArray &payload)
{
    for (QTcpSocket *socket : m_subscribers)
        socket->write("*3\r\n" + bulk("message") + bulk(channel) + bulk(payload));
}

void FakeRedis::cutAll()
{
    while (!m_clients.empty()) {
        QTcpSocket *socket = m_clients.begin()->first;
        m_clients.erase(m_clients.begin());
        m_subscribers.erase(socket);
        socket->disconnect(this);
        socket->abort();
        socket->deleteLater();
    }
}

} // namespace conversa::test
