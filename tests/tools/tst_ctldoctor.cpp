// SPDX-License-Identifier: Apache-2.0
// conversactl doctor where something is wrong: the step that fails is the right one, and it says what helps.
// Seen red: any answer taken for an upgrade (aProxyWithoutUpgrade), the Date not compared (otherClock).
#include "support/authority.h"
#include "support/redisserver.h"
#include "support/postgresserver.h"
#include "support/rawclient.h"
#include "tools/program.h"

#include <QDateTime>
#include <QJsonArray>
#include <QLocale>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <future>
#include <thread>

using namespace conversa::test;
using namespace Qt::StringLiterals;

namespace {

// Answers every request as a server would whose clock is wrong by so much. In a thread of its own: the test only waits.
class WrongClock
{
public:
    explicit WrongClock(int seconds)
    {
        std::promise<quint16> port;
        m_thread = std::jthread([seconds, &port](const std::stop_token &stop) {
            QTcpServer server;
            server.listen(QHostAddress::LocalHost);
            port.set_value(server.serverPort());
            while (!stop.stop_requested()) {
                if (server.waitForNewConnection(50))
                    answer(*server.nextPendingConnection(), seconds);
            }
        });
        m_port = port.get_future().get();
    }
    quint16 port() const { return m_port; }

private:
    static void answer(QTcpSocket &socket, int seconds)
    {
        while (socket.waitForReadyRead(2'000) && !socket.peek(4'096).contains("\r\n\r\n")) { }
        const QString date = QLocale::c().toString(QDateTime::currentDateTimeUtc().addSecs(seconds), u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s);
        socket.write("HTTP/1.1 200 OK\r\nDate: " + date.toLatin1() + "\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: 15\r\n\r\n{\"status\":\"ok\"}");
        socket.waitForBytesWritten(2'000);
        socket.disconnectFromHost();
    }

    quint16 m_port = 0;
    std::jthread m_thread;
};

} // namespace

class TestCtlDoctor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void nothingWrong();
    void noName();
    void nobodyListens();
    void anotherProgram();
    void untrusted();
    void wrongKey();
    void otherClock();
    void aProxyWithoutUpgrade();
    void redisAway();

private:
    // The step as doctor saw it; {} when it came not so far.
    QJsonObject step(const QString &url, const QString &name, const QStringList &more = {});
    QString url() const { return u"http://127.0.0.1:%1"_s.arg(m_server->port()); }

    std::unique_ptr<ServerProcess> m_server;
    Program m_ctl{u"conversactl"_s};
};

void TestCtlDoctor::init()
{
    m_server = std::make_unique<ServerProcess>();
    m_ctl.set(u"CONVERSA_TOKEN"_s, u"dev-admin-key"_s);
}

QJsonObject TestCtlDoctor::step(const QString &url, const QString &name, const QStringList &more)
{
    const Ended ended = m_ctl.run(QStringList{u"doctor"_s, u"--json"_s, u"--timeout"_s, u"5"_s, u"--server"_s, url} + more);
    for (const QJsonValue &step : ended.json()["steps"_L1].toArray()) {
        if (step["name"_L1] == name)
            return step.toObject();
    }
    qWarning("%s%s", ended.output.constData(), ended.errors.constData());
    return {};
}

void TestCtlDoctor::nothingWrong()
{
    QVERIFY2(m_server->start({u"--metrics.listen=127.0.0.1:0"_s}), m_server->log());
    const QStringList metrics{u"--metrics"_s, u"http://127.0.0.1:%1"_s.arg(m_server->metricsPort())};
    const Ended ended = m_ctl.run(QStringList{u"doctor"_s, u"--server"_s, url()} + metrics);
    QVERIFY2(ended.code == 0 && !ended.output.contains("FAILED"), ended.output);
    QVERIFY(ended.output.contains("the server sees this connection from 127.0.0.1\n"));
    QVERIFY(step(url(), u"descriptors"_s, metrics)["sentence"_L1].toString().startsWith("it may open "_L1));
}

void TestCtlDoctor::noName()
{
    const QJsonObject found = step(u"http://no.such.host.invalid"_s, u"name"_s);
    QCOMPARE(found["result"_L1].toString(), u"failed"_s);
    QVERIFY(found["remedy"_L1].toString().contains("/etc/hosts"_L1));
}

void TestCtlDoctor::nobodyListens()
{
    const QJsonObject found = step(u"http://127.0.0.1:1"_s, u"tcp"_s);
    QCOMPARE(found["result"_L1].toString(), u"failed"_s);
    QVERIFY(found["remedy"_L1].toString().contains("ss -ltnp"_L1));
}

void TestCtlDoctor::anotherProgram()
{
    // It speaks HTTP, and knows no /live.
    QVERIFY2(m_server->start({u"--metrics.listen=127.0.0.1:0"_s}), m_server->log());
    const QJsonObject found = step(u"http://127.0.0.1:%1"_s.arg(m_server->metricsPort()), u"http"_s);
    QCOMPARE(found["result"_L1].toString(), u"failed"_s);
    QVERIFY(found["sentence"_L1].toString().contains("/live answers 404"_L1));
}

void TestCtlDoctor::untrusted()
{
    Authority authority;
    QVERIFY(authority.begin() && authority.issue(u"server"_s));
    QVERIFY2(m_server->start({u"--tls.listen=127.0.0.1:0"_s, u"--tls.certificate="_s + authority.file(u"server.pem"_s), u"--tls.key="_s + authority.file(u"server.key"_s)}),
        m_server->log());
    const QString secured = u"https://localhost:%1"_s.arg(m_server->tlsPort());
    const QJsonObject found = step(secured, u"tls"_s);
    QCOMPARE(found["result"_L1].toString(), u"failed"_s);
    QVERIFY(found["remedy"_L1].toString().contains("--ca"_L1));
    // Two days are left of it.
    const QStringList trusting{u"--ca"_s, authority.caFile()};
    const QJsonObject trusted = step(secured, u"tls"_s, trusting);
    QCOMPARE(trusted["result"_L1].toString(), u"note"_s);
    QVERIFY(trusted["sentence"_L1].toString().startsWith("TLSv1.3 "_L1) && trusted["sentence"_L1].toString().contains("is good for 1d"_L1));
    QCOMPARE(step(secured, u"socket"_s, trusting)["result"_L1].toString(), u"ok"_s);
    const Ended checked = m_ctl.run(QStringList{u"check"_s, u"-w"_s, u"lag=20s"_s, u"-c"_s, u"lag=30s"_s, u"--server"_s, secured} + trusting);
    QVERIFY2(checked.code == 2 && checked.output.contains("the certificate ends in 1d"),
        QByteArray::number(checked.code) + ' ' + checked.output + checked.errors);
}

void TestCtlDoctor::wrongKey()
{
    QVERIFY2(m_server->start(), m_server->log());
    m_ctl.set(u"CONVERSA_TOKEN"_s, u"dev-user-key"_s);
    const QJsonObject found = step(url(), u"key"_s);
    QCOMPARE(found["result"_L1].toString(), u"failed"_s);
    QVERIFY(found["remedy"_L1].toString().contains("conversa-server key create"_L1));
}

void TestCtlDoctor::otherClock()
{
    for (const auto &[seconds, words] : {std::pair(-3'600, "behind this one"), std::pair(3'600, "ahead of this one")}) {
        const WrongClock server(seconds);
        const QJsonObject clock = step(u"http://127.0.0.1:%1"_s.arg(server.port()), u"clock"_s);
        const QByteArray told = QJsonDocument(clock).toJson();
        QVERIFY2(told.contains(words) && told.contains("chrony"), told);
    }
}

void TestCtlDoctor::aProxyWithoutUpgrade()
{
    QVERIFY2(m_server->start(), m_server->log());
    QTemporaryDir folder;
    QTcpServer probe;
    QVERIFY(probe.listen(QHostAddress::LocalHost));
    const quint16 port = probe.serverPort();
    probe.close();
    QFile settings(folder.filePath(u"settings"_s));
    QVERIFY(settings.open(QIODevice::WriteOnly));
    settings.write(u"daemon off; pid nginx.pid; error_log error.log; worker_processes 1; events {}\n"
                   "http { access_log off; client_body_temp_path a; proxy_temp_path b; fastcgi_temp_path c; uwsgi_temp_path d; scgi_temp_path e;\n"
                   "server { listen 127.0.0.1:%1; location / { proxy_pass http://127.0.0.1:%2; } } }\n"_s.arg(port).arg(m_server->port()).toLatin1());
    settings.close();
    QProcess nginx;
    nginx.start(u"setpriv"_s, {u"--pdeathsig=TERM"_s, u"/usr/sbin/nginx"_s, u"-p"_s, folder.path(), u"-c"_s, settings.fileName(), u"-e"_s, u"error.log"_s});
    QVERIFY(QTest::qWaitFor([&] { return RawClient(port).isConnected(); }, ServerProcess::patienceMs));
    const QString proxied = u"http://127.0.0.1:%1"_s.arg(port);
    QCOMPARE(step(proxied, u"http"_s)["result"_L1].toString(), u"ok"_s);
    const QJsonObject found = step(proxied, u"upgrade"_s);
    QCOMPARE(found["result"_L1].toString(), u"failed"_s);
    QVERIFY(found["remedy"_L1].toString().contains("proxy_set_header"_L1));
    nginx.terminate();
    QVERIFY(nginx.waitForFinished(ServerProcess::patienceMs));
}

void TestCtlDoctor::redisAway()
{
    PostgresServer postgres;
    RedisServer redis;
    QVERIFY(postgres.start() && redis.start() && postgres.createDatabase(u"doctor"_s));
    QVERIFY2(m_server->start({u"--database.url="_s + QString::fromUtf8(postgres.url(u"doctor"_s)), u"--redis.url="_s + QString::fromUtf8(redis.url()),
                 u"--bus.secret=known to this one alone"_s}), m_server->log());
    QVERIFY(QTest::qWaitFor([&] { return step(url(), u"redis"_s)["result"_L1] == "ok"_L1; }, ServerProcess::patienceMs));
    redis.kill();
    QVERIFY(QTest::qWaitFor([&] { return step(url(), u"redis"_s)["result"_L1] == "failed"_L1; }, ServerProcess::patienceMs));
    QVERIFY(step(url(), u"redis"_s)["remedy"_L1].toString().contains("bus_degraded"_L1));
    QCOMPARE(step(url(), u"database"_s)["result"_L1].toString(), u"ok"_s);
    const Ended checked = m_ctl.run({u"check"_s, u"-w"_s, u"lag=20s"_s, u"-c"_s, u"lag=30s"_s, u"--server"_s, url()});
    QVERIFY2(checked.code == 1 && checked.output.contains("Redis does not carry"), checked.output);
}

QTEST_GUILESS_MAIN(TestCtlDoctor)
#include "tst_ctldoctor.moc"
