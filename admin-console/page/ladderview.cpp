// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/ladderview.h"

#include "page/findingtext.h"
#include "page/signs.h"

#include <QEvent>
#include <QGridLayout>
#include <QLocale>

namespace conversa::console {

namespace {

constexpr int RungSign = 18;

struct RungLook
{
    Sign sign;
    Tone tone;
    const char *word;
};

RungLook lookOf(StepState state)
{
    switch (state) {
    case StepState::Running:
        return { Sign::Dots, Tone::Quiet, QT_TRANSLATE_NOOP("conversa::console::LadderView", "running") };
    case StepState::Passed:
        return { Sign::Tick, Tone::Good, QT_TRANSLATE_NOOP("conversa::console::LadderView", "good") };
    case StepState::Warned:
        return { Sign::Triangle, Tone::Warning, QT_TRANSLATE_NOOP("conversa::console::LadderView", "warning") };
    case StepState::Failed:
        return { Sign::Cross, Tone::Bad, QT_TRANSLATE_NOOP("conversa::console::LadderView", "failed") };
    case StepState::Waiting:
    case StepState::Skipped:
        break;
    }
    return { Sign::Ring, Tone::Quiet, QT_TRANSLATE_NOOP("conversa::console::LadderView", "not tried") };
}

} // namespace

LadderView::LadderView(const Diagnosis &diagnosis, QWidget *parent)
    : QWidget(parent)
    , m_diagnosis(diagnosis)
{
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins({});
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(2, 1);
    for (size_t i = 0; i < StepCount; ++i)
        build(i);
    connect(&diagnosis, &Diagnosis::stepChanged, this, &LadderView::onStep);
}

void LadderView::build(size_t index)
{
    auto *grid = static_cast<QGridLayout *>(layout());
    Rung &rung = m_rungs[index];
    const int row = int(index) * 2;
    grid->addWidget(&rung.sign, row, 0, Qt::AlignTop);
    grid->addWidget(&rung.name, row, 1, Qt::AlignTop);
    grid->addWidget(&rung.outcome, row, 2);
    for (QLabel *label : { &rung.name, &rung.outcome, &rung.took })
        label->setMinimumHeight(RungSign);
    grid->addWidget(&rung.took, row, 3, Qt::AlignTop | Qt::AlignRight);
    grid->addWidget(&rung.remedy, row + 1, 2, 1, 2);
    for (QLabel *label : { &rung.name, &rung.took, &rung.outcome, &rung.remedy })
        label->setTextFormat(Qt::PlainText);
    for (QLabel *label : { &rung.outcome, &rung.remedy }) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    QFont font = rung.remedy.font();
    font.setItalic(true);
    rung.remedy.setFont(font);
    rung.outcome.setObjectName(QStringLiteral("outcome%1").arg(index));
    rung.remedy.setObjectName(QStringLiteral("remedy%1").arg(index));
    onStep(Step(index));
}

void LadderView::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::PaletteChange) {
        for (size_t i = 0; i < StepCount; ++i)
            onStep(Step(i));
    }
    QWidget::changeEvent(event);
}

void LadderView::onStep(Step step)
{
    const StepReport &report = m_diagnosis.report(step);
    const RungLook look = lookOf(report.state);
    Rung &rung = m_rungs[size_t(step)];
    rung.sign.setPixmap(signPixmap(look.sign, toneColor(look.tone, palette()), RungSign, devicePixelRatioF()));
    rung.sign.setAccessibleName(tr(look.word));
    rung.name.setText(stepName(step));
    rung.outcome.setText(stepOutcome(step, report));
    const bool isOver = report.state == StepState::Passed || report.state == StepState::Warned || report.state == StepState::Failed;
    rung.took.setText(isOver ? tr("%1 ms").arg(QLocale().toString(report.tookMs)) : QString());
    rung.remedy.setText(stepRemedy(report.finding));
    rung.remedy.setVisible(!rung.remedy.text().isEmpty());
}

} // namespace conversa::console
