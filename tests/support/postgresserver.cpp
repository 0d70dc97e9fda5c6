// SPDX-License-Identifier: Apache-2.0
#include "support/postgresserver.h"

#include <QDir>
#include <QFile>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTest>

#include <csignal>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace conversa::test {

namespace {

constexpr int startMs = 60'000;

Error failure(const QByteArray &text)
{
    return { ErrorCode::Internal, text };
}

quint16 freePort()
{
    QTcpServer probe;
    return probe.listen(QHostAddress::LocalHost) ? probe.serverPort() : quint16(0);
}

std::vector<qint64> childrenOf(qint64 process)
{
    QFile file(u"/proc/%1/task/%1/children"_s.arg(process));
    std::vector<qint64> children;
    if (!file.open(QIODevice::ReadOnly))
        return children;
    for (const QByteArray &id : file.readAll().simplified().split(' ')) {
        if (!id.isEmpty())
            children.push_back(id.toLongLong());
    }
    return children;
}

} // namespace

PostgresServer::~PostgresServer()
{
    if (m_server.state() == QProcess::NotRunning)
        return;
    thaw();
    kill();
}

Result<void> PostgresServer::start(const QStringList &settings, const QStringList &initOptions)
{
    m_settings = settings;
    if (const auto found = findPrograms(); !found)
        return found;
    if (const auto made = makeCluster(initOptions); !made)
        return made;
    return launch();
}

Result<void> PostgresServer::findPrograms()
{
    const QDir versions(u"/usr/lib/postgresql"_s);
    for (const QString &version : versions.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name | QDir::Reversed)) {
        const QString programs = versions.filePath(version + u"/bin"_s);
        if (QFile::exists(programs + u"/initdb"_s) && QFile::exists(programs + u"/postgres"_s)) {
            m_programs = programs;
            return {};
        }
    }
    return failure("no PostgreSQL server under /usr/lib/postgresql: apt-get install postgresql");
}

Result<void> PostgresServer::startStandby(PostgresServer &primary)
{
    if (const auto found = findPrograms(); !found)
        return found;
    if (const auto given = giveFolder(); !given)
        return given;
    const auto copied = run(asUser({ m_programs + u"/pg_basebackup"_s, u"-D"_s, folder() + u"/data"_s, u"-h"_s,
        u"127.0.0.1"_s, u"-p"_s, QString::number(primary.port()), u"-U"_s, u"conversa"_s, u"-X"_s, u"stream"_s, u"-c"_s, u"fast"_s,
        u"--no-sync"_s, u"--write-recovery-conf"_s }));
    return copied ? launch() : copied.error();
}

Result<void> PostgresServer::promote()
{
    const auto promoted = sql(u"postgres"_s, u"SELECT pg_promote(true, 60)"_s);
    return promoted ? Result<void>() : promoted.error();
}

Result<void> PostgresServer::giveFolder()
{
    if (!m_folder.isValid())
        return failure("no temporary folder");
    if (geteuid() != 0)
        return {};
    // PostgreSQL does not run as root.
    m_user = u"postgres"_s;
    const auto owned = run({ u"chown"_s, m_user + u':' + m_user, folder() });
    return owned ? Result<void>() : owned.error();
}

Result<void> PostgresServer::makeCluster(const QStringList &initOptions)
{
    if (const auto given = giveFolder(); !given)
        return given;
    const auto made = run(asUser(QStringList { m_programs + u"/initdb"_s, u"-D"_s, folder() + u"/data"_s, u"-U"_s, u"conversa"_s,
        u"-A"_s, u"trust"_s, u"-E"_s, u"UTF8"_s, u"--locale=C.UTF-8"_s, u"--no-sync"_s }
                + initOptions));
    return made ? Result<void>() : made.error();
}

Result<void> PostgresServer::launch()
{
    if (m_port == 0)
        m_port = freePort();
    QStringList command{ m_programs + u"/postgres"_s, u"-D"_s, folder() + u"/data"_s };
    QStringList settings{ u"listen_addresses=127.0.0.1"_s, u"port=%1"_s.arg(m_port),
        u"unix_socket_directories="_s + folder(), u"fsync=on"_s, u"synchronous_commit=on"_s, u"shared_buffers=64MB"_s };
    settings += m_settings;
    for (const QString &setting : settings)
        command += { u"-c"_s, setting };
    const QStringList wrapped = asUser(command);
    m_server.setStandardErrorFile(folder() + u"/log"_s, QIODevice::Append);
    m_server.setStandardOutputFile(QProcess::nullDevice());
    m_server.start(wrapped.front(), wrapped.mid(1));
    if (!m_server.waitForStarted(startMs))
        return failure("postgres did not start: " + m_server.errorString().toUtf8());
    const bool settled
        = QTest::qWaitFor([this] { return isReady() || m_server.state() == QProcess::NotRunning; }, startMs);
    if (settled && m_server.state() == QProcess::Running)
        return {};
    QFile log(folder() + u"/log"_s);
    const bool readable = log.open(QIODevice::ReadOnly);
    return failure("postgres is not ready: " + (readable ? log.readAll().right(1000) : QByteArray()));
}

bool PostgresServer::isReady() const
{
    // The eighth line of the lock file is the server's state; the first its process.
    QFile lock(folder() + u"/data/postmaster.pid"_s);
    if (!lock.open(QIODevice::ReadOnly))
        return false;
    const QByteArrayList lines = lock.readAll().split('\n');
    return lines.size() >= 8 && lines[0].trimmed().toLongLong() == m_server.processId()
        && lines[7].trimmed() == "ready";
}

Result<void> PostgresServer::restart()
{
    return launch();
}

std::vector<qint64> PostgresServer::processes() const
{
    std::vector<qint64> found{ m_server.processId() };
    const auto children = childrenOf(m_server.processId());
    found.insert(found.end(), children.begin(), children.end());
    return found;
}

void PostgresServer::signal(int number) const
{
    if (m_server.state() != QProcess::Running)
        return;
    for (const qint64 process : processes())
        ::kill(pid_t(process), number);
}

void PostgresServer::kill()
{
    // The parent stands still first, so that no child is missed.
    ::kill(pid_t(m_server.processId()), SIGSTOP);
    const auto all = processes();
    signal(SIGKILL);
    m_server.waitForFinished(startMs);
    const bool gone = QTest::qWaitFor(
        [&] {
            return std::all_of(all.begin(), all.end(), [](qint64 process) { return ::kill(pid_t(process), 0) != 0; });
        },
        startMs);
    Q_ASSERT(gone);
}

void PostgresServer::stop()
{
    ::kill(pid_t(m_server.processId()), SIGINT);
    m_server.waitForFinished(startMs);
}

void PostgresServer::freeze()
{
    signal(SIGSTOP);
}

void PostgresServer::thaw()
{
    signal(SIGCONT);
}

Result<void> PostgresServer::limitFiles(qint64 bytes) const
{
    // Only the user of a process may do this, so not even root does it himself.
    const QString limit = u"--fsize=%1:"_s.arg(bytes > 0 ? QString::number(bytes) : u"unlimited"_s);
    for (const qint64 process : processes()) {
        const auto set = run(asUser({ u"prlimit"_s, u"--pid"_s, QString::number(process), limit }));
        const bool gone = ::kill(pid_t(process), 0) != 0;
        if (!set && !gone)
            return set.error();
    }
    return {};
}

Result<void> PostgresServer::createDatabase(const QString &name, const QStringList &options)
{
    const auto made = sql(u"postgres"_s, u"CREATE DATABASE %1 %2"_s.arg(name, options.join(u' ')));
    return made ? Result<void>() : made.error();
}

QStringList PostgresServer::psql(const QString &database, const QString &text) const
{
    return { m_programs + u"/psql"_s, u"-X"_s, u"-q"_s, u"-A"_s, u"-t"_s, u"-v"_s, u"ON_ERROR_STOP=1"_s, u"-h"_s,
        folder(), u"-p"_s, QString::number(m_port), u"-U"_s, u"conversa"_s, u"-d"_s, database, u"-c"_s, text };
}

Result<QByteArray> PostgresServer::sql(const QString &database, const QString &text)
{
    return run(psql(database, text));
}

std::unique_ptr<QProcess> PostgresServer::startSql(const QString &database, const QString &text)
{
    auto process = std::make_unique<QProcess>();
    const QStringList command = psql(database, text);
    process->start(command.front(), command.mid(1));
    return process;
}

QByteArray PostgresServer::url(const QString &database) const
{
    return u"postgresql://conversa@127.0.0.1:%1/%2"_s.arg(m_port).arg(database).toUtf8();
}

QByteArray PostgresServer::socketUrl(const QString &database) const
{
    return u"postgresql://conversa@/%1?host=%2&port=%3"_s.arg(database, folder()).arg(m_port).toUtf8();
}

QStringList PostgresServer::asUser(const QStringList &command) const
{
    // The server dies with the test, however that ends.
    QStringList wrapped{ u"setpriv"_s, u"--pdeathsig=KILL"_s };
    if (!m_user.isEmpty())
        wrapped += { u"--reuid="_s + m_user, u"--regid="_s + m_user, u"--init-groups"_s };
    return wrapped + command;
}

Result<QByteArray> PostgresServer::run(const QStringList &command) const
{
    QProcess process;
    process.setWorkingDirectory(u"/"_s);
    process.start(command.front(), command.mid(1));
    if (!process.waitForFinished(startMs) || process.exitCode() != 0)
        return failure(
            command.front().toUtf8() + ": " + process.readAllStandardError() + process.errorString().toUtf8());
    return process.readAllStandardOutput().trimmed();
}

} // namespace conversa::test
