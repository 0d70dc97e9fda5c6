// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commandline.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFile>

#include <cstdio>
#include <cstdlib>

namespace conversa::console {

namespace {

constexpr int ExitUsage = 64; // EX_USAGE of sysexits.h
constexpr qint64 MostKey = 4096;

QString translated(const char *text)
{
    return QCoreApplication::translate("CommandLine", text);
}

} // namespace

CommandLine parseCommandLine(const QStringList &arguments)
{
    const QCommandLineOption url({ QStringLiteral("url"), QStringLiteral("server") },
        translated(QT_TRANSLATE_NOOP("CommandLine", "The server's address, for example http://localhost:8080.")),
        QStringLiteral("address"));
    const QCommandLineOption keyStdin(QStringLiteral("key-stdin"),
        translated(QT_TRANSLATE_NOOP("CommandLine", "Read the access key from the first line of standard input.")));
    const QCommandLineOption scenario(QStringLiteral("scenario"),
        translated(QT_TRANSLATE_NOOP("CommandLine", "Run this chat scenario without a window; the key comes from CONVERSA_TOKEN.")),
        QStringLiteral("file"));
    QCommandLineParser parser;
    parser.setApplicationDescription(
        translated(QT_TRANSLATE_NOOP("CommandLine", "Shows how a Conversa server is doing.")));
    parser.addOptions({ url, keyStdin, scenario });
    const auto help = parser.addHelpOption();
    const auto version = parser.addVersionOption();
    if (!parser.parse(arguments) || !parser.positionalArguments().isEmpty()) {
        std::fprintf(stderr, "%s\n", qUtf8Printable(parser.errorText() + QLatin1Char('\n') + parser.helpText()));
        std::exit(ExitUsage);
    }
    if (parser.isSet(version))
        parser.showVersion();
    if (parser.isSet(help))
        parser.showHelp();
    return { parser.value(url), parser.isSet(keyStdin), parser.value(scenario) };
}

QString readKeyFromStdin()
{
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly))
        return {};
    return QString::fromUtf8(input.readLine(MostKey)).trimmed();
}

} // namespace conversa::console
