// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commandline.h"
#include "app/desktoplink.h"
#include "app/display.h"
#include "app/language.h"
#include "app/mainwindow.h"
#include "app/scenarioprogram.h"
#include "app/theme.h"
#include "model/chatstate.h"
#include "model/profilestore.h"
#include "model/settings.h"

#include <QApplication>
#include <QIcon>

#include <memory>

namespace {

using namespace conversa::console;

void nameApplication()
{
    QCoreApplication::setOrganizationName(QStringLiteral("conversa"));
    QCoreApplication::setApplicationName(QStringLiteral("conversa-console"));
    QCoreApplication::setApplicationVersion(QStringLiteral(CONVERSA_VERSION));
}

// --help and --version work on a terminal too.
int runWithoutDisplay(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    Language language;
    language.use({});
    parseCommandLine(QCoreApplication::arguments());
    reportNoDisplay();
    return ExitUnavailable;
}

int runScenarioOnly(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    Language language;
    language.use({});
    return runScenario(parseCommandLine(QCoreApplication::arguments()));
}

std::unique_ptr<QApplication> makeApplication(int &argc, char **argv)
{
    const DisplayGuard guard;
    auto app = std::make_unique<QApplication>(argc, argv);
    QGuiApplication::setDesktopFileName(QStringLiteral("org.conversa.console"));
    QGuiApplication::setWindowIcon(
        QIcon::fromTheme(QStringLiteral("conversa-console"), QIcon(QStringLiteral(":/conversa-console.svg"))));
    return app;
}

} // namespace

int main(int argc, char **argv)
{
    nameApplication();
    if (isScenarioAsked(argc, argv))
        return runScenarioOnly(argc, argv);
    if (!displayExpected(argc, argv))
        return runWithoutDisplay(argc, argv);
    const auto app = makeApplication(argc, argv);
    Language language;
    Theme theme;
    language.use({});
    const CommandLine commandLine = parseCommandLine(QCoreApplication::arguments());
    LiveState live;
    ChatState chat(live);
    ProfileStore profiles;
    Settings settings;
    MainWindow window({ live, chat, profiles, settings }, language, theme);
    DesktopLink desktop(window, live, chat, settings);
    // Started for one server that another window shows already: that one is in front now.
    if (!commandLine.address.isEmpty())
        QObject::connect(&window, &MainWindow::profileTaken, &window, &QWidget::close, Qt::QueuedConnection);
    window.show();
    window.open(commandLine.address, commandLine.keyOnStdin ? readKeyFromStdin().toUtf8() : QByteArray());
    return QApplication::exec();
}
