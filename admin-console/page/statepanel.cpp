// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/statepanel.h"

#include "page/looks.h"
#include "page/problemtext.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

#include <utility>

namespace conversa::console {

namespace {

constexpr int signSize = 40;
constexpr int textWidth = 460;
constexpr int barHeight = 14;
constexpr int barStep = 34;

QString detailsOf(const Failure &failure)
{
    QStringList lines;
    if (failure.status > 0)
        lines << QStringLiteral("status: %1").arg(failure.status);
    for (const auto &[name, value] : { std::pair("code", failure.code), std::pair("field", failure.field), std::pair("message", failure.sentence) }) {
        if (!value.isEmpty())
            lines << QLatin1String(name) + QStringLiteral(": ") + QString::fromUtf8(value);
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace

StatePanel::StatePanel(QWidget *parent)
    : QWidget(parent)
{
    auto *column = new QVBoxLayout(this);
    column->setSpacing(8);
    column->addStretch(2);
    column->addWidget(&m_sign, 0, Qt::AlignHCenter);
    column->addSpacing(4);
    for (QLabel *label : { &m_headline, &m_advice }) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setAlignment(Qt::AlignHCenter);
        label->setMinimumWidth(textWidth);
        label->setMaximumWidth(textWidth);
        column->addWidget(label, 0, Qt::AlignHCenter);
    }
    makeHeading(m_headline, 1.25);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(&m_button);
    buttons->addWidget(&m_copy);
    buttons->addStretch();
    column->addSpacing(8);
    column->addLayout(buttons);
    column->addStretch(3);
    m_button.setObjectName(QStringLiteral("stateButton"));
    m_copy.setObjectName(QStringLiteral("copyDetails"));
    m_skeleton.setSingleShot(true);
    connect(&m_skeleton, &QTimer::timeout, this, qOverload<>(&QWidget::update));
    connect(&m_button, &QPushButton::clicked, this, &StatePanel::buttonClicked);
    connect(&m_copy, &QPushButton::clicked, this, &StatePanel::onCopy);
    m_skeleton.start(skeletonAfter);
    refresh();
}

void StatePanel::setLoading()
{
    // Once the bars are there, being told again does not take them away.
    if (std::exchange(m_kind, Kind::Loading) != Kind::Loading)
        m_skeleton.start(skeletonAfter);
    refresh();
}

void StatePanel::setText(const StateText &text)
{
    m_kind = Kind::Text;
    m_text = text;
    refresh();
}

void StatePanel::setFailure(const Failure &failure)
{
    m_kind = Kind::Failure;
    m_failure = failure;
    refresh();
}

void StatePanel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::PaletteChange)
        refresh();
    QWidget::changeEvent(event);
}

// Bars where rows will be.
void StatePanel::paintEvent(QPaintEvent *)
{
    if (m_kind != Kind::Loading || m_skeleton.isActive())
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(palette().color(QPalette::Midlight));
    for (int row = 0; barStep * (row + 2) < height() && row < 12; ++row) {
        const int width = this->width() * (row % 3 == 0 ? 90 : row % 3 == 1 ? 70 : 80) / 100;
        painter.setOpacity(std::max(0.15, 0.8 - row * 0.06));
        painter.drawRoundedRect(0, barStep * row + barStep / 2, width, barHeight, 4, 4);
    }
}

void StatePanel::onCopy()
{
    QGuiApplication::clipboard()->setText(m_headline.text() + QLatin1Char('\n') + m_advice.text() + QLatin1Char('\n') + m_text.details);
}

void StatePanel::refresh()
{
    if (m_kind == Kind::Failure) {
        const ProblemText said = problemText(m_failure.problem);
        m_text = { Sign::Cross, Tone::Bad, said.headline, m_failure.sentence.isEmpty() ? said.advice : QString::fromUtf8(m_failure.sentence),
            tr("Try &again"), detailsOf(m_failure) };
    }
    fill(m_kind == Kind::Loading ? StateText{} : m_text);
    setAccessibleName(m_kind == Kind::Loading ? tr("Loading …") : m_text.headline + QLatin1Char(' ') + m_text.advice);
    update();
}

void StatePanel::fill(const StateText &text)
{
    const bool isLoading = m_kind == Kind::Loading;
    m_sign.setVisible(!isLoading);
    m_sign.setPixmap(signPixmap(text.sign, toneColor(text.tone, palette()), signSize, devicePixelRatioF()));
    m_headline.setText(text.headline);
    m_headline.setVisible(!isLoading);
    m_advice.setText(text.advice);
    // A layout that centers a label asks for no height that goes with its width.
    for (QLabel *label : { &m_headline, &m_advice })
        label->setMinimumHeight(label->text().isEmpty() ? 0 : label->heightForWidth(textWidth));
    m_advice.setVisible(!isLoading);
    // In a layout that centres them, labels do not grow with their lines.
    for (QLabel *label : { &m_headline, &m_advice })
        label->setMinimumHeight(std::max(0, label->heightForWidth(textWidth)));
    m_button.setText(text.button);
    m_button.setVisible(!text.button.isEmpty());
    m_copy.setText(tr("&Copy details"));
    m_copy.setVisible(!text.details.isEmpty());
}

} // namespace conversa::console
