// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QProcess>
#include <QTemporaryDir>

#include <utility>

namespace conversa::test {

// The real server as a child process in a folder of its own; ends it with itself. Lives in the test's thread.
class ServerProcess
{
public:
    static constexpr int patienceMs = 20'000;

    ServerProcess() = default;
    ~ServerProcess();
    Q_DISABLE_COPY_MOVE(ServerProcess)

    // $CONVERSA_BIN/conversa-server.
    static QString program();
    // Without the test runner's CONVERSA_ variables: the server takes every one for configuration.
    static QProcessEnvironment environment();
    // Development, loopback, a free port, memory: and two network threads; later arguments win.
    static QStringList defaults();
    // Starts with defaults() + `arguments` and waits until the server listens; false when it ended instead.
    bool start(const QStringList &arguments = {});
    // The same without waiting for anything, nor for its port.
    void launch(const QStringList &arguments = {});
    // Another conversa-server than program(), from the next start on.
    void setProgram(const QString &path) { m_program = path; }
    // The command every later start() goes through; it must become the server itself, as env and prlimit do.
    void runUnder(const QStringList &command) { m_wrapper = command; }
    // Starts with exactly `arguments` and waits for the end: {exit code, everything it wrote}. -1: killed or hung.
    std::pair<int, QByteArray> run(const QStringList &arguments);

    quint16 port() const { return m_port; }
    // Where TLS is spoken; 0: nowhere.
    quint16 tlsPort() const { return m_tlsPort; }
    // Where GET /metrics is answered; 0: nowhere.
    quint16 metricsPort() const { return m_metricsPort; }
    qint64 pid() const { return m_process.processId(); }
    // A file in the server's folder, which lives as long as this object, across restarts.
    QString file(const QString &name) const { return m_folder.filePath(name); }
    // Standard error up to now.
    QByteArray log();
    // Whether the log comes to contain `text`.
    bool waitForLog(const QByteArray &text, int deadlineMs = patienceMs);

    void signal(int number);
    void terminate();
    void stop();
    void proceed();
    // kill -9, and waits for the end.
    void kill();
    // The exit code; -1 when it was killed, -2 when it still runs at the deadline.
    int waitForEnd(int deadlineMs = patienceMs);

private:
    void readLog();

    QTemporaryDir m_folder;
    QStringList m_wrapper;
    QString m_program = program();
    QProcess m_process;
    QByteArray m_log;
    quint16 m_port = 0;
    quint16 m_tlsPort = 0;
    quint16 m_metricsPort = 0;
};

} // namespace conversa::test
