// SPDX-License-Identifier: Apache-2.0
#include "conversactl/completion.h"

#include "conversactl/actions.h"
#include "conversactl/arguments.h"
#include "conversactl/output.h"

#include <QMap>
#include <QSet>

namespace conversa::ctl {

namespace {

// A word that may come next, and its help.
using Choice = std::pair<QByteArray, QByteArray>;

QByteArray quoted(QByteArray text, const char *quote = "'\\''")
{
    return '\'' + text.replace("'", quote) + '\'';
}

// "|name" and "name|first name": which words of commands follow which.
QMap<QByteArray, QList<Choice>> nextWords()
{
    QMap<QByteArray, QList<Choice>> next;
    for (const Command &command : commands()) {
        const QByteArrayList words = bytes(command.name).split(' ');
        const QByteArray help = bytes(command.help);
        QList<Choice> &first = next[{}];
        if (first.isEmpty() || first.last().first != words[0])
            first.append({words[0], words.size() == 1 ? help : words[0] + " ..."});
        if (words.size() == 2)
            next[words[0]].append({words[1], help});
        // Words of an argument that is one of a few.
        const QByteArray argument = bytes(command.arguments).split(' ').constFirst();
        for (const QByteArray &word : argument.contains('|') ? argument.split('|') : QByteArrayList())
            next[bytes(command.name)].append({word, help});
    }
    return next;
}

template <typename Each>
void forEachOption(const Each &each)
{
    for (const Option &option : generalOptions())
        each(QByteArray(), option);
    for (const Command &command : commands()) {
        for (const Option &option : command.options)
            each(bytes(command.name), option);
    }
}

QByteArrayList dashed(std::span<const Option> options)
{
    QByteArrayList names;
    for (const Option &option : options)
        names.append("--" + bytes(option.name));
    return names;
}

// All options with a value, so that it is not taken for a command.
QByteArrayList optionsWithValues()
{
    QByteArrayList names;
    forEachOption([&](const QByteArray &, const Option &option) {
        const QByteArray name = "--" + bytes(option.name);
        if (!option.value.empty() && !names.contains(name))
            names.append(name);
        if (!option.value.empty() && option.letter)
            names.append(QByteArray("-") + option.letter);
    });
    return names;
}

// All beginnings of commands, whole ones too.
QByteArrayList commandNames()
{
    QByteArrayList names;
    for (const Command &command : commands()) {
        const QByteArray name = bytes(command.name);
        for (const QByteArray &each : {name.left(std::max<qsizetype>(name.indexOf(' '), 0)), name}) {
            if (!each.isEmpty() && !names.contains(each))
                names.append(each);
        }
    }
    return names;
}

QByteArrayList quotedAll(const QByteArrayList &names)
{
    QByteArrayList all;
    for (const QByteArray &name : names)
        all.append(quoted(name));
    return all;
}

// Shell code that bash and zsh have in common: sets `name` to the command among `words`, those before the current one.
QByteArray findName(const QByteArray &words)
{
    return "    local name= word skip=\n    for word in \"" + words + "\"; do\n"
        "        if [[ -n $skip ]]; then skip=; continue; fi\n        case $word in\n            "
        + optionsWithValues().join('|') + ") skip=yes ;;\n            -*) ;;\n            *) case \"${name:+$name }$word\" in\n                "
        + quotedAll(commandNames()).join('|') + ") name=\"${name:+$name }$word\" ;;\n            esac ;;\n        esac\n    done\n";
}

} // namespace

QByteArray bashCompletion()
{
    QByteArray text = "# bash completion of conversactl\n_conversactl() {\n"
        "    local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}\n    COMPREPLY=()\n"
        + findName("${COMP_WORDS[@]:1:COMP_CWORD-1}") + "    case \"$name|$before\" in\n";
    forEachOption([&](const QByteArray &command, const Option &option) {
        const QByteArray value = bytes(option.value);
        const QByteArray pattern = "        " + (command.isEmpty() ? "*" : quoted(command)) + "'|--" + bytes(option.name) + "') ";
        if (value.contains('|'))
            text += pattern + "mapfile -t COMPREPLY < <(compgen -W '" + value.split('|').join(' ') + "' -- \"$current\"); return ;;\n";
        else if (value == "FILE")
            text += pattern + "mapfile -t COMPREPLY < <(compgen -f -- \"$current\"); return ;;\n";
        else if (!value.isEmpty())
            text += pattern + "return ;;\n";
    });
    text += "    esac\n    local choices=\n    if [[ $current == -* ]]; then\n        choices='" + dashed(generalOptions()).join(' ') + "'\n        case $name in\n";
    for (const Command &command : commands()) {
        if (!command.options.empty())
            text += "            " + quoted(bytes(command.name)) + ") choices+=' " + dashed(command.options).join(' ') + "' ;;\n";
    }
    text += "        esac\n    else\n        case $name in\n";
    const auto next = nextWords();
    for (auto at = next.begin(); at != next.end(); ++at) {
        QByteArrayList words;
        for (const Choice &choice : *at)
            words.append(choice.first);
        text += "            " + quoted(at.key()) + ") choices='" + words.join(' ') + "' ;;\n";
    }
    return text + "        esac\n    fi\n    mapfile -t COMPREPLY < <(compgen -W \"$choices\" -- \"$current\")\n}\n"
                  "complete -F _conversactl conversactl\n";
}

QByteArray zshCompletion()
{
    const auto described = [](const QByteArray &word, const QByteArray &help) {
        return quoted(QByteArray(word).replace(":", "\\:") + ':' + help);
    };
    const auto describedOptions = [&](std::span<const Option> options) {
        QByteArrayList all;
        for (const Option &option : options)
            all.append(described("--" + bytes(option.name), bytes(option.help)));
        return all.join(' ');
    };
    QByteArray text = "#compdef conversactl\n_conversactl() {\n    local current=${words[CURRENT]} before=${words[CURRENT-1]}\n    local -a choices\n"
        + findName("${(@)words[2,CURRENT-1]}") + "    case \"$name|$before\" in\n";
    forEachOption([&](const QByteArray &command, const Option &option) {
        const QByteArray value = bytes(option.value);
        const QByteArray pattern = "        " + (command.isEmpty() ? "*" : quoted(command)) + "'|--" + bytes(option.name) + "') ";
        if (value.contains('|'))
            text += pattern + "compadd -- " + value.split('|').join(' ') + "; return ;;\n";
        else if (value == "FILE")
            text += pattern + "_files; return ;;\n";
        else if (!value.isEmpty())
            text += pattern + "return ;;\n";
    });
    text += "    esac\n    if [[ $current == -* ]]; then\n        choices=(" + describedOptions(generalOptions()) + ")\n        case $name in\n";
    for (const Command &command : commands()) {
        if (!command.options.empty())
            text += "            " + quoted(bytes(command.name)) + ") choices+=(" + describedOptions(command.options) + ") ;;\n";
    }
    text += "        esac\n    else\n        case $name in\n";
    const auto next = nextWords();
    for (auto at = next.begin(); at != next.end(); ++at) {
        QByteArrayList words;
        for (const Choice &choice : *at)
            words.append(described(choice.first, choice.second));
        text += "            " + quoted(at.key()) + ") choices=(" + words.join(' ') + ") ;;\n";
    }
    return text + "        esac\n    fi\n    (( $#choices )) && _describe conversactl choices\n}\n"
                  "if [[ $funcstack[1] == _conversactl ]]; then _conversactl \"$@\"; else compdef _conversactl conversactl; fi\n";
}

QByteArray fishCompletion()
{
    const auto at = [](const QByteArray &name) { return "complete -c conversactl -n 'test (__conversactl_name) = \"" + name + "\"' "; };
    QByteArray text = "# fish completion of conversactl\nfunction __conversactl_name\n    set -l name ''\n    set -l skip no\n"
        "    for word in (commandline -opc)[2..-1]\n        if test $skip = yes\n            set skip no\n            continue\n        end\n"
        "        switch $word\n            case " + optionsWithValues().join(' ') + "\n                set skip yes\n            case '-*'\n"
        "            case '*'\n                set -l longer (string trim -- \"$name $word\")\n"
        "                contains -- $longer " + quotedAll(commandNames()).join(' ') + "\n                and set name $longer\n"
        "        end\n    end\n    echo $name\nend\ncomplete -c conversactl -f\n";
    forEachOption([&](const QByteArray &command, const Option &option) {
        const QByteArray value = bytes(option.value);
        QByteArray line = (command.isEmpty() ? QByteArray("complete -c conversactl ") : at(command)) + "-l " + bytes(option.name);
        if (option.letter)
            line += QByteArray(" -s ") + option.letter;
        if (value.contains('|'))
            line += " -x -a '" + value.split('|').join(' ') + '\'';
        else if (!value.isEmpty())
            line += value == "FILE" ? " -r -F" : " -x";
        text += line + " -d " + quoted(bytes(option.help), "\\'") + '\n';
    });
    const auto next = nextWords();
    for (auto each = next.begin(); each != next.end(); ++each) {
        for (const Choice &choice : *each)
            text += at(each.key()) + "-a " + choice.first + " -d " + quoted(choice.second, "\\'") + '\n';
    }
    return text;
}

Result<int> printCompletion(Call &call)
{
    const QString shell = call.arguments.words().constFirst();
    if (shell == QLatin1String("bash"))
        call.out.write(bashCompletion());
    else if (shell == QLatin1String("zsh"))
        call.out.write(zshCompletion());
    else if (shell == QLatin1String("fish"))
        call.out.write(fishCompletion());
    else
        return Error{ErrorCode::InvalidField, "For which shell? bash, zsh or fish."};
    return 0;
}

} // namespace conversa::ctl
