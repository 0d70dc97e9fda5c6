// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roomystyle.h"

namespace conversa::console {

namespace {

constexpr int controlHeight = 32;
constexpr int buttonRoom = 16; // of both sides together

} // namespace

RoomyStyle::RoomyStyle()
    : QProxyStyle(QStringLiteral("Fusion"))
{
}

QSize RoomyStyle::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size, const QWidget *widget) const
{
    QSize wanted = QProxyStyle::sizeFromContents(type, option, size, widget);
    if (type == CT_PushButton || type == CT_LineEdit || type == CT_ComboBox || type == CT_SpinBox)
        wanted.setHeight(std::max(wanted.height(), controlHeight));
    if (type == CT_PushButton)
        wanted.rwidth() += buttonRoom;
    return wanted;
}

} // namespace conversa::console
