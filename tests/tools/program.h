// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/serverprocess.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace conversa::test {

struct Ended
{
    int code = -1; // -1: killed, or hung
    QByteArray output;
    QByteArray errors;

    QJsonObject json() const { return QJsonDocument::fromJson(output).object(); }
};

// A program of the build with an environment of its own.
class Program
{
public:
    explicit Program(const QString &name)
        : m_path(qEnvironmentVariable("CONVERSA_BIN") + QLatin1Char('/') + name)
    {
        // Read by the leak sanitizer alone.
        set(QStringLiteral("LSAN_OPTIONS"), QStringLiteral("print_suppressions=0:suppressions=%1/tests/tools/openssl.supp").arg(qEnvironmentVariable("CONVERSA_SOURCE")));
    }

    void set(const QString &variable, const QString &value) { m_environment.insert(variable, value); }
    Ended run(const QStringList &arguments, const QByteArray &input = {}) const
    {
        QProcess process;
        process.setProcessEnvironment(m_environment);
        process.start(m_path, arguments);
        process.write(input);
        process.closeWriteChannel();
        if (!process.waitForFinished(ServerProcess::patienceMs)) {
            process.kill();
            process.waitForFinished();
            return {-1, process.readAllStandardOutput(), process.readAllStandardError()};
        }
        return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(), process.readAllStandardError()};
    }
    const QString &path() const { return m_path; }
    const QProcessEnvironment &environment() const { return m_environment; }

private:
    const QString m_path;
    QProcessEnvironment m_environment = ServerProcess::environment();
};

} // namespace conversa::test
