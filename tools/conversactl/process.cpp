// SPDX-License-Identifier: Apache-2.0
#include "conversactl/process.h"

#include <QProcess>

namespace conversa::ctl {

Result<QByteArray> runProgram(const QString &program, const QStringList &arguments, const QProcessEnvironment &environment)
{
    QProcess process;
    process.setProcessEnvironment(environment);
    process.start(program, arguments, QIODevice::ReadOnly);
    if (!process.waitForFinished(-1))
        return Error{ErrorCode::NotFound, program.toUtf8() + " cannot be run: " + process.errorString().toUtf8()};
    if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
        return Error{ErrorCode::Conflict, program.toUtf8() + ": " + process.readAllStandardError().trimmed().right(500)};
    return process.readAllStandardOutput();
}

} // namespace conversa::ctl
