// SPDX-License-Identifier: Apache-2.0
#include "conversactl/run.h"

#include <QCoreApplication>

#include <cstdio>

#include <signal.h>

int main(int argc, char **argv)
{
    // Who closes our output ends us with a code of its own.
    ::signal(SIGPIPE, SIG_IGN);
    QCoreApplication::setApplicationName(QStringLiteral("conversactl"));
    QCoreApplication::setApplicationVersion(QStringLiteral(CONVERSA_VERSION));
    const QCoreApplication app(argc, argv);
    conversa::ctl::Output out(stdout, stderr);
    return conversa::ctl::run(QCoreApplication::arguments().mid(1), out);
}
