// SPDX-License-Identifier: Apache-2.0
#include "conversactl/arguments.h"

#include "admin/quantity.h"
#include "core/nearest.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace conversa::ctl {

namespace {

Error usage(const QByteArray &sentence)
{
    return {ErrorCode::InvalidField, sentence, QByteArrayLiteral("usage")};
}

// Whether there is a command of that name, or of more words.
bool begins(const QByteArray &name)
{
    return std::any_of(commands().begin(), commands().end(), [&](const Command &command) {
        const QByteArray whole = bytes(command.name);
        return whole == name || whole.startsWith(name + ' ');
    });
}

Error unknownCommand(const QByteArray &name)
{
    QByteArrayList names;
    for (const Command &command : commands())
        names.append(bytes(command.name));
    return usage(unknownName("command", name, names));
}

} // namespace

Result<Arguments> Arguments::parse(const QStringList &arguments)
{
    Arguments parsed;
    QStringList rest = arguments;
    bool onlyWords = false;
    while (!rest.isEmpty()) {
        const QString argument = rest.takeFirst();
        if (argument == "--"_L1 && !onlyWords) {
            onlyWords = true;
            continue;
        }
        const bool isOption = !onlyWords && argument.size() > 1 && argument.startsWith(u'-');
        const auto taken = isOption ? parsed.takeOption(argument, rest) : parsed.takeWord(argument);
        if (!taken)
            return taken.error();
    }
    if (parsed.has("help") || parsed.has("version"))
        return parsed;
    if (!parsed.m_command && !parsed.m_name.isEmpty())
        return usage("\"" + parsed.m_name + "\" is not a whole command: see conversactl --help");
    if (const auto checked = parsed.checkWords(); !checked)
        return checked.error();
    return parsed;
}

Result<const Option *> Arguments::findOption(const QString &typed) const
{
    QByteArrayList names;
    const auto search = [&](std::span<const Option> options) -> const Option * {
        for (const Option &option : options) {
            const bool isShort = typed.size() == 2 && option.letter != 0 && typed[1] == QLatin1Char(option.letter);
            if (isShort || typed.mid(2).toUtf8() == bytes(option.name))
                return &option;
            names.append("--" + bytes(option.name));
        }
        return nullptr;
    };
    if (const Option *option = search(generalOptions()))
        return option;
    if (const Option *option = m_command ? search(m_command->options) : nullptr)
        return option;
    return usage(unknownName("option", typed.toUtf8(), names));
}

Result<void> Arguments::takeOption(const QString &argument, QStringList &rest)
{
    const qsizetype sign = argument.startsWith("--"_L1) ? argument.indexOf(u'=') : -1;
    const QString typed = argument.left(sign);
    if (typed == "--token"_L1)
        return usage("a key on the command line is seen by everybody: set CONVERSA_TOKEN, or use --token-file");
    const auto option = findOption(typed);
    if (!option)
        return option.error();
    QStringList &values = m_options[bytes((*option)->name)];
    if ((*option)->value.empty()) {
        if (sign >= 0)
            return usage(typed.toUtf8() + " takes no value");
        return {};
    }
    if (sign < 0 && rest.isEmpty())
        return usage(typed.toUtf8() + " needs a value: " + bytes((*option)->value));
    values.append(sign < 0 ? rest.takeFirst() : argument.mid(sign + 1));
    const QByteArray choices = bytes((*option)->value);
    if (choices.contains('|') && !choices.split('|').contains(values.last().toUtf8()))
        return usage(typed.toUtf8() + " is one of " + choices.split('|').join(", "));
    return {};
}

Result<void> Arguments::takeWord(const QString &word)
{
    const QByteArray name = m_name.isEmpty() ? word.toUtf8() : m_name + ' ' + word.toUtf8();
    if (m_words.isEmpty() && begins(name)) {
        m_name = name;
        m_command = findCommand({name.constData(), size_t(name.size())});
        return {};
    }
    if (!m_command)
        return unknownCommand(name);
    m_words.append(word);
    return {};
}

Result<void> Arguments::checkWords() const
{
    if (!m_command)
        return {};
    const QByteArray shape = bytes(m_command->arguments);
    const QByteArrayList wanted = shape.isEmpty() ? QByteArrayList() : shape.split(' ');
    const auto least = std::count_if(wanted.begin(), wanted.end(), [](const QByteArray &word) { return !word.startsWith('['); });
    if (m_words.size() < least)
        return usage(m_name + " needs " + wanted[m_words.size()] + ": conversactl " + m_name + ' ' + shape);
    if (m_words.size() > wanted.size() && !shape.contains("..."))
        return usage("what is \"" + m_words[wanted.size()].toUtf8() + "\"? See conversactl " + m_name + " --help");
    return {};
}

QString Arguments::value(std::string_view option, const QString &otherwise) const
{
    const QStringList all = values(option);
    return all.isEmpty() ? otherwise : all.last();
}

Result<qint64> Arguments::number(std::string_view option, qint64 otherwise, qint64 least, qint64 most) const
{
    if (!has(option))
        return otherwise;
    bool isNumber = false;
    const qint64 number = value(option).toLongLong(&isNumber);
    if (!isNumber || number < least || number > most)
        return usage("--" + bytes(option) + " takes a whole number from " + QByteArray::number(least) + " to " + QByteArray::number(most));
    return number;
}

Result<std::optional<qint64>> Arguments::duration(std::string_view option) const
{
    if (!has(option))
        return std::optional<qint64>();
    const auto parsed = parseQuantity(FieldKind::Span, value(option).toUtf8());
    if (!parsed)
        return usage("--" + bytes(option) + " takes " + quantityHelp(FieldKind::Span));
    return std::optional(*parsed);
}

} // namespace conversa::ctl
