// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/verdictbar.h"

#include <QEvent>
#include <QGridLayout>
#include <QPainter>

namespace conversa::console {

namespace {

constexpr int verdictSign = 18;

} // namespace

VerdictBar::VerdictBar(QWidget *parent)
    : QFrame(parent)
{
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(12, 8, 12, 8);
    grid->setHorizontalSpacing(10);
    grid->setVerticalSpacing(4);
    grid->addWidget(&m_sign, 0, 0, Qt::AlignTop);
    grid->addWidget(&m_sentence, 0, 1);
    grid->addWidget(&m_more, 1, 1);
    grid->addWidget(&m_close, 0, 2, 2, 1, Qt::AlignTop);
    grid->setColumnStretch(1, 1);
    for (QLabel *label : { &m_sentence, &m_more }) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    m_sentence.setObjectName(QStringLiteral("verdict"));
    m_more.setForegroundRole(QPalette::PlaceholderText);
    m_close.setObjectName(QStringLiteral("closeVerdict"));
    connect(&m_close, &QPushButton::clicked, this, &QWidget::hide);
    hide();
}

void VerdictBar::setVerdict(Sign sign, Tone tone, const QString &sentence, const QStringList &more, bool canClose)
{
    m_kind = sign;
    m_tone = tone;
    m_sentence.setText(sentence);
    m_more.setText(more.join(QLatin1Char('\n')));
    m_more.setVisible(!more.isEmpty());
    m_close.setVisible(canClose);
    setVisible(!sentence.isEmpty());
    refresh();
}

void VerdictBar::paintEvent(QPaintEvent *)
{
    const QColor tone = toneColor(m_tone, palette());
    QColor ground = tone;
    ground.setAlphaF(0.08f);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(tone, 1));
    painter.setBrush(ground);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
}

void VerdictBar::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::PaletteChange)
        refresh();
    QFrame::changeEvent(event);
}

void VerdictBar::refresh()
{
    m_sign.setPixmap(signPixmap(m_kind, toneColor(m_tone, palette()), verdictSign, devicePixelRatioF()));
    m_close.setText(tr("Close"));
    setAccessibleName(m_sentence.text());
}

} // namespace conversa::console
