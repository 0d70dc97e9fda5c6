// SPDX-License-Identifier: Apache-2.0
#include "app/daemon.h"
#include "app/exitcodes.h"
#include "app/keycommand.h"
#include "app/readconfig.h"
#include "config/commandline.h"
#include "core/log.h"

#include <QProcessEnvironment>

#include <cstdio>

using namespace conversa;

namespace {

int fail(const Error &error)
{
    std::fprintf(stderr, "conversa-server: %s\n", error.message.constData());
    return exitcode::config;
}

int print(const QByteArray &text)
{
    std::fputs(text.constData(), stdout);
    return exitcode::ok;
}

int check(const Config &config)
{
    if (const auto read = readConfig(config); !read)
        return fail(read.error());
    if (const auto certificate = readCertificate(config); !certificate)
        return fail(certificate.error());
    return print("The configuration is good.\n");
}

} // namespace

int main(int argc, char **argv)
{
    auto line = parseCommandLine(QByteArrayList(argv + 1, argv + argc));
    if (!line)
        return fail(line.error());
    if (line->action == CommandLine::Action::Version)
        return print("conversa-server " CONVERSA_VERSION "\n");
    if (line->action == CommandLine::Action::Help)
        return print(helpText());
    const auto environment = QProcessEnvironment::systemEnvironment();
    for (const QString &name : environment.keys())
        line->sources.environment.emplace_back(name.toLocal8Bit(), environment.value(name).toLocal8Bit());
    const auto loaded = loadConfig(line->sources);
    if (!loaded)
        return fail(loaded.error());
    if (line->action == CommandLine::Action::CheckConfig)
        return check(loaded->config);
    if (line->action == CommandLine::Action::PrintConfig)
        return print(describe(*loaded));
    installLogHandler();
    if (line->action == CommandLine::Action::Key)
        return runKeyCommand(argc, argv, line->key, loaded->config);
    return runDaemon(argc, argv, line->sources, loaded->config);
}
