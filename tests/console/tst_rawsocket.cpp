// SPDX-License-Identifier: Apache-2.0
// An own connection frame by frame, against a server of the test's own. Seen red: pings answered although nobody wanted it
// (answersPings), an answer's key not looked at (refusals), frames handed over one by one (comesInBatches).
#include "model/rawconnection.h"
#include "wire/frameencoder.h"

#include <QCryptographicHash>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTest>

using namespace conversa;
using namespace conversa::console;
using namespace Qt::StringLiterals;

namespace {

// Takes one connection and keeps what comes over it.
class OneServer
{
public:
    OneServer() { m_server.listen(QHostAddress::LocalHost); }
    LinkOptions link() const
    {
        return { .url = QUrl(u"ws://127.0.0.1:%1/api/v1/ws/messages?text=plain"_s.arg(m_server.serverPort())), .token = "some-key", .client = "test/1.0" };
    }
    bool accept()
    {
        if (!QTest::qWaitFor([this] { return m_server.hasPendingConnections(); }))
            return false;
        m_socket = m_server.nextPendingConnection();
        return QTest::qWaitFor([this] {
            m_head += m_socket->readAll();
            return m_head.endsWith("\r\n\r\n");
        });
    }
    QByteArray acceptKey() const
    {
        const qsizetype at = m_head.indexOf("Sec-WebSocket-Key: ") + 19;
        const QByteArray key = m_head.sliced(at, m_head.indexOf('\r', at) - at);
        return QCryptographicHash::hash(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11", QCryptographicHash::Sha1).toBase64();
    }
    void say(const QByteArray &bytes)
    {
        m_socket->write(bytes);
        m_socket->flush();
    }
    void welcome(const QByteArray &more = {})
    {
        say("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: " + acceptKey() + "\r\n\r\n" + more);
    }
    // The next frame of the client.
    std::optional<RawFrame> next()
    {
        std::optional<RawFrame> frame;
        static_cast<void>(QTest::qWaitFor([&] {
            m_scanner.feed(m_socket->readAll());
            frame = m_scanner.next();
            return frame.has_value();
        }));
        return frame;
    }
    const QByteArray &head() const { return m_head; }

private:
    QTcpServer m_server;
    QTcpSocket *m_socket = nullptr; // the server's
    QByteArray m_head;
    FrameScanner m_scanner{ 1'000'000 };
};

// A connection and every frame it saw.
struct Seen
{
    Seen()
    {
        QObject::connect(&connection, &RawConnection::framesSeen, &connection, [this](const std::vector<FrameRow> &rows) {
            ++batches;
            frames.insert(frames.end(), rows.begin(), rows.end());
        });
    }
    bool isOpen() { return QTest::qWaitFor([this] { return connection.state() == RawSocket::State::Open; }); }

    RawConnection connection;
    std::vector<FrameRow> frames;
    int batches = 0;
};

} // namespace

class TestRawSocket : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asksProperly();
    void answersPings();
    void comesInBatches();
    void refusals_data();
    void refusals();
    void tooLong();
};

void TestRawSocket::asksProperly()
{
    OneServer server;
    Seen seen;
    seen.connection.open(server.link());
    QVERIFY(server.accept());
    QVERIFY(server.head().startsWith("GET /api/v1/ws/messages?text=plain HTTP/1.1\r\n"));
    QVERIFY(server.head().contains("\r\nAuthorization: Bearer some-key\r\n"));
    server.welcome(serverFrame(Opcode::Text, "glued to the head"));
    QVERIFY(seen.isOpen());
    QTRY_COMPARE(seen.frames.size(), size_t(1));
    QCOMPARE(seen.frames[0].payload, QByteArray("glued to the head"));
    QVERIFY(seen.frames[0].isOut);
    seen.connection.send({ .opcode = Opcode::Text, .payload = "mine" });
    const auto frame = server.next();
    QVERIFY(frame && frame->payload == "mine" && frame->mask.size() == 4);
    QTRY_COMPARE(seen.frames.size(), size_t(2));
    QVERIFY(!seen.frames[1].isOut);
}

void TestRawSocket::answersPings()
{
    OneServer server;
    Seen seen;
    seen.connection.open(server.link());
    QVERIFY(server.accept());
    server.welcome(serverFrame(Opcode::Ping, "first"));
    const auto pong = server.next();
    QVERIFY(pong && pong->opcode == Opcode::Pong && pong->payload == "first");
    seen.connection.setAutoPong(false);
    seen.connection.send({ .opcode = Opcode::Text, .payload = "now" });
    QCOMPARE(server.next()->payload, QByteArray("now"));
    server.say(serverFrame(Opcode::Ping, "second"));
    QTRY_VERIFY(!seen.frames.empty() && seen.frames.back().payload == "second");
    seen.connection.send({ .opcode = Opcode::Text, .payload = "done" });
    QCOMPARE(server.next()->payload, QByteArray("done"));
}

void TestRawSocket::comesInBatches()
{
    OneServer server;
    Seen seen;
    seen.connection.open(server.link());
    QVERIFY(server.accept());
    server.welcome();
    QVERIFY(seen.isOpen());
    QByteArray many;
    for (int i = 0; i < 2'000; ++i)
        many += serverFrame(Opcode::Text, QByteArray::number(i));
    server.say(many);
    QTRY_COMPARE(seen.frames.size(), size_t(2'000));
    QCOMPARE(seen.frames.back().payload, QByteArray("1999"));
    QVERIFY2(seen.batches < 200, qPrintable(QString::number(seen.batches)));
}

void TestRawSocket::refusals_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("401") << QByteArray("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n");
    QTest::newRow("another key") << QByteArray("HTTP/1.1 101 Switching Protocols\r\nSec-WebSocket-Accept: c29tZXRoaW5nIGVsc2U=\r\n\r\n");
    QTest::newRow("no HTTP") << QByteArray(20'000, 'x');
}

void TestRawSocket::refusals()
{
    QFETCH(QByteArray, answer);
    OneServer server;
    Seen seen;
    QSignalSpy states(&seen.connection, &RawConnection::stateChanged);
    seen.connection.open(server.link());
    QVERIFY(server.accept());
    server.say(answer);
    QTRY_COMPARE(states.size(), 2);
    QCOMPARE(seen.connection.state(), RawSocket::State::Closed);
    QVERIFY(!states[1][0].toString().isEmpty());
    QVERIFY(seen.frames.empty());
}

void TestRawSocket::tooLong()
{
    OneServer server;
    Seen seen;
    seen.connection.open(server.link());
    QVERIFY(server.accept());
    server.welcome(serverFrame(Opcode::Text, "good") + QByteArray("\x82\x7f\x7f\xff\xff\xff\xff\xff\xff\xff", 10));
    QTRY_COMPARE(seen.frames.size(), size_t(1));
    QTRY_COMPARE(seen.connection.state(), RawSocket::State::Closed);
}

QTEST_GUILESS_MAIN(TestRawSocket)
#include "tst_rawsocket.moc"
