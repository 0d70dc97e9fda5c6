// SPDX-License-Identifier: Apache-2.0
#include "conversa-chat/commandline.h"

#include "client/address.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <cstdio>
#include <cstdlib>

using namespace Qt::StringLiterals;

namespace conversa {

namespace {

constexpr int mostWaitS = 86'400;

constexpr auto description
    = "Talks in one session of a Conversa server: each line of standard input is a message. Messages\n"
      "are printed on standard output, everything else on standard error.\n\n"
      "The access key is taken from CONVERSA_TOKEN or from --token-file: what stands on a command line\n"
      "is seen by everybody in the list of processes.\n\n"
      "Exit codes: 0 all confirmed, 64 usage, 65 a message was refused, 66 no access key, 69 no chat\n"
      "server at the address, 74 output closed, 75 not all confirmed, 77 key or session refused.";

[[noreturn]] void fail(const QString &problem)
{
    std::fprintf(stderr, "conversa-chat: %s\nSee conversa-chat --help.\n", qUtf8Printable(problem));
    std::exit(ExitUsage);
}

void addOptions(QCommandLineParser &parser)
{
    parser.addOptions({
        { u"url"_s, u"The server, for example https://chat.example.org."_s, u"address"_s, u"http://localhost:8080"_s },
        { u"token-file"_s, u"File whose first line is the access key."_s, u"file"_s },
        { u"session"_s, u"The session to talk in."_s, u"UUID"_s },
        { u"contact"_s, u"Contact of the session; a contact's own key knows better."_s, u"UUID"_s,
            u"660e8400-e29b-41d4-a716-446655440000"_s },
        { u"after"_s, u"Begin behind message N; 0 shows all there is. By default only what comes from now on."_s, u"N"_s },
        { u"name"_s, u"What the server is to list this program as."_s, u"name/version"_s,
            u"conversa-chat/" CONVERSA_VERSION ""_s },
        { u"follow"_s, u"Print only: standard input is not read."_s },
        { u"json"_s, u"Print one JSON object a line, all on standard output."_s },
        { u"wait"_s, u"After the end of the input wait so long for confirmations."_s, u"seconds"_s, u"30"_s },
    });
    // Known, so that what stands behind it is not taken for something else.
    QCommandLineOption token(u"token"_s, {}, u"token"_s);
    token.setFlags(QCommandLineOption::HiddenFromHelp);
    parser.addOption(token);
}

template <typename Id>
Id idOf(const QCommandLineParser &parser, const QString &option)
{
    const auto id = Id::parse(parser.value(option).toStdString());
    if (!id)
        fail(parser.isSet(option) ? u"--%1 takes a UUID."_s.arg(option) : u"--%1 is missing."_s.arg(option));
    return *id;
}

qint64 numberOf(const QCommandLineParser &parser, const QString &option, qint64 most)
{
    bool isNumber = false;
    const qint64 number = parser.value(option).toLongLong(&isNumber);
    if (!isNumber || number < 0 || number > most)
        fail(u"--%1 takes a number from 0 to %2."_s.arg(option).arg(most));
    return number;
}

ChatSettings settingsOf(const QCommandLineParser &parser)
{
    const auto url = socketAddress(parser.value(u"url"_s));
    if (!url)
        fail(u"--url: "_s + QString::fromUtf8(url.error().message));
    if (parser.isSet(u"token"_s))
        fail(u"a key on the command line is seen by everybody: set CONVERSA_TOKEN, or use --token-file."_s);
    ChatSettings settings{ .url = *url,
        .tokenFile = parser.value(u"token-file"_s),
        .session = idOf<SessionId>(parser, u"session"_s),
        .contact = idOf<ContactId>(parser, u"contact"_s),
        .name = parser.value(u"name"_s).toUtf8(),
        .follows = parser.isSet(u"follow"_s),
        .asJson = parser.isSet(u"json"_s),
        .waitMs = int(numberOf(parser, u"wait"_s, mostWaitS)) * 1'000 };
    if (parser.isSet(u"after"_s))
        settings.from = ResumePoint{ numberOf(parser, u"after"_s, 1LL << 53) };
    return settings;
}

} // namespace

ChatSettings parseCommandLine(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QString::fromLatin1(description));
    addOptions(parser);
    const auto help = parser.addHelpOption();
    const auto version = parser.addVersionOption();
    if (!parser.parse(arguments))
        fail(parser.errorText());
    if (parser.isSet(version))
        parser.showVersion();
    if (parser.isSet(help))
        parser.showHelp();
    if (!parser.positionalArguments().isEmpty())
        fail(u"what is \"%1\"?"_s.arg(parser.positionalArguments().constFirst()));
    return settingsOf(parser);
}

} // namespace conversa
