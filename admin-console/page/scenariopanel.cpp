// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/scenariopanel.h"

#include "page/looks.h"
#include "page/savefile.h"
#include "page/signs.h"

#include <QEvent>
#include <QFile>
#include <QFileDialog>
#include <QHBoxLayout>

namespace conversa::console {

ScenarioPanel::ScenarioPanel(LiveState &live, ChatState &chat, QWidget *parent)
    : QWidget(parent)
    , m_live(live)
    , m_recorder(chat)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 8, 0, 0);
    column->setSpacing(8);
    auto *bar = new QHBoxLayout;
    bar->setSpacing(8);
    m_run.setObjectName(QStringLiteral("runScenario"));
    m_record.setObjectName(QStringLiteral("recordScenario"));
    m_record.setCheckable(true);
    m_export.setObjectName(QStringLiteral("exportScenario"));
    for (QPushButton *button : { &m_run, &m_record, &m_export }) {
        button->setMinimumHeight(controlHeight);
        bar->addWidget(button);
    }
    bar->addStretch();
    column->addLayout(bar);
    m_summary.setTextFormat(Qt::PlainText);
    m_summary.setWordWrap(true);
    column->addWidget(&m_summary);
    m_steps.setObjectName(QStringLiteral("scenarioSteps"));
    m_steps.setWordWrap(true);
    column->addWidget(&m_steps, 1);
    connect(&m_run, &QPushButton::clicked, this, &ScenarioPanel::onRun);
    connect(&m_record, &QPushButton::clicked, this, &ScenarioPanel::onRecord);
    connect(&m_export, &QPushButton::clicked, this, &ScenarioPanel::onExport);
    connect(&m_recorder, &ScenarioRecorder::changed, this, &ScenarioPanel::refresh);
    retranslate();
}

void ScenarioPanel::onRun()
{
    if (m_runner)
        return m_runner->stop();
    const QString path = QFileDialog::getOpenFileName(this, tr("Run a scenario"), {}, tr("Scenarios (*.json)"));
    if (path.isEmpty())
        return;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return say(file.errorString());
    const auto scenario = readScenario(file.read(Scenario::maxSize + 1));
    if (!scenario)
        return say(QString::fromUtf8(scenario.error().message));
    run(*scenario);
}

void ScenarioPanel::run(const Scenario &scenario)
{
    m_steps.clear();
    m_passed = 0;
    m_failed = 0;
    m_runner = new ScenarioRunner(scenario,
        { m_live.endpoint(), &m_live.rest(), [](const QByteArray &variable) { return qgetenv(variable.constData()); } }, this);
    connect(m_runner, &ScenarioRunner::stepDone, this, &ScenarioPanel::onStepDone);
    connect(m_runner, &ScenarioRunner::finished, this, &ScenarioPanel::onFinished);
    say(tr("Running: %1").arg(scenario.name));
    m_runner->start();
    refresh();
}

void ScenarioPanel::onStepDone(const ScenarioReport &report)
{
    const bool isGood = report.problem.isEmpty();
    ++(isGood ? m_passed : m_failed);
    //: a step of a scenario: whether it passed, what it is, how long it took
    const QString text = tr("%1 – %2 (%3 ms)").arg(isGood ? tr("PASS") : tr("FAIL"), report.text).arg(report.ms);
    auto *item = new QListWidgetItem(isGood ? text : text + QLatin1Char('\n') + report.problem, &m_steps);
    item->setIcon(signPixmap(isGood ? Sign::Tick : Sign::Cross, toneColor(isGood ? Tone::Good : Tone::Bad, palette()), 16, devicePixelRatioF()));
    m_steps.scrollToBottom();
}

void ScenarioPanel::onFinished(ScenarioRunner::Outcome, const QString &why)
{
    const int left = int(m_runner->scenario().steps.size()) - m_passed - m_failed;
    say(why.isEmpty() ? tr("%1 passed, %2 failed, %3 not run").arg(m_passed).arg(m_failed).arg(left) : why);
    std::exchange(m_runner, nullptr)->deleteLater();
    refresh();
}

void ScenarioPanel::onRecord()
{
    if (m_record.isChecked())
        m_recorder.start();
    else
        m_recorder.stop();
}

void ScenarioPanel::onExport()
{
    saveFile(this, QStringLiteral("scenario.json"), writeScenario(m_recorder.scenario()));
}

void ScenarioPanel::refresh()
{
    m_run.setText(m_runner ? tr("S&top") : tr("&Run…"));
    m_record.setText(m_recorder.isRecording() ? tr("Stop re&cording") : tr("Re&cord"));
    const int steps = int(m_recorder.scenario().steps.size());
    m_export.setEnabled(steps > 0);
    if (m_recorder.isRecording())
        say(tr("Recording: %n step(s)", nullptr, steps));
    else if (m_summary.text().isEmpty())
        say(tr("A scenario runs a chat by itself, step by step. Record one here, or run a file."));
}

void ScenarioPanel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void ScenarioPanel::retranslate()
{
    m_export.setText(tr("Export rec&ording…"));
    m_steps.setAccessibleName(tr("Steps of the scenario"));
    m_summary.clear();
    refresh();
}

} // namespace conversa::console
