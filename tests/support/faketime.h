// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QProcess>
#include <QStringList>

namespace conversa::test {

// The command that becomes a program under libfaketime, which leaves the monotonic clock alone: for ServerProcess::runUnder, which
// ends the process it started, and the program faketime stays beside what it starts. `settings`: libfaketime's variables, as
// "FAKETIME=+90s". Empty: it is not here.
inline QStringList underFakeTime(const QStringList &settings)
{
    QProcess faketime;
    faketime.start(QStringLiteral("faketime"), { QStringLiteral("-f"), QStringLiteral("+0"), QStringLiteral("printenv"), QStringLiteral("LD_PRELOAD") });
    if (!faketime.waitForFinished() || faketime.exitStatus() != QProcess::NormalExit || faketime.exitCode() != 0)
        return {};
    // A sanitized program comes up behind a library loaded before its runtime only when it is told to.
    return QStringList{ QStringLiteral("env"), QStringLiteral("ASAN_OPTIONS=verify_asan_link_order=0"),
               QStringLiteral("LD_PRELOAD=") + QString::fromUtf8(faketime.readAllStandardOutput().trimmed()),
               QStringLiteral("FAKETIME_DONT_FAKE_MONOTONIC=1") }
        + settings;
}

} // namespace conversa::test
