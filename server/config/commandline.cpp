// SPDX-License-Identifier: Apache-2.0
#include "config/commandline.h"

#include "config/keys.h"
#include "core/nearest.h"

#include <QHash>

#include <functional>

namespace conversa {

namespace {

constexpr qint64 dayMs = 86'400'000;

Error usage(const QByteArray &what)
{
    return {ErrorCode::InvalidField, what + " (see --help)"};
}

// The arguments one after the other; a value follows its flag behind "=" or as the next argument.
class Arguments
{
public:
    explicit Arguments(QByteArrayList arguments)
        : m_rest(std::move(arguments))
    {
    }
    bool isEmpty() const { return m_rest.isEmpty(); }
    QByteArray next()
    {
        QByteArray argument = m_rest.takeFirst();
        m_value.reset();
        if (const qsizetype equals = argument.indexOf('='); argument.startsWith("--") && equals > 0) {
            m_value = argument.mid(equals + 1);
            argument.truncate(equals);
        }
        return argument;
    }
    Result<QByteArray> value(const QByteArray &flag)
    {
        if (m_value)
            return *m_value;
        if (m_rest.isEmpty())
            return usage(flag + " needs a value");
        return m_rest.takeFirst();
    }

private:
    QByteArrayList m_rest;
    std::optional<QByteArray> m_value;
};

QByteArrayList knownFlags()
{
    QByteArrayList names{"--config", "--port", "--check-config", "--print-config", "--version", "--help", "--allow-development-on-network"};
    for (const ConfigKey &key : configKeys())
        names.append("--" + key.name);
    return names;
}

bool parsePlainFlag(const QByteArray &flag, CommandLine &line)
{
    static const QHash<QByteArray, CommandLine::Action> actions{{"--check-config", CommandLine::Action::CheckConfig},
                                                                {"--print-config", CommandLine::Action::PrintConfig},
                                                                {"--version", CommandLine::Action::Version},
                                                                {"--help", CommandLine::Action::Help},
                                                                {"-h", CommandLine::Action::Help}};
    if (const auto action = actions.constFind(flag); action != actions.constEnd()) {
        line.action = *action;
        return true;
    }
    if (flag != "--allow-development-on-network")
        return false;
    line.sources.allowDevelopmentOnNetwork = true;
    return true;
}

Result<void> parseFlag(const QByteArray &flag, Arguments &arguments, CommandLine &line)
{
    if (parsePlainFlag(flag, line))
        return {};
    const QByteArray name = flag.mid(2);
    if (flag != "--config" && flag != "--port" && !(flag.startsWith("--") && findConfigKey(name)))
        return usage(unknownName("option", flag, knownFlags()));
    const auto value = arguments.value(flag);
    if (!value)
        return value.error();
    if (flag == "--config") {
        line.sources.file = *value;
    } else if (flag == "--port") {
        line.sources.flags.emplace_back("listen", "127.0.0.1:" + *value);
        line.sources.flags.emplace_back("listen", "[::1]:" + *value);
    } else {
        line.sources.flags.emplace_back(name, *value);
    }
    return {};
}

Result<std::optional<qint64>> parseExpiry(const QByteArray &text)
{
    bool isNumber = false;
    const qint64 days = text.chopped(text.endsWith('d') ? 1 : 0).toLongLong(&isNumber);
    if (!isNumber || days < 1 || days > 36'500)
        return usage("--expires takes a number of days, for example 90d");
    return std::optional(days * dayMs);
}

Result<void> parseKeyFlag(const QByteArray &flag, Arguments &arguments, KeyCommand &command)
{
    const QHash<QByteArray, QByteArray KeyCommand::*> fields{
        {"--name", &KeyCommand::name},        {"--role", &KeyCommand::role},          {"--tenant", &KeyCommand::tenant},
        {"--user-id", &KeyCommand::userId},   {"--user-name", &KeyCommand::userName}, {"--contact", &KeyCommand::contact},
    };
    const auto value = arguments.value(flag);
    if (!value)
        return value.error();
    if (const auto field = fields.constFind(flag); field != fields.constEnd()) {
        command.*(*field) = *value;
    } else if (flag == "--session") {
        command.sessions.append(*value);
    } else {
        const auto expiry = parseExpiry(*value);
        if (!expiry)
            return expiry.error();
        command.expiresInMs = *expiry;
    }
    return {};
}

Result<void> parseKeyCommand(Arguments &arguments, CommandLine &line)
{
    static const QByteArrayList keyFlags{"--name", "--role", "--tenant", "--user-id", "--user-name", "--contact", "--session", "--expires"};
    static const QHash<QByteArray, KeyCommand::Action> actions{
        {"create", KeyCommand::Action::Create}, {"list", KeyCommand::Action::List}, {"revoke", KeyCommand::Action::Revoke}};
    line.action = CommandLine::Action::Key;
    const QByteArray verb = arguments.isEmpty() ? QByteArray() : arguments.next();
    if (!actions.contains(verb))
        return usage("key takes create, list or revoke");
    line.key.action = actions.value(verb);
    while (!arguments.isEmpty()) {
        const QByteArray argument = arguments.next();
        Result<void> parsed;
        if (argument == "--json")
            line.key.json = true;
        else if (keyFlags.contains(argument))
            parsed = parseKeyFlag(argument, arguments, line.key);
        else if (!argument.startsWith('-') && line.key.action == KeyCommand::Action::Revoke && line.key.id.isEmpty())
            line.key.id = argument;
        else
            parsed = parseFlag(argument, arguments, line);
        if (!parsed)
            return parsed;
    }
    return {};
}

} // namespace

Result<CommandLine> parseCommandLine(const QByteArrayList &arguments)
{
    CommandLine line;
    Arguments rest(arguments);
    while (!rest.isEmpty()) {
        const QByteArray argument = rest.next();
        const auto parsed = argument == "key" ? parseKeyCommand(rest, line) : parseFlag(argument, rest, line);
        if (!parsed)
            return parsed.error();
    }
    return line;
}

QByteArray helpText()
{
    QByteArray text = "usage: conversa-server [--config FILE] [--KEY=VALUE ...]\n"
                      "       conversa-server --check-config | --print-config | --version | --help\n"
                      "       conversa-server key create --name NAME --role admin|agent|contact|service --tenant TENANT\n"
                      "                  [--user-id UUID] [--user-name NAME] [--contact UUID] [--session UUID ...] [--expires 90d]\n"
                      "       conversa-server key list [--tenant TENANT] [--json]\n"
                      "       conversa-server key revoke ID\n\n"
                      "A real-time messaging server for support chats.\n\n"
                      "  --config FILE    read this TOML file\n"
                      "  --port N         listen on 127.0.0.1:N and [::1]:N\n"
                      "  --allow-development-on-network\n"
                      "                   let env = \"development\" listen off loopback, with its public keys\n\n"
                      "Keys, in the file, as flags, or in the environment (net.threads is CONVERSA_NET_THREADS):\n";
    const Config defaults;
    for (const ConfigKey &key : configKeys())
        text += "  " + key.name + " = " + key.show(defaults) + "\n      " + key.doc + '\n';
    return text;
}

} // namespace conversa
