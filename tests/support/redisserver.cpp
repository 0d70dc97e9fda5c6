// SPDX-License-Identifier: Apache-2.0
#include "support/redisserver.h"

#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;

namespace conversa::test {

namespace {

constexpr int redisStartMs = 30'000;

Error redisFailure(const QByteArray &text)
{
    return { ErrorCode::Internal, text };
}

} // namespace

RedisServer::~RedisServer()
{
    if (m_server.state() == QProcess::NotRunning)
        return;
    thaw();
    kill();
}

Result<void> RedisServer::start(const QStringList &settings)
{
    if (QStandardPaths::findExecutable(u"redis-server"_s).isEmpty())
        return redisFailure("no redis-server: apt-get install redis-server");
    m_settings = settings;
    return launch();
}

Result<void> RedisServer::startTls(const QStringList &settings)
{
    m_tls = true;
    if (const auto made = m_authority.begin(); !made)
        return made;
    if (const auto made = m_authority.issue(u"server"_s); !made)
        return made;
    return start(settings);
}

Result<void> RedisServer::launch()
{
    if (m_port == 0) {
        QTcpServer probe;
        probe.listen(QHostAddress::LocalHost);
        m_port = probe.serverPort();
    }
    const QString port = QString::number(m_port);
    QStringList command{ u"--pdeathsig=KILL"_s, u"redis-server"_s, u"--bind"_s, u"127.0.0.1"_s, u"--save"_s, QString(),
        u"--appendonly"_s, u"no"_s, u"--dir"_s, m_folder.path() };
    if (m_tls) {
        command += { u"--port"_s, u"0"_s, u"--tls-port"_s, port, u"--tls-cert-file"_s, m_authority.file(u"server.pem"_s),
            u"--tls-key-file"_s, m_authority.file(u"server.key"_s), u"--tls-ca-cert-file"_s, caFile(), u"--tls-auth-clients"_s,
            u"no"_s };
    } else {
        command += { u"--port"_s, port };
    }
    m_server.setStandardOutputFile(file(u"log"_s), QIODevice::Append);
    m_server.start(u"setpriv"_s, command + m_settings);
    if (!m_server.waitForStarted(redisStartMs))
        return redisFailure("redis-server did not start: " + m_server.errorString().toUtf8());
    const bool settled
        = QTest::qWaitFor([this] { return isReady() || m_server.state() == QProcess::NotRunning; }, redisStartMs);
    if (settled && m_server.state() == QProcess::Running)
        return {};
    return redisFailure("redis-server is not ready");
}

bool RedisServer::isReady() const
{
    QTcpSocket probe;
    probe.connectToHost(QHostAddress::LocalHost, m_port);
    return probe.waitForConnected(1'000);
}

Result<void> RedisServer::restart()
{
    return launch();
}

void RedisServer::kill()
{
    m_server.kill();
    m_server.waitForFinished(redisStartMs);
}

void RedisServer::freeze()
{
    if (pid() > 0) // 0 is everybody, this process too
        ::kill(pid_t(pid()), SIGSTOP);
}

void RedisServer::thaw()
{
    if (pid() > 0)
        ::kill(pid_t(pid()), SIGCONT);
}

Result<QByteArray> RedisServer::command(const QStringList &arguments)
{
    QStringList all{ u"-h"_s, u"127.0.0.1"_s, u"-p"_s, QString::number(m_port) };
    if (m_tls)
        all += { u"--tls"_s, u"--cacert"_s, caFile() };
    return runToEnd(u"redis-cli"_s, all + arguments, m_folder.path());
}

QByteArray RedisServer::url() const
{
    return u"%1://127.0.0.1:%2"_s.arg(m_tls ? u"rediss"_s : u"redis"_s).arg(m_port).toUtf8();
}

} // namespace conversa::test
