// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commandline.h"
#include "model/scenariorunner.h"

#include <QThread>

namespace conversa::console {

// conversa-console --scenario: runs a scenario without a window and prints PASS or FAIL for each step. Ends the program's event
// loop with its exit code: 0 all steps passed, 1 one did not, 69 the server cannot be reached.
class ScenarioProgram : public QObject
{
    Q_OBJECT

public:
    ScenarioProgram(Scenario scenario, const Endpoint &endpoint);
    ~ScenarioProgram() override;

    void start();

private Q_SLOTS:
    void onStepDone(const conversa::console::ScenarioReport &report);
    void onFinished(conversa::console::ScenarioRunner::Outcome outcome, const QString &why);

private:
    QThread m_thread; // the link's
    Rest m_rest{ m_thread };
    ScenarioRunner m_runner;
    size_t m_passed = 0;
    size_t m_failed = 0;
};

// Whether the arguments ask for it: no display is needed then.
bool isScenarioAsked(int argc, char **argv);
// Runs it in a program of its own: 64 for wrong arguments, 65 for a file that is no scenario. The key: from the environment
// variable CONVERSA_TOKEN, or from standard input.
int runScenario(const CommandLine &commandLine);

} // namespace conversa::console
