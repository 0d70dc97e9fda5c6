// SPDX-License-Identifier: Apache-2.0
#include "conversactl/run.h"

#include "conversactl/archive.h"
#include "conversactl/arguments.h"
#include "conversactl/exitcodes.h"
#include "conversactl/help.h"
#include "conversactl/listing.h"
#include "conversactl/serversource.h"
#include "conversactl/wait.h"
#include "terminal/terminaltext.h"

namespace conversa::ctl {

namespace {

void printError(Output &out, const Arguments &arguments, const Error &error)
{
    out.remark("conversactl: " + terminalLine(error.message));
    if (const QByteArray lines = caretLines(arguments, error); !lines.isEmpty())
        out.remark(terminalText(lines.chopped(1), {}));
}

int runOnce(Call &call)
{
    const auto ended = call.arguments.command()->run(call);
    if (ended)
        return *ended;
    printError(call.out, call.arguments, ended.error());
    return exitCodeOf(ended.error());
}

// Again and again, until nobody reads it any more.
int runWatched(Call &call, qint64 seconds)
{
    int code = exitOk;
    while (!call.out.isBroken()) {
        call.out.clear();
        code = runOnce(call);
        if (code == exitUsage || code == exitForbidden)
            break;
        waitFor(seconds * 1'000);
    }
    return code;
}

int runCommand(const Arguments &arguments, Output &out)
{
    const auto seconds = arguments.number("watch", 0, 1, 86'400);
    if (!seconds) {
        printError(out, arguments, seconds.error());
        return exitUsage;
    }
    if (arguments.has("archive")) {
        ArchiveSource archive(arguments.value("archive"));
        Call call{arguments, out, archive};
        const int code = runOnce(call);
        return out.isBroken() ? exitOutput : code;
    }
    ServerSource server(ServerAddress::of(arguments), arguments.value("token-file"));
    if (server.address() && server.address()->isExposed())
        out.remark("conversactl: the way to this server is not encrypted: whoever listens there reads the access key.");
    Call call{arguments, out, server};
    const int code = *seconds > 0 ? runWatched(call, *seconds) : runOnce(call);
    return out.isBroken() ? exitOutput : code;
}

} // namespace

int run(const QStringList &arguments, Output &out)
{
    const auto parsed = Arguments::parse(arguments);
    if (!parsed) {
        out.remark("conversactl: " + terminalLine(parsed.error().message));
        return exitUsage;
    }
    if (parsed->has("version")) {
        out.line("conversactl " CONVERSA_VERSION);
        return exitOk;
    }
    if (parsed->has("help") || !parsed->command()) {
        out.write(parsed->command() ? helpOf(*parsed->command()) : generalHelp());
        return parsed->has("help") ? exitOk : exitUsage;
    }
    return runCommand(*parsed, out);
}

} // namespace conversa::ctl
