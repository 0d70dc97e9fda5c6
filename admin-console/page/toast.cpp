// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/toast.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>

#include <utility>

namespace conversa::console {

namespace {

constexpr int fromEdge = 40;
constexpr int mostWidth = 560;

} // namespace

Toast::Toast(QWidget *window)
    : QFrame(window)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(16, 10, 12, 10);
    row->setSpacing(16);
    row->addWidget(&m_text, 1);
    row->addWidget(&m_undo);
    m_text.setTextFormat(Qt::PlainText);
    m_text.setWordWrap(true);
    m_undo.setObjectName(QStringLiteral("undo"));
    setMaximumWidth(mostWidth);
    m_end.setSingleShot(true);
    m_end.setInterval(shownFor);
    connect(&m_end, &QTimer::timeout, this, &QWidget::hide);
    connect(&m_undo, &QPushButton::clicked, this, &Toast::onUndo);
    window->installEventFilter(this);
    retranslate();
    hide();
}

void Toast::say(const QString &text, const std::function<void()> &undo)
{
    m_takeBack = undo;
    m_text.setText(text);
    m_undo.setVisible(bool(undo));
    setAccessibleName(text);
    show();
    raise();
    place();
    m_end.start();
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

bool Toast::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize && isVisible())
        place();
    return QFrame::eventFilter(watched, event);
}

void Toast::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QFrame::changeEvent(event);
}

void Toast::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(palette().color(QPalette::Midlight), 1));
    painter.setBrush(palette().color(QPalette::ToolTipBase));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
}

void Toast::onUndo()
{
    hide();
    m_end.stop();
    if (const auto takeBack = std::exchange(m_takeBack, {}))
        takeBack();
}

void Toast::retranslate()
{
    m_undo.setText(tr("&Undo"));
}

void Toast::place()
{
    const QSize size = sizeHint().boundedTo({ mostWidth, sizeHint().height() });
    resize(size.width(), heightForWidth(size.width()) > 0 ? heightForWidth(size.width()) : size.height());
    move((parentWidget()->width() - width()) / 2, parentWidget()->height() - height() - fromEdge);
}

} // namespace conversa::console
