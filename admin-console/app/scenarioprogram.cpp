// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/scenarioprogram.h"

#include "app/display.h"
#include "client/address.h"
#include "model/serveraddress.h"

#include <QCoreApplication>
#include <QFile>

#include <algorithm>
#include <cstdio>
#include <cstring>

namespace conversa::console {

namespace {

constexpr int ExitArguments = 64; // of sysexits.h, both
constexpr int ExitFile = 65;

void print(const QString &line)
{
    std::fprintf(stdout, "%s\n", qUtf8Printable(line));
    std::fflush(stdout);
}

int refuse(int code, const QString &sentence)
{
    std::fprintf(stderr, "conversa-console: %s\n", qUtf8Printable(sentence));
    return code;
}

Result<Scenario> readFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{ ErrorCode::NotFound, file.errorString().toUtf8() };
    return readScenario(file.read(Scenario::maxSize + 1));
}

} // namespace

ScenarioProgram::ScenarioProgram(Scenario scenario, const Endpoint &endpoint)
    : m_runner(std::move(scenario), { endpoint, &m_rest, [](const QByteArray &variable) { return qgetenv(variable.constData()); } })
{
    m_rest.setEndpoint(endpoint);
    m_thread.start();
    connect(&m_runner, &ScenarioRunner::stepDone, this, &ScenarioProgram::onStepDone);
    connect(&m_runner, &ScenarioRunner::finished, this, &ScenarioProgram::onFinished);
}

ScenarioProgram::~ScenarioProgram()
{
    m_thread.quit();
    m_thread.wait();
}

void ScenarioProgram::start()
{
    print(m_runner.scenario().name);
    m_runner.start();
}

void ScenarioProgram::onStepDone(const ScenarioReport &report)
{
    const bool isGood = report.problem.isEmpty();
    ++(isGood ? m_passed : m_failed);
    const QString line = QStringLiteral("%1 %2  %3  (%4 ms)")
                             .arg(isGood ? QStringLiteral("PASS") : QStringLiteral("FAIL"))
                             .arg(report.number, 3)
                             .arg(report.text)
                             .arg(report.ms);
    print(isGood ? line : line + QStringLiteral(": ") + report.problem);
}

void ScenarioProgram::onFinished(ScenarioRunner::Outcome outcome, const QString &why)
{
    if (!why.isEmpty())
        refuse(0, why);
    const size_t left = m_runner.scenario().steps.size() - m_passed - m_failed;
    print(tr("%1 passed, %2 failed, %3 not run").arg(m_passed).arg(m_failed).arg(left));
    const bool isAway = outcome == ScenarioRunner::Outcome::Unreachable;
    QCoreApplication::exit(isAway ? ExitUnavailable : outcome == ScenarioRunner::Outcome::Passed ? 0 : 1);
}

bool isScenarioAsked(int argc, char **argv)
{
    return std::any_of(argv, argv + argc, [](const char *argument) { return std::strncmp(argument, "--scenario", 10) == 0; });
}

int runScenario(const CommandLine &commandLine)
{
    const auto address = parseServerAddress(commandLine.address);
    if (!address)
        return refuse(ExitArguments, ScenarioProgram::tr("--server must be an address like http://localhost:8080."));
    const QByteArray key = commandLine.keyOnStdin ? readKeyFromStdin().toUtf8() : qgetenv("CONVERSA_TOKEN");
    if (!isToken(key))
        return refuse(ExitArguments, ScenarioProgram::tr("A key is needed, in the environment variable CONVERSA_TOKEN or with --key-stdin."));
    auto scenario = readFile(commandLine.scenario);
    if (!scenario)
        return refuse(ExitFile, commandLine.scenario + QStringLiteral(": ") + QString::fromUtf8(scenario.error().message));
    ScenarioProgram program(*std::move(scenario), { .address = *address, .key = key });
    QMetaObject::invokeMethod(&program, &ScenarioProgram::start, Qt::QueuedConnection);
    return QCoreApplication::exec();
}

} // namespace conversa::console
