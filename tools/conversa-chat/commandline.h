// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/link.h"
#include "client/sessiontrack.h"
#include "core/ids.h"

#include <QStringList>

namespace conversa {

// What the command line asks for.
struct ChatSettings
{
    QUrl url;
    QString tokenFile; // empty: the token is in the environment
    SessionId session;
    ContactId contact;
    std::optional<ResumePoint> from = {}; // nothing: only what comes from now on
    QByteArray name; // of this program, as the server lists it
    bool follows = false; // prints and sends nothing
    bool asJson = false;
    int waitMs = 30'000; // after the end of the input, for confirmations
};

// sysexits.h
constexpr int ExitUsage = 64;
constexpr int ExitData = 65; // a message was refused
constexpr int ExitNoInput = 66; // no token
constexpr int ExitUnavailable = 69; // no chat server there
constexpr int ExitOutput = 74; // nobody takes what is printed
constexpr int ExitUnconfirmed = 75; // messages may or may not be stored
constexpr int ExitRefused = 77; // the key, or the session, is not for us

// Reads the arguments, the program's name first. Answers --help and --version itself and ends the program, as it does,
// with ExitUsage, for what it does not understand. Needs a QCoreApplication.
ChatSettings parseCommandLine(const QStringList &arguments);

} // namespace conversa
