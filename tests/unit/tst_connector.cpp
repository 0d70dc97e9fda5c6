// SPDX-License-Identifier: Apache-2.0
// One connection after the other, against servers that do what ours never should: what is final, how long the client
// stays away, what a person is told. Seen red: a close with 4500 tried again, the wish of the close or of
// server_draining not read, retry_after_ms in a refusal not read, a token in the URL, a handshake and a silence without
// a deadline, a certificate nobody vouches for ignored.
#include "client/address.h"
#include "client/connector.h"

#include <QSignalSpy>
#include <QSslKey>
#include <QSslServer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QWebSocketServer>

using namespace conversa;

namespace {

constexpr int patienceMs = 10'000;
using Kind = LinkStatus::Kind;

// Reads the head of each request and gives the same answer; empty: none ever.
class PlainServer : public QTcpServer
{
public:
    explicit PlainServer(QByteArray answer)
        : m_answer(std::move(answer))
    {
        connect(this, &QTcpServer::newConnection, this, [this] {
            QTcpSocket *socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] {
                heads += socket->readAll();
                if (!heads.endsWith("\r\n\r\n") || m_answer.isEmpty())
                    return;
                ++answered;
                socket->write(m_answer);
                socket->disconnectFromHost();
            });
        });
        listen(QHostAddress::LocalHost);
    }

    QByteArray heads;
    int answered = 0;

private:
    const QByteArray m_answer;
};

// Opens every connection and does with it what the test says.
class SocketServer : public QWebSocketServer
{
public:
    using Welcome = std::function<void(QWebSocket &)>;

    explicit SocketServer(Welcome welcome)
        : QWebSocketServer(QStringLiteral("test"), NonSecureMode)
    {
        connect(this, &QWebSocketServer::newConnection, this, [this, welcome] {
            QWebSocket *socket = nextPendingConnection();
            socket->setParent(this);
            arrivals.append(m_time.elapsed());
            welcome(*socket);
        });
        listen(QHostAddress::LocalHost);
        m_time.start();
    }

    QList<qint64> arrivals; // milliseconds

private:
    QElapsedTimer m_time;
};

LinkOptions linkTo(quint16 port, const char *scheme = "ws")
{
    const QString typed = QStringLiteral("%1://127.0.0.1:%2").arg(QLatin1String(scheme)).arg(port);
    return { .url = *socketAddress(typed), .token = "cv_the_secret", .client = "test/1.0 <x>" };
}

QWebSocketProtocol::CloseCode closeCode(int code)
{
    return QWebSocketProtocol::CloseCode(code);
}

// A connector and the states it passed.
struct Probe
{
    explicit Probe(Connector::Options options = {})
        : connector(std::move(options))
    {
        QObject::connect(
            &connector, &Connector::stateChanged, [this](const LinkStatus &state) { states.append(state); });
    }
    bool reaches(Kind kind, int times = 1)
    {
        return QTest::qWaitFor([&] { return count(kind) >= times; }, patienceMs);
    }
    int count(Kind kind) const
    {
        return int(std::count_if(
            states.begin(), states.end(), [kind](const LinkStatus &state) { return state.kind == kind; }));
    }

    Connector connector;
    QList<LinkStatus> states;
};

} // namespace

class TestConnector : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asksAsAgreed();
    void refusedHandshakes_data();
    void refusedHandshakes();
    void refusedUntil();
    void noServer();
    void silentHandshake();
    void finalClose();
    void obeysTheClose();
    void obeysTheAnnouncement();
    void comesBackAfterALoss();
    void noticesADeadLink();
    void saysGoodbye();
    void untrustedCertificate();
    void noTlsAtAll();
    void badToken();
};

void TestConnector::asksAsAgreed()
{
    PlainServer server("HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Bearer\r\nContent-Length: 0\r\n\r\n");
    Probe probe;
    probe.connector.start(linkTo(server.serverPort()));
    QVERIFY(probe.reaches(Kind::Stopped));
    QVERIFY2(server.heads.startsWith("GET /api/v1/ws/messages?text=plain&client=test/1.0%20%3Cx%3E HTTP/1.1\r\n"),
        server.heads);
    QCOMPARE(server.heads.count("cv_the_secret"), 1);
    QVERIFY(server.heads.toLower().contains("\r\nauthorization: bearer cv_the_secret\r\n"));
    QVERIFY(!server.heads.toLower().contains("\r\norigin:"));
}

void TestConnector::refusedHandshakes_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<EndKind>("cause");
    QTest::addColumn<bool>("isFinal");
    const auto row = [](const char *status, EndKind cause, bool isFinal, const char *more = "") {
        QTest::newRow(status) << QByteArray("HTTP/1.1 ") + status + "\r\n" + more + "Content-Length: 2\r\n\r\n{}"
                              << cause << isFinal;
    };
    row("401 Unauthorized", EndKind::Unauthorized, true, "WWW-Authenticate: Bearer\r\n");
    row("403 Forbidden", EndKind::Forbidden, true);
    row("404 Not Found", EndKind::Refused, true);
    row("429 Too Many Requests", EndKind::Refused, false, "Retry-After: 1\r\n");
    row("503 Service Unavailable", EndKind::Refused, false, "Retry-After: 1\r\n");
    row("200 OK", EndKind::Refused, false);
    QTest::newRow("no HTTP") << QByteArray("220 mail.example ESMTP\r\n\r\n") << EndKind::Lost << false;
}

void TestConnector::refusedHandshakes()
{
    QFETCH(const QByteArray, answer);
    QFETCH(const bool, isFinal);
    PlainServer server(answer);
    Probe probe;
    probe.connector.start(linkTo(server.serverPort()));
    QVERIFY(probe.reaches(isFinal ? Kind::Stopped : Kind::Waiting));
    QTEST(probe.states.last().cause, "cause");
    QVERIFY2(probe.states.last().reason.endsWith('.'), probe.states.last().reason);
    if (answer.contains("Retry-After"))
        QVERIFY(probe.states.last().retryInMs >= 1'000);
    QCOMPARE(server.answered, 1);
}

void TestConnector::refusedUntil()
{
    PlainServer server("HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/json\r\nContent-Length: 45\r\n"
                       "Retry-After: 8\r\n\r\n{\"error\":\"overloaded\",\"retry_after_ms\":7234}");
    Probe probe;
    probe.connector.start(linkTo(server.serverPort()));
    QVERIFY(probe.reaches(Kind::Waiting));
    QCOMPARE(probe.states.last().retryInMs, 7'234);
}

void TestConnector::noServer()
{
    quint16 port = 0;
    {
        QTcpServer gone;
        QVERIFY(gone.listen(QHostAddress::LocalHost));
        port = gone.serverPort();
    }
    Probe probe;
    probe.connector.start(linkTo(port));
    QVERIFY(probe.reaches(Kind::Waiting));
    QCOMPARE(probe.states.last().cause, EndKind::Unreachable);
    QVERIFY(probe.states.last().retryInMs >= 500 && probe.states.last().retryInMs <= 1'000);
    QVERIFY(probe.connector.retryInMs() > 0);
    // A server that comes is found without anybody's doing.
    SocketServer server([](QWebSocket &) {});
    server.close();
    QVERIFY(server.listen(QHostAddress::LocalHost, port));
    QVERIFY(probe.reaches(Kind::Connected));
}

void TestConnector::silentHandshake()
{
    PlainServer server({});
    LinkOptions link = linkTo(server.serverPort());
    link.openMs = 200;
    Probe probe;
    probe.connector.start(link);
    QVERIFY(probe.reaches(Kind::Waiting));
    QCOMPARE(probe.states.last().cause, EndKind::TimedOut);
}

void TestConnector::finalClose()
{
    SocketServer server([](QWebSocket &socket) { socket.close(closeCode(4501), QStringLiteral("revoked")); });
    Probe probe;
    probe.connector.start(linkTo(server.serverPort()));
    QVERIFY(probe.reaches(Kind::Stopped));
    QCOMPARE(probe.states.last().cause, EndKind::Closed);
    QCOMPARE(probe.states.last().reason, QByteArray("The access key was revoked."));
    QCOMPARE(server.arrivals.size(), 1);
}

void TestConnector::obeysTheClose()
{
    SocketServer server([&server](QWebSocket &socket) {
        if (server.arrivals.size() == 1)
            socket.close(closeCode(1001), QStringLiteral("retry_after_ms=1234"));
    });
    Probe probe;
    probe.connector.start(linkTo(server.serverPort()));
    QVERIFY(probe.reaches(Kind::Waiting));
    QCOMPARE(probe.states.last().retryInMs, 1'234);
    QVERIFY(probe.reaches(Kind::Connected, 2));
    QVERIFY(server.arrivals[1] - server.arrivals[0] >= 1'234);
}

void TestConnector::obeysTheAnnouncement()
{
    // The close frame gets lost where the network ends before it.
    QWebSocket *first = nullptr;
    SocketServer server([&first](QWebSocket &socket) { first = &socket; });
    Probe probe;
    probe.connector.start(linkTo(server.serverPort()));
    QVERIFY(probe.reaches(Kind::Connected));
    probe.connector.expectClose(1'111);
    QTRY_VERIFY(first);
    first->abort();
    QVERIFY(probe.reaches(Kind::Waiting));
    QCOMPARE(probe.states.last().retryInMs, 1'111);
    QVERIFY(probe.reaches(Kind::Connected, 2));
}

void TestConnector::comesBackAfterALoss()
{
    SocketServer server([](QWebSocket &socket) { socket.abort(); });
    Probe probe({ .stableMs = 60'000 });
    probe.connector.start(linkTo(server.serverPort()));
    QVERIFY(probe.reaches(Kind::Waiting));
    QCOMPARE(probe.states.last().cause, EndKind::Lost);
    for (int i = 2; i <= 20; ++i) {
        const qint64 wait = probe.states.last().retryInMs;
        QVERIFY(wait >= 500 && wait <= std::min(30'000, 500 << std::min(i, 7)));
        probe.connector.retryNow();
        QVERIFY(probe.reaches(Kind::Waiting, i));
    }
    QVERIFY(std::any_of(probe.states.begin(), probe.states.end(), [](const auto &s) { return s.retryInMs > 10'000; }));
}

void TestConnector::noticesADeadLink()
{
    QByteArrayList pings;
    SocketServer server([&](QWebSocket &socket) {
        const bool answers = server.arrivals.size() > 1;
        connect(&socket, &QWebSocket::textMessageReceived, &server, [&pings, &socket, answers](const QString &text) {
            pings.append(text.toUtf8());
            if (answers)
                socket.sendTextMessage(QStringLiteral("{\"type\":\"pong\"}"));
        });
    });
    Probe probe({ .heartbeat = { .intervalMs = 200, .patienceMs = 100 } });
    probe.connector.start(linkTo(server.serverPort()));
    QVERIFY(probe.reaches(Kind::Waiting));
    QCOMPARE(probe.states.last().cause, EndKind::Lost);
    QCOMPARE(pings, QByteArrayList{ "{\"type\":\"ping\",\"payload\":{}}" });
    probe.connector.retryNow();
    QVERIFY(probe.reaches(Kind::Connected, 2));
    QTRY_VERIFY(pings.size() >= 6);
    QCOMPARE(probe.states.last().kind, Kind::Connected);
}

void TestConnector::saysGoodbye()
{
    int code = 0;
    SocketServer server([&code](QWebSocket &socket) {
        connect(&socket, &QWebSocket::disconnected, &socket, [&code, &socket] { code = socket.closeCode(); });
    });
    Probe probe;
    probe.connector.start(linkTo(server.serverPort()));
    QVERIFY(probe.reaches(Kind::Connected));
    probe.connector.stop();
    QVERIFY(probe.reaches(Kind::Stopped));
    QCOMPARE(probe.states.last().cause, EndKind::Stopped);
    QTRY_COMPARE(code, 1000);
    // Also while it waits, and while it tries.
    server.close();
    probe.connector.start(linkTo(server.serverPort()));
    probe.connector.stop();
    QVERIFY(probe.reaches(Kind::Stopped, 2));
    probe.connector.start(linkTo(server.serverPort()));
    QVERIFY(probe.reaches(Kind::Waiting));
    probe.connector.stop();
    QCOMPARE(probe.states.last().kind, Kind::Stopped);
}

void TestConnector::untrustedCertificate()
{
    QSslServer server;
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    QFile key(QFINDTESTDATA("data/untrusted.key")), certificate(QFINDTESTDATA("data/untrusted.crt"));
    QVERIFY(key.open(QIODevice::ReadOnly) && certificate.open(QIODevice::ReadOnly));
    tls.setPrivateKey(QSslKey(&key, QSsl::Ec));
    tls.setLocalCertificate(QSslCertificate(&certificate));
    server.setSslConfiguration(tls);
    QVERIFY(server.listen(QHostAddress::LocalHost));
    QByteArray heard;
    connect(&server, &QSslServer::pendingConnectionAvailable, this, [&] {
        QTcpSocket *socket = server.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, this, [&heard, socket] { heard += socket->readAll(); });
    });
    Probe probe;
    probe.connector.start(linkTo(server.serverPort(), "wss"));
    QVERIFY(probe.reaches(Kind::Waiting));
    QCOMPARE(probe.states.last().cause, EndKind::TlsFailed);
    const QByteArray reason = probe.states.last().reason;
    QVERIFY2(reason.startsWith("The server's certificate cannot be trusted: ") && !reason.contains('\n'), reason);
    QCOMPARE(heard, QByteArray());
}

void TestConnector::noTlsAtAll()
{
    PlainServer server("HTTP/1.1 400 Bad Request\r\n\r\n");
    connect(&server, &QTcpServer::newConnection, this, [] {});
    LinkOptions link = linkTo(server.serverPort(), "wss");
    link.openMs = 2'000;
    Probe probe;
    probe.connector.start(link);
    QVERIFY(probe.reaches(Kind::Waiting));
    QVERIFY(!probe.states.last().reason.isEmpty());
    QVERIFY(!server.heads.contains("cv_the_secret"));
}

void TestConnector::badToken()
{
    PlainServer server({});
    LinkOptions link = linkTo(server.serverPort());
    link.token = "cv_the_secret\r\nX: y";
    Probe probe;
    probe.connector.start(link);
    QCOMPARE(probe.states.last().cause, EndKind::BadSetting);
    QVERIFY(!probe.states.last().reason.contains("secret"));
    QVERIFY(!server.waitForNewConnection(100));
}

QTEST_GUILESS_MAIN(TestConnector)
#include "tst_connector.moc"
