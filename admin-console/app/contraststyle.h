// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/roomystyle.h"

namespace conversa::console {

// Fusion with an edge round everything that can be used: its own are shades of the ground, which is nothing on black.
class ContrastStyle : public RoomyStyle
{
    Q_OBJECT

public:
    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const override;
};

} // namespace conversa::console
