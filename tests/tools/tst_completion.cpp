// SPDX-License-Identifier: Apache-2.0
// The completions that conversactl prints, sourced in the shells they are for: each command, each option and each choice of
// the table is completed.
// Seen red: options of commands left out (bash, fish), words cut out of the line as bash does it (zsh).
#include "conversactl/command.h"
#include "tools/program.h"

#include <QTest>

using namespace conversa;
using namespace conversa::test;
using namespace Qt::StringLiterals;

namespace {

// A line as it is typed, up to where Tab is pressed, and what must be offered there.
struct Typed
{
    QByteArrayList words; // the last one is not finished
    QByteArray offered;
};

std::vector<Typed> typedLines()
{
    std::vector<Typed> lines;
    for (const ctl::Command &command : ctl::commands()) {
        const QByteArrayList words = ctl::bytes(command.name).split(' ');
        for (qsizetype i = 0; i < words.size(); ++i)
            lines.push_back({words.mid(0, i) + QByteArrayList{words[i].left(2)}, words[i]});
        for (const ctl::Option &option : command.options) {
            const QByteArray name = "--" + ctl::bytes(option.name);
            lines.push_back({words + QByteArrayList{name.chopped(1)}, name});
            for (const QByteArray &choice : ctl::bytes(option.value).contains('|') ? ctl::bytes(option.value).split('|') : QByteArrayList())
                lines.push_back({words + QByteArrayList{name, choice.left(1)}, choice});
        }
        const QByteArray argument = ctl::bytes(command.arguments).split(' ').constFirst();
        for (const QByteArray &choice : argument.contains('|') ? argument.split('|') : QByteArrayList())
            lines.push_back({words + QByteArrayList{choice.left(1)}, choice});
        lines.push_back({words + QByteArrayList{"--serv"}, "--server"});
        // What an option takes is no command.
        lines.push_back({QByteArrayList{"--server", "status"} + words.mid(0, words.size() - 1) + QByteArrayList{words.last().left(2)}, words.last()});
    }
    return lines;
}

} // namespace

class TestCompletion : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void bash();
    void zsh();
    void fish();

private:
    // Runs a script in the shell; a line of its answer for each of typedLines(): what is offered, blanks between.
    void offers(const QString &shell, const QStringList &options, const QByteArray &script);

    QTemporaryDir m_folder;
    const std::vector<Typed> m_lines = typedLines();
};

void TestCompletion::initTestCase()
{
    const Program ctl(u"conversactl"_s);
    for (const QString &shell : {u"bash"_s, u"zsh"_s, u"fish"_s}) {
        QFile file(m_folder.filePath(shell));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(ctl.run({u"completion"_s, shell}).output);
    }
}

void TestCompletion::offers(const QString &shell, const QStringList &options, const QByteArray &script)
{
    QProcess process;
    process.setWorkingDirectory(m_folder.path());
    QProcessEnvironment environment = ServerProcess::environment();
    environment.insert(u"HOME"_s, m_folder.path());
    environment.insert(u"TERM"_s, u"dumb"_s);
    process.setProcessEnvironment(environment);
    process.start(shell, options);
    QVERIFY2(process.waitForStarted(), qPrintable(shell + u" is missing: scripts/setup test"_s));
    process.write(script);
    process.closeWriteChannel();
    QVERIFY(process.waitForFinished(100'000));
    const QByteArray errors = process.readAllStandardError();
    QByteArrayList answers = process.readAllStandardOutput().split('\n');
    answers.removeLast();
    QVERIFY2(size_t(answers.size()) == m_lines.size(), QByteArray::number(answers.size()) + " answers\n" + errors);
    for (size_t i = 0; i < m_lines.size(); ++i) {
        const QByteArray &offered = answers[qsizetype(i)];
        QVERIFY2(offered.simplified().split(' ').contains(m_lines[i].offered), "conversactl " + m_lines[i].words.join(' ') + ": " + offered);
    }
}

void TestCompletion::bash()
{
    QByteArray script = "source ./bash\n";
    for (const Typed &line : m_lines)
        script += "COMP_WORDS=(conversactl " + line.words.join(' ') + "); COMP_CWORD=" + QByteArray::number(line.words.size())
            + "; _conversactl; echo \"${COMPREPLY[*]}\"\n";
    offers(u"bash"_s, {u"--norc"_s, u"--noprofile"_s}, script);
}

void TestCompletion::fish()
{
    QByteArray script = "source ./fish\n";
    for (const Typed &line : m_lines)
        script += "echo (complete -C 'conversactl " + line.words.join(' ') + "' | string split -f1 \\t)\n";
    offers(u"fish"_s, {u"--no-config"_s}, script);
}

void TestCompletion::zsh()
{
    // A shell inside a terminal inside a shell: completion runs only where lines are edited. Its list is caught where it is made.
    QByteArray script = R"zsh(
zmodload zsh/zpty
zpty inner zsh -f -i
ask() { zpty -w inner "$1"; zpty -r -m inner seen "*$2*" }
ask 'PS1=; stty -echo; autoload -Uz compinit; compinit -u -D; source ./zsh; echo rea""dy' ready
ask 'compadd() { local -a all; [[ "$*" == *-O* || "$*" == *-D* ]] && { builtin compadd "$@"; return }; builtin compadd -O all "$@"; offered+=($all) }; echo set""up' setup
ask 'caught() { offered=(); _main_complete; compstate[insert]=; compstate[list]= }; zle -C caught list-choices caught; show() { zle caught; print -r -- "${offered[*]}" >>answers; BUFFER=; print -n "<shown>" }; zle -N show; bindkey "^I" show; echo bou""nd' bound
)zsh";
    for (const Typed &line : m_lines)
        script += "zpty -n -w inner $'conversactl " + line.words.join(' ') + "\\t'; zpty -r -m inner seen '*<shown>*'\n";
    script += "cat answers\n";
    offers(u"zsh"_s, {u"-f"_s}, script);
}

QTEST_GUILESS_MAIN(TestCompletion)
#include "tst_completion.moc"
