// SPDX-License-Identifier: Apache-2.0
#include "support/serverprocess.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
#include <QRegularExpression>

#include <algorithm>
#include <csignal>

namespace conversa::test {

ServerProcess::~ServerProcess()
{
    kill();
}

QString ServerProcess::program()
{
    return qEnvironmentVariable("CONVERSA_BIN") + QStringLiteral("/conversa-server");
}

QProcessEnvironment ServerProcess::environment()
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    const QStringList names = environment.keys();
    for (const QString &name : names) {
        if (name.startsWith(QLatin1String("CONVERSA_")))
            environment.remove(name);
    }
    return environment;
}

QStringList ServerProcess::defaults()
{
    return { QStringLiteral("--env=development"), QStringLiteral("--listen=127.0.0.1:0"),
        QStringLiteral("--database.url=memory:"), QStringLiteral("--net.threads=2") };
}

void ServerProcess::launch(const QStringList &arguments)
{
    kill();
    m_log.clear();
    m_port = 0;
    m_tlsPort = 0;
    m_metricsPort = 0;
    m_process.setProcessEnvironment(environment());
    m_process.setWorkingDirectory(m_folder.path());
    m_process.setStandardOutputFile(QProcess::nullDevice());
    // A pipe that nobody reads fills up, and a server that logs into it stands still.
    m_process.setStandardErrorFile(file(QStringLiteral("server.log")), QIODevice::Truncate);
    const QStringList command = m_wrapper + QStringList{ m_program } + defaults() + arguments;
    m_process.start(command.first(), command.mid(1));
}

bool ServerProcess::start(const QStringList &arguments)
{
    launch(arguments);
    if (!m_process.waitForStarted() || !waitForLog("WebSocket Hub started"))
        return false;
    static const QRegularExpression listening(QStringLiteral(" (metrics_)?listening .*port=([0-9]+)( tls=yes)?"));
    const QString log = QString::fromUtf8(m_log);
    for (auto lines = listening.globalMatch(log); lines.hasNext();) {
        const auto line = lines.next();
        quint16 &port = !line.captured(1).isEmpty() ? m_metricsPort : line.captured(3).isEmpty() ? m_port : m_tlsPort;
        if (port == 0)
            port = line.captured(2).toUShort();
    }
    return m_port != 0 || m_tlsPort != 0;
}

std::pair<int, QByteArray> ServerProcess::run(const QStringList &arguments)
{
    QProcess process;
    process.setProcessEnvironment(environment());
    process.setWorkingDirectory(m_folder.path());
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program(), arguments);
    if (!process.waitForFinished(patienceMs)) {
        process.kill();
        process.waitForFinished();
        return { -1, process.readAll() };
    }
    return { process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAll() };
}

void ServerProcess::readLog()
{
    QFile log(file(QStringLiteral("server.log")));
    if (log.open(QIODevice::ReadOnly))
        m_log = log.readAll();
}

QByteArray ServerProcess::log()
{
    readLog();
    return m_log;
}

bool ServerProcess::waitForLog(const QByteArray &text, int deadlineMs)
{
    const QDeadlineTimer deadline(deadlineMs);
    readLog();
    while (!m_log.contains(text)) {
        if (m_process.state() == QProcess::NotRunning || deadline.hasExpired())
            return false;
        m_process.waitForFinished(10);
        readLog();
    }
    return true;
}

void ServerProcess::signal(int number)
{
    if (const qint64 id = m_process.processId())
        ::kill(pid_t(id), number);
}

void ServerProcess::terminate()
{
    signal(SIGTERM);
}

void ServerProcess::stop()
{
    signal(SIGSTOP);
    // Its threads stop one after the other.
    QDeadlineTimer deadline(patienceMs);
    const QDir threads(QStringLiteral("/proc/%1/task").arg(pid()));
    const auto isStopped = [&](const QString &id) {
        QFile file(threads.filePath(id + QStringLiteral("/stat")));
        return !file.open(QIODevice::ReadOnly) || file.readAll().contains(") T ");
    };
    for (bool isDone = false; !isDone && !deadline.hasExpired();) {
        const QStringList ids = threads.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        isDone = std::all_of(ids.begin(), ids.end(), isStopped);
    }
}

void ServerProcess::proceed()
{
    signal(SIGCONT);
}

void ServerProcess::kill()
{
    signal(SIGKILL);
    if (m_process.state() != QProcess::NotRunning)
        m_process.waitForFinished(patienceMs);
}

int ServerProcess::waitForEnd(int deadlineMs)
{
    if (m_process.state() != QProcess::NotRunning && !m_process.waitForFinished(deadlineMs))
        return -2;
    readLog();
    return m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
}

} // namespace conversa::test
