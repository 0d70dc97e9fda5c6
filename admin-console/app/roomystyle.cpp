// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roomystyle.h"

#include <QComboBox>
#include <QStyleOption>

namespace conversa::console {

namespace {

constexpr int controlHeight = 32;
constexpr int buttonRoom = 16; // of both sides together
constexpr int cellRoom = 8; // of one side
constexpr int fieldRoom = 4;

} // namespace

RoomyStyle::RoomyStyle()
    : QProxyStyle(QStringLiteral("Fusion"))
{
}

// A box grows with its words, which are longer in another language.
void RoomyStyle::polish(QWidget *widget)
{
    if (auto *box = qobject_cast<QComboBox *>(widget); box && box->sizeAdjustPolicy() == QComboBox::AdjustToContentsOnFirstShow)
        box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    QProxyStyle::polish(widget);
}

int RoomyStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    if (metric == PM_HeaderMargin)
        return cellRoom;
    if (metric == PM_FocusFrameHMargin) // what a view leaves beside a text, and a table's delegate as much again
        return cellRoom / 2 - 1;
    return QProxyStyle::pixelMetric(metric, option, widget);
}

QRect RoomyStyle::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    if (element == SE_ItemViewItemFocusRect) // the whole item: a sign beside the text would stand on another ground
        return option->rect;
    const QRect rect = QProxyStyle::subElementRect(element, option, widget);
    // A field inside another control has no frame, and its room from there.
    const auto *frame = element == SE_LineEditContents ? qstyleoption_cast<const QStyleOptionFrame *>(option) : nullptr;
    return frame && frame->lineWidth > 0 ? rect.adjusted(fieldRoom, 0, -fieldRoom, 0) : rect;
}

QSize RoomyStyle::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size, const QWidget *widget) const
{
    QSize wanted = QProxyStyle::sizeFromContents(type, option, size, widget);
    if (type == CT_PushButton || type == CT_LineEdit || type == CT_ComboBox || type == CT_SpinBox || type == CT_TabBarTab)
        wanted.setHeight(std::max(wanted.height(), controlHeight));
    if (type == CT_PushButton)
        wanted.rwidth() += buttonRoom;
    return wanted;
}

} // namespace conversa::console
