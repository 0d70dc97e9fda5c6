// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/display.h"

#include <QCoreApplication>
#include <QString>

#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace conversa::console {

namespace {

void onQtMessage(QtMsgType type, const QMessageLogContext &, const QString &message)
{
    if (type != QtFatalMsg)
        return;
    reportNoDisplay();
    std::fprintf(stderr, "%s\n", qUtf8Printable(message));
    std::_Exit(ExitUnavailable);
}

} // namespace

bool displayExpected(int argc, char **argv)
{
    for (int i = 1; i < argc; ++i) {
        if (std::string_view(argv[i]) == "-platform")
            return true;
    }
    return !qEnvironmentVariableIsEmpty("DISPLAY") || !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY")
        || !qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM");
}

void reportNoDisplay()
{
    const QString sentence = QCoreApplication::translate("Display",
        "conversa-console needs a graphical display to show its window, and this terminal has none: start it from a "
        "desktop session, or log in with ssh -X.");
    std::fprintf(stderr, "%s\n", qUtf8Printable(sentence));
}

DisplayGuard::DisplayGuard()
{
    qInstallMessageHandler(onQtMessage);
}

DisplayGuard::~DisplayGuard()
{
    qInstallMessageHandler(nullptr);
}

} // namespace conversa::console
