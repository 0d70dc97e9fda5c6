// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayList>
#include <QList>
#include <QTcpServer>
#include <QTcpSocket>

#include <functional>
#include <map>
#include <set>
#include <memory>

namespace conversa {
class RespReader;
}

namespace conversa::test {

// What looks like a Redis and answers each command as the test says. Lives in the test's thread and event loop.
class FakeRedis : public QObject
{
    Q_OBJECT

public:
    // The bytes to answer with, as they are; empty: no answer.
    using Answer = std::function<QByteArray(const QByteArrayList &command)>;

    explicit FakeRedis(Answer answer = &FakeRedis::usual);
    ~FakeRedis() override;

    // What a Redis says that means well: +PONG, +OK, the confirmation of a subscription.
    static QByteArray usual(const QByteArrayList &command);

    quint16 port() const { return m_listener.serverPort(); }
    void setAnswer(Answer answer) { m_answer = std::move(answer); }
    // To every connection.
    void sendAll(const QByteArray &bytes);
    // The same, each byte in a segment of its own.
    void trickleAll(const QByteArray &bytes);
    // A message of a channel to every connection that subscribed to anything.
    void push(const QByteArray &channel, const QByteArray &payload);
    // RST to all.
    void cutAll();
    int accepted() const { return m_accepted; } // connections up to now
    const QList<QByteArrayList> &commands() const { return m_commands; }
    // How many reads brought commands, and how many the last one brought.
    int reads() const { return m_reads; }
    qsizetype lastRead() const { return m_lastRead; }

private:
    void onConnected();
    void onReadyRead(QTcpSocket *socket);

    QTcpServer m_listener;
    Answer m_answer;
    std::map<QTcpSocket *, std::unique_ptr<RespReader>> m_clients;
    std::set<QTcpSocket *> m_subscribers;
    QList<QByteArrayList> m_commands;
    int m_accepted = 0;
    int m_reads = 0;
    qsizetype m_lastRead = 0;
};

} // namespace conversa::test
