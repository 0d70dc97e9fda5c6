// SPDX-License-Identifier: Apache-2.0
#include "conversa-chat/chatprogram.h"
#include "terminal/accesstoken.h"

#include <QCoreApplication>

#include <cstdio>

int main(int argc, char **argv)
{
    QCoreApplication::setApplicationName(QStringLiteral("conversa-chat"));
    QCoreApplication::setApplicationVersion(QStringLiteral(CONVERSA_VERSION));
    const QCoreApplication app(argc, argv);
    const auto settings = conversa::parseCommandLine(QCoreApplication::arguments());
    const auto token = conversa::readToken(settings.tokenFile);
    if (!token) {
        std::fprintf(stderr, "conversa-chat: %s\n", token.error().message.constData());
        return conversa::ExitNoInput;
    }
    conversa::ChatProgram program(settings, *token);
    // Queued: it may end before the loop runs.
    QObject::connect(&program, &conversa::ChatProgram::finished, &app, &QCoreApplication::exit, Qt::QueuedConnection);
    program.start();
    return QCoreApplication::exec();
}
