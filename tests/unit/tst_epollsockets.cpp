// SPDX-License-Identifier: Apache-2.0
// Qt's own sockets on EpollDispatcher. Seen red: EPOLLOUT never asked for.
#include "epolltest.h"

#include <QTcpServer>
#include <QTcpSocket>

#include <atomic>
#include <vector>

using namespace conversa::testing;

namespace {

// Answers every connection with what it receives.
class EchoServer : public QTcpServer
{
public:
    EchoServer()
    {
        connect(this, &QTcpServer::newConnection, this, &EchoServer::onNewConnection);
        listen(QHostAddress::LocalHost);
    }

private:
    void onNewConnection()
    {
        while (QTcpSocket *peer = nextPendingConnection()) {
            connect(peer, &QTcpSocket::readyRead, peer, [peer] { peer->write(peer->readAll()); });
            connect(peer, &QTcpSocket::disconnected, peer, &QObject::deleteLater);
        }
    }
};

} // namespace

class EpollSocketsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void echoesManyMegabytes();
    void servesFromItsThread();
};

void EpollSocketsTest::echoesManyMegabytes()
{
    EchoServer server;
    const QByteArray sent(1'000'000, 'x');
    std::vector<std::unique_ptr<QTcpSocket>> clients;
    qint64 received = 0;
    for (int i = 0; i < 20; ++i) {
        QTcpSocket *client = clients.emplace_back(std::make_unique<QTcpSocket>()).get();
        connect(client, &QTcpSocket::connected, client, [client, &sent] { client->write(sent); });
        connect(client, &QTcpSocket::readyRead, client, [client, &received] { received += client->readAll().size(); });
        client->connectToHost(QHostAddress::LocalHost, server.serverPort());
    }
    QTRY_COMPARE_WITH_TIMEOUT(received, 20 * sent.size(), 30'000);
    for (const auto &client : clients) {
        client->disconnectFromHost();
        QTRY_COMPARE(client->state(), QAbstractSocket::UnconnectedState);
    }
    QTRY_VERIFY(server.findChildren<QTcpSocket *>().isEmpty());
}

void EpollSocketsTest::servesFromItsThread()
{
    LoopThread other;
    std::unique_ptr<EchoServer> server;
    other.run([&] { server = std::make_unique<EchoServer>(); });
    QTcpSocket client;
    client.connectToHost(QHostAddress::LocalHost, server->serverPort());
    for (int i = 0; i < 100; ++i) {
        client.write("ping");
        QVERIFY(client.waitForReadyRead());
        QCOMPARE(client.readAll(), QByteArray("ping"));
    }
    other.run([&] { server.reset(); });
    QTRY_COMPARE(client.state(), QAbstractSocket::UnconnectedState);
}

int main(int argc, char *argv[])
{
    return runOnEpoll<EpollSocketsTest>(argc, argv);
}

#include "tst_epollsockets.moc"
