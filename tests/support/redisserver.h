// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/authority.h"

#include <QProcess>
#include <QTemporaryDir>

namespace conversa::test {

// A real Redis of the test's own: a temporary folder, a free port of loopback, nothing kept on disk. It ends with this
// object, and with the test's process.
class RedisServer
{
public:
    RedisServer() = default;
    ~RedisServer();
    Q_DISABLE_COPY_MOVE(RedisServer)

    // `settings` as redis-server's own options, {"--maxmemory", "1mb"}. An error says what is missing.
    Result<void> start(const QStringList &settings = {});
    // Makes a CA and a certificate for 127.0.0.1 first, and takes TLS connections alone.
    Result<void> startTls(const QStringList &settings = {});
    // Starts it again, on the same port, after kill().
    Result<void> restart();
    void kill();
    // SIGSTOP and SIGCONT.
    void freeze();
    void thaw();

    // Runs redis-cli and returns what it printed.
    Result<QByteArray> command(const QStringList &arguments);
    quint16 port() const { return m_port; }
    qint64 pid() const { return m_server.processId(); }
    QByteArray url() const;
    // PEM of the CA, after startTls().
    QString caFile() const { return m_authority.caFile(); }
    QString file(const QString &name) const { return m_folder.filePath(name); }

private:
    Result<void> launch();
    bool isReady() const;

    QTemporaryDir m_folder;
    Authority m_authority;
    QProcess m_server;
    QStringList m_settings;
    quint16 m_port = 0;
    bool m_tls = false;
};

} // namespace conversa::test
