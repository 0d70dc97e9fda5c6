// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/banner.h"

#include "page/looks.h"
#include "page/problemtext.h"
#include "page/signs.h"

#include <QEvent>
#include <QGridLayout>
#include <QPainter>

#include <algorithm>

namespace conversa::console {

Banner::Banner(QWidget *parent)
    : QFrame(parent)
{
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(16, 12, 16, 12);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(4);
    grid->addWidget(&m_sign, 0, 0, Qt::AlignTop);
    grid->addWidget(&m_headline, 0, 1);
    grid->addWidget(&m_advice, 1, 1);
    grid->addWidget(&m_countdown, 2, 1);
    grid->addWidget(&m_retry, 0, 2, 3, 1, Qt::AlignVCenter);
    grid->setColumnStretch(1, 1);
    for (QLabel *label : { &m_headline, &m_advice, &m_countdown }) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    m_retry.setMinimumHeight(controlHeight);
    makeHeading(m_headline);
    m_tick.setInterval(std::chrono::seconds(1));
    connect(&m_tick, &QTimer::timeout, this, &Banner::onTick);
    connect(&m_retry, &QPushButton::clicked, this, &Banner::onRetry);
    setProblem(Problem::None);
}

void Banner::setProblem(Problem problem)
{
    m_problem = problem;
    setVisible(problem != Problem::None);
    refresh();
}

void Banner::setWait(std::chrono::milliseconds wait)
{
    m_secondsLeft = int(std::chrono::ceil<std::chrono::seconds>(wait).count());
    if (m_secondsLeft > 0)
        m_tick.start();
    else
        m_tick.stop();
    refresh();
}

QString Banner::text() const
{
    return m_headline.text() + QLatin1Char(' ') + m_advice.text();
}

void Banner::onRetry()
{
    setWait({});
    Q_EMIT retryRequested();
}

void Banner::onTick()
{
    m_secondsLeft = std::max(0, m_secondsLeft - 1);
    refresh();
}

void Banner::paintEvent(QPaintEvent *)
{
    const QColor tone = toneColor(isFinal(m_problem) ? Tone::Bad : Tone::Warning, palette());
    QColor ground = tone;
    ground.setAlphaF(0.10f);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(tone, 1));
    painter.setBrush(ground);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
}

void Banner::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::PaletteChange)
        refresh();
    QFrame::changeEvent(event);
}

void Banner::refresh()
{
    const ProblemText text = problemText(m_problem);
    const bool willRetry = m_problem != Problem::None && !isFinal(m_problem);
    const Tone tone = willRetry ? Tone::Warning : Tone::Bad;
    m_sign.setPixmap(
        signPixmap(willRetry ? Sign::Triangle : Sign::Cross, toneColor(tone, palette()), 20, devicePixelRatioF()));
    m_headline.setText(text.headline);
    m_advice.setText(text.advice);
    m_countdown.setText(
        m_secondsLeft > 0 ? tr("Next try in %n second(s).", nullptr, m_secondsLeft) : tr("Trying now …"));
    m_countdown.setVisible(willRetry);
    m_retry.setText(tr("Try &now"));
    m_retry.setVisible(willRetry);
    setAccessibleName(this->text());
}

} // namespace conversa::console
