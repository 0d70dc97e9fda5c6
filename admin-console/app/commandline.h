// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace conversa::console {

// What the command line asks for.
struct CommandLine
{
    QString address; // --url, --server; empty: the one used last
    bool keyOnStdin = false; // --key-stdin: the first line of standard input is the access key
    QString scenario; // --scenario: a file that is run without a window
};

// Reads the arguments, the program's name first. Answers --help and --version itself and ends the program, as it does,
// with exit code 64, for arguments it does not know. Needs a QCoreApplication.
CommandLine parseCommandLine(const QStringList &arguments);

// The first line of standard input without its line end, at most 4 KiB.
QString readKeyFromStdin();

} // namespace conversa::console
