// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "config/loader.h"
#include "core/result.h"

#include <QByteArray>
#include <QByteArrayList>

#include <optional>

namespace conversa {

// `conversa-server key ...`
struct KeyCommand
{
    enum class Action { Create, List, Revoke };

    Action action = Action::List;
    QByteArray name;
    QByteArray role;
    QByteArray tenant;
    QByteArray userId;   // empty: a new one
    QByteArray userName; // empty: the key's name
    QByteArray contact;
    QByteArrayList sessions;
    std::optional<qint64> expiresInMs = {};
    QByteArray id; // of Revoke
    bool json = false;
};

struct CommandLine
{
    enum class Action { Run, CheckConfig, PrintConfig, Version, Help, Key };

    Action action = Action::Run;
    ConfigSources sources;
    KeyCommand key;
};

// arguments: without the program's name. Errors are one line for a person.
Result<CommandLine> parseCommandLine(const QByteArrayList &arguments);
QByteArray helpText();

} // namespace conversa
