// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/contraststyle.h"

#include <QPainter>
#include <QStyleOption>

namespace conversa::console {

namespace {

void drawEdge(const QStyleOption &option, QPainter &painter)
{
    const bool hasFocus = option.state & QStyle::State_HasFocus;
    const auto group = option.state & QStyle::State_Enabled ? QPalette::Active : QPalette::Disabled;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(option.palette.color(group, hasFocus ? QPalette::Highlight : QPalette::WindowText));
    painter.drawRect(option.rect.adjusted(0, 0, -1, -1));
    if (hasFocus)
        painter.drawRect(option.rect.adjusted(1, 1, -2, -2));
    painter.restore();
}

} // namespace

void ContrastStyle::drawPrimitive(
    PrimitiveElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    QProxyStyle::drawPrimitive(element, option, painter, widget);
    switch (element) {
    case PE_Frame:
    case PE_FrameLineEdit:
    case PE_FrameMenu:
    case PE_FrameGroupBox:
    case PE_PanelButtonCommand:
    case PE_IndicatorCheckBox:
        return drawEdge(*option, *painter);
    default:
        return;
    }
}

void ContrastStyle::drawComplexControl(
    ComplexControl control, const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const
{
    QProxyStyle::drawComplexControl(control, option, painter, widget);
    if (control == CC_SpinBox || control == CC_ToolButton)
        drawEdge(*option, *painter);
}

} // namespace conversa::console
