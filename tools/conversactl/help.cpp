// SPDX-License-Identifier: Apache-2.0
#include "conversactl/help.h"

#include <algorithm>

namespace conversa::ctl {

namespace {

constexpr auto accessHelp
    = "The server is --server or CONVERSA_SERVER, http://localhost:8080 by default. The access key comes from\n"
      "CONVERSA_TOKEN, from --token-file or from the terminal, never from the command line: everybody sees that.\n\n"
      "Exit codes: 0 done, 1 something was found or the server said no, 64 usage, 69 nobody answers, 70 a fault of the\n"
      "server, 74 the output was closed, 75 try later, 77 no access key, or one that may not.\n";

// Pairs of a short text and what it means, in two columns.
QByteArray columns(const QList<std::pair<QByteArray, QByteArray>> &rows)
{
    qsizetype width = 0;
    for (const auto &[left, right] : rows)
        width = std::max(width, left.size());
    QByteArray text;
    for (const auto &[left, right] : rows)
        text += "  " + left.leftJustified(width + 2) + right + '\n';
    return text;
}

QByteArray optionsText(std::span<const Option> options)
{
    QList<std::pair<QByteArray, QByteArray>> rows;
    for (const Option &option : options) {
        const QByteArray letter = option.letter ? QByteArray("-") + option.letter + ", " : QByteArray();
        rows.append({letter + "--" + bytes(option.name) + (option.value.empty() ? "" : " ") + bytes(option.value), bytes(option.help)});
    }
    return columns(rows);
}

} // namespace

QByteArray generalHelp()
{
    QList<std::pair<QByteArray, QByteArray>> rows;
    for (const Command &command : commands())
        rows.append({bytes(command.name) + (command.arguments.empty() ? "" : " ") + bytes(command.arguments), bytes(command.help)});
    return "conversactl COMMAND [OPTION...]: sees and steers Conversa servers.\n\n" + columns(rows) + "\nFor every command:\n"
        + optionsText(generalOptions()) + '\n' + accessHelp;
}

QByteArray helpOf(const Command &command)
{
    QByteArray text = "conversactl " + bytes(command.name) + (command.arguments.empty() ? "" : " ") + bytes(command.arguments)
        + " [OPTION...]\n" + bytes(command.help) + ".\n\n";
    if (!command.options.empty())
        text += optionsText(command.options) + '\n';
    return text + "For every command:\n" + optionsText(generalOptions());
}

} // namespace conversa::ctl
