// SPDX-License-Identifier: Apache-2.0
#include "support/authority.h"

#include <QProcess>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace conversa::test {

namespace {

constexpr int runMs = 30'000;
const QStringList newKey{ u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:prime256v1"_s, u"-nodes"_s };

} // namespace

Result<QByteArray> runToEnd(
    const QString &program, const QStringList &arguments, const QString &folder, const QByteArray &input)
{
    QProcess process;
    process.setWorkingDirectory(folder);
    process.start(program, arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(runMs) || process.exitCode() != 0)
        return Error{ ErrorCode::Internal,
            program.toUtf8() + ": " + process.readAllStandardError() + process.errorString().toUtf8() };
    return process.readAllStandardOutput().trimmed();
}

Result<void> Authority::begin() const
{
    const auto made = runToEnd(u"openssl"_s,
        QStringList{ u"req"_s, u"-x509"_s, u"-days"_s, u"900"_s, u"-subj"_s, u"/CN=test CA"_s, u"-keyout"_s, u"ca.key"_s,
            u"-out"_s, u"ca.pem"_s }
            + newKey,
        m_folder.path());
    return made ? Result<void>() : made.error();
}

Result<void> Authority::issue(const QString &name, const QString &when) const
{
    QStringList command{ u"openssl"_s, u"req"_s, u"-x509"_s, u"-days"_s, u"2"_s, u"-subj"_s, u"/CN=localhost"_s, u"-addext"_s,
        u"subjectAltName=IP:127.0.0.1,DNS:localhost"_s, u"-addext"_s, u"basicConstraints=critical,CA:FALSE"_s, u"-CA"_s,
        u"ca.pem"_s, u"-CAkey"_s, u"ca.key"_s, u"-keyout"_s, u"new.key"_s, u"-out"_s, u"new.pem"_s };
    command += newKey;
    if (!when.isEmpty())
        command = QStringList{ u"faketime"_s, when } + command;
    const auto made = runToEnd(command.first(), command.mid(1), m_folder.path());
    if (!made)
        return made.error();
    for (const QString &end : { u".key"_s, u".pem"_s })
        std::rename(file(u"new"_s + end).toUtf8().constData(), file(name + end).toUtf8().constData());
    return {};
}

} // namespace conversa::test
