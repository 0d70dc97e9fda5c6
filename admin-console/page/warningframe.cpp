// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/warningframe.h"

#include "page/signs.h"

#include <QLayout>
#include <QPainter>

namespace conversa::console {

namespace {
constexpr int edgeWidth = 3;
}

void WarningFrame::setRed(bool isRed)
{
    const int margin = isRed ? edgeWidth : 0;
    m_isRed = isRed;
    layout()->setContentsMargins(margin, margin, margin, margin);
    update();
}

void WarningFrame::paintEvent(QPaintEvent *)
{
    if (!m_isRed)
        return;
    QPainter painter(this);
    const QRegion edge = QRegion(rect()) - rect().adjusted(edgeWidth, edgeWidth, -edgeWidth, -edgeWidth);
    for (const QRect &side : edge)
        painter.fillRect(side, toneColor(Tone::Bad, palette()));
}

} // namespace conversa::console
