// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"

#include <QProcess>
#include <QTemporaryDir>

#include <memory>
#include <vector>

namespace conversa::test {

// A real PostgreSQL server of the test's own: a temporary folder, a free port, fsync on, an unprivileged user. It ends
// with this object, and with the test's process. Its only database user is "conversa", without a password.
class PostgresServer
{
public:
    PostgresServer() = default;
    ~PostgresServer(); // kills it
    Q_DISABLE_COPY_MOVE(PostgresServer)

    // Makes the cluster (`initOptions` are initdb's) and starts it; `settings` as "name=value". An error says what is
    // missing and how to install it.
    Result<void> start(const QStringList &settings = {}, const QStringList &initOptions = {});
    // Makes it a copy of `primary` instead, which follows it until promote(). Wants neither start() nor initOptions.
    Result<void> startStandby(PostgresServer &primary);
    // The standby takes writes from now on; returns when it does.
    Result<void> promote();
    // Starts it again after kill() or stop().
    Result<void> restart();
    // kill -9 of all its processes.
    void kill();
    // A fast shutdown; returns when it is down.
    void stop();
    // SIGSTOP and SIGCONT of all its processes.
    void freeze();
    void thaw();

    // No file of its processes, and of later ones, grows beyond so many bytes; 0: without a limit again. The kernel then
    // cuts the write that would, and PostgreSQL takes a short write for a full disk (53100). Needs no rights.
    Result<void> limitFiles(qint64 bytes) const;

    Result<void> createDatabase(const QString &name, const QStringList &options = {});
    // Runs SQL by psql as the superuser; returns what it printed, unaligned.
    Result<QByteArray> sql(const QString &database, const QString &text);
    // The same without waiting for its end; the process dies with the object.
    std::unique_ptr<QProcess> startSql(const QString &database, const QString &text);
    QByteArray url(const QString &database) const;
    QByteArray socketUrl(const QString &database) const;
    quint16 port() const { return m_port; }
    // The cluster's folder; its processes' user may write there.
    QString folder() const { return m_folder.path(); }
    QString userName() const { return m_user; }

private:
    Result<void> findPrograms();
    Result<void> giveFolder();
    Result<void> makeCluster(const QStringList &initOptions);
    Result<void> launch();
    bool isReady() const;
    std::vector<qint64> processes() const;
    void signal(int number) const;
    QStringList psql(const QString &database, const QString &text) const;
    QStringList asUser(const QStringList &command) const;
    Result<QByteArray> run(const QStringList &command) const;

    QTemporaryDir m_folder;
    QString m_programs; // folder of initdb and postgres
    QString m_user; // empty: the test's own
    quint16 m_port = 0;
    QStringList m_settings;
    QProcess m_server;
};

} // namespace conversa::test
