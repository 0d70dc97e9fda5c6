// SPDX-License-Identifier: Apache-2.0
// Behind nginx and haproxy: the server takes a client's address from a trusted proxy and from nobody else, whatever the
// client claims, and its pings keep a quiet connection through a proxy that ends idle ones.
// Seen red: the header of any peer believed.
#include "support/crowd.h"
#include "support/serverprocess.h"
#include "support/wsclient.h"

#include <QFile>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTest>

using namespace conversa::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray clientAddress = "127.0.0.9";
constexpr auto idleMs = 1'000; // then a proxy ends a connection

QByteArray nginxSettings(quint16 port, quint16 server)
{
    return u"daemon off; pid nginx.pid; error_log error.log; worker_processes 1; events {}\n"
           "http { access_log off; client_body_temp_path a; proxy_temp_path b; fastcgi_temp_path c; uwsgi_temp_path d;\n"
           "scgi_temp_path e; server { listen 127.0.0.1:%1; location / { proxy_pass http://127.0.0.1:%2;\n"
           "proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection upgrade;\n"
           "proxy_set_header Host $http_host; proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;\n"
           "proxy_read_timeout %3ms; proxy_send_timeout %3ms; } } }\n"_s.arg(port)
        .arg(server)
        .arg(idleMs)
        .toLatin1();
}

QByteArray haproxySettings(quint16 port, quint16 server)
{
    return u"defaults\n mode http\n timeout connect 5s\n timeout client %3ms\n timeout server %3ms\n timeout tunnel %3ms\n"
           "frontend front\n bind 127.0.0.1:%1\n option forwardfor\n default_backend back\n"
           "backend back\n server one 127.0.0.1:%2\n"_s.arg(port)
        .arg(server)
        .arg(idleMs)
        .toLatin1();
}

// nginx or haproxy before a port, in a folder of its own; ends with this object, and with the test's process.
class ReverseProxy
{
public:
    ~ReverseProxy()
    {
        m_process.terminate();
        if (!m_process.waitForFinished(5'000))
            m_process.kill();
        m_process.waitForFinished();
    }
    bool start(const QString &name, quint16 server)
    {
        QTcpServer probe;
        probe.listen(QHostAddress::LocalHost);
        m_port = probe.serverPort();
        probe.close();
        QFile settings(m_folder.filePath(u"settings"_s));
        if (!settings.open(QIODevice::WriteOnly))
            return false;
        settings.write(name == "nginx"_L1 ? nginxSettings(m_port, server) : haproxySettings(m_port, server));
        settings.close();
        const QStringList arguments = name == "nginx"_L1
            ? QStringList{ u"-p"_s, m_folder.path(), u"-c"_s, settings.fileName(), u"-e"_s, u"error.log"_s }
            : QStringList{ u"-db"_s, u"-f"_s, settings.fileName() };
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(u"setpriv"_s, QStringList{ u"--pdeathsig=TERM"_s, u"/usr/sbin/"_s + name } + arguments);
        return QTest::qWaitFor([this] { return RawClient(m_port).isConnected(); }, ServerProcess::patienceMs);
    }
    quint16 port() const { return m_port; }

private:
    QTemporaryDir m_folder;
    QProcess m_process;
    quint16 m_port = 0;
};

} // namespace

class TestProxies : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void addressOfTheClient_data() { proxies(); }
    void addressOfTheClient(); // F49
    void quietConnection_data() { proxies(); }
    void quietConnection(); // F49

private:
    static void proxies()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("F49 nginx") << u"nginx"_s;
        QTest::newRow("F49 haproxy") << u"haproxy"_s;
    }
    // The address in the log of a connection of `clientAddress` to `port`, that claims to be another.
    QByteArray loggedAddress(quint16 port);

    ServerProcess m_server;
};

QByteArray TestProxies::loggedAddress(quint16 port)
{
    static const QByteArray field(" address=");
    const int before = int(m_server.log().count("connection_opened"));
    const WsClient client(port, { .headers = { "X-Forwarded-For: 6.6.6.6", "X-Forwarded-For: 127.0.0.1" }, .from = clientAddress });
    const bool logged = QTest::qWaitFor([&] { return m_server.log().count("connection_opened") > before; }, 5'000);
    if (!logged)
        return "not let in";
    const QByteArray line = m_server.log().mid(m_server.log().lastIndexOf("connection_opened"));
    const qsizetype from = line.indexOf(field) + field.size();
    return line.mid(from, line.indexOf('\n', from) - from);
}

void TestProxies::addressOfTheClient()
{
    QFETCH(QString, name);
    const int times = 25;
    QVERIFY2(m_server.start({ u"--proxy.trusted=127.0.0.1"_s }), m_server.log());
    ReverseProxy proxy;
    QVERIFY(proxy.start(name, m_server.port()));
    for (int i = 0; i < times; ++i)
        QCOMPARE(loggedAddress(proxy.port()), clientAddress);
    // Past the proxy nobody is believed.
    QCOMPARE(loggedAddress(m_server.port()), clientAddress);
    QVERIFY2(m_server.start(), m_server.log());
    ReverseProxy stranger;
    QVERIFY(stranger.start(name, m_server.port()));
    for (int i = 0; i < times; ++i)
        QCOMPARE(loggedAddress(stranger.port()), QByteArray("127.0.0.1"));
    qInfo("%s: 0 of %d spoofed", QTest::currentDataTag(), 2 * times + 1);
}

void TestProxies::quietConnection()
{
    QFETCH(QString, name);
    constexpr int pingMs = 250;
    constexpr int pings = 3 * idleMs / pingMs;
    {
        QVERIFY2(m_server.start({ u"--limits.ping_interval=1h"_s, u"--limits.heartbeat=2h"_s }), m_server.log());
        ReverseProxy proxy;
        QVERIFY(proxy.start(name, m_server.port()));
        Crowd quiet(proxy.port(), "dev-user-key", "none");
        QVERIFY(quiet.invite(1));
        QVERIFY2(quiet.readUntil([&] { return quiet.guests()[0].ended; }, 20 * idleMs),
            "fault not observed: the proxy ends no idle connection");
    }
    QVERIFY2(m_server.start({ u"--limits.ping_interval=%1ms"_s.arg(pingMs) }), m_server.log());
    ReverseProxy proxy;
    QVERIFY(proxy.start(name, m_server.port()));
    Crowd quiet(proxy.port(), "dev-user-key", "none");
    QVERIFY(quiet.invite(1));
    QVERIFY(quiet.readUntil([&] { return quiet.guests()[0].pings >= pings; }, 20 * idleMs));
    QVERIFY(!quiet.guests()[0].ended);
}

QTEST_GUILESS_MAIN(TestProxies)
#include "tst_proxies.moc"
