// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/chatstate.h"
#include "model/scenariorecorder.h"
#include "model/scenariorunner.h"

#include <QLabel>
#include <QListWidget>
#include <QPushButton>

namespace conversa::console {

// Runs scenario files beside what is done by hand, and writes down what is done by hand as one. Owned by the ChatPage.
class ScenarioPanel : public QWidget
{
    Q_OBJECT

public:
    ScenarioPanel(LiveState &live, ChatState &chat, QWidget *parent = nullptr);

    void run(const Scenario &scenario);

protected:
    void changeEvent(QEvent *event) override;

private Q_SLOTS:
    void onRun();
    void onRecord();
    void onExport();
    void onStepDone(const conversa::console::ScenarioReport &report);
    void onFinished(conversa::console::ScenarioRunner::Outcome outcome, const QString &why);
    void refresh();

private:
    void say(const QString &text) { m_summary.setText(text); }
    void retranslate();

    LiveState &m_live;
    ScenarioRecorder m_recorder;
    ScenarioRunner *m_runner = nullptr; // while one runs
    QPushButton m_run;
    QPushButton m_record;
    QPushButton m_export;
    QLabel m_summary;
    QListWidget m_steps;
    int m_passed = 0;
    int m_failed = 0;
};

} // namespace conversa::console
