// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/signs.h"

#include <QPainter>
#include <QPainterPath>

namespace conversa::console {

namespace {

// All drawing happens in a square of 16 units.
constexpr qreal Units = 16;
constexpr QRectF Disc(1.5, 1.5, 13, 13);

// What is drawn on a disc of this colour.
QColor inkOn(const QColor &ground)
{
    return ground.lightness() > 150 ? Qt::black : Qt::white;
}

void drawTick(QPainter &painter, const QColor &color)
{
    painter.setBrush(color);
    painter.drawEllipse(Disc);
    painter.setPen(QPen(inkOn(color), 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(QPolygonF{ { 4.8, 8.3 }, { 7.1, 10.6 }, { 11.4, 5.8 } });
}

void drawRing(QPainter &painter, const QColor &color)
{
    painter.setPen(QPen(color, 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(Disc.adjusted(1, 1, -1, -1));
}

void drawDots(QPainter &painter, const QColor &color)
{
    painter.setBrush(color);
    for (const qreal x : { 3.0, 8.0, 13.0 })
        painter.drawEllipse(QPointF(x, 8), 1.8, 1.8);
}

void drawTriangle(QPainter &painter, const QColor &color)
{
    painter.setPen(QPen(color, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(color);
    painter.drawPolygon(QPolygonF{ { 8, 2 }, { 14.6, 13.6 }, { 1.4, 13.6 } });
    painter.setPen(QPen(inkOn(color), 1.7, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(QPointF(8, 6.2), QPointF(8, 9.4));
    painter.drawPoint(QPointF(8, 12));
}

void drawCross(QPainter &painter, const QColor &color)
{
    painter.setBrush(color);
    painter.drawEllipse(Disc);
    painter.setPen(QPen(inkOn(color), 1.8, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(QPointF(5.6, 5.6), QPointF(10.4, 10.4));
    painter.drawLine(QPointF(10.4, 5.6), QPointF(5.6, 10.4));
}

void draw(Sign sign, QPainter &painter, const QColor &color)
{
    switch (sign) {
    case Sign::Tick:
        return drawTick(painter, color);
    case Sign::Ring:
        return drawRing(painter, color);
    case Sign::Dots:
        return drawDots(painter, color);
    case Sign::Triangle:
        return drawTriangle(painter, color);
    case Sign::Cross:
        return drawCross(painter, color);
    }
}

} // namespace

bool isDark(const QPalette &palette)
{
    return palette.color(QPalette::WindowText).lightness() > palette.color(QPalette::Window).lightness();
}

QColor mixed(const QColor &color, const QColor &ground, double share)
{
    const auto part = [share](int x, int y) { return int(x * share + y * (1 - share)); };
    return { part(color.red(), ground.red()), part(color.green(), ground.green()), part(color.blue(), ground.blue()) };
}

QColor toneColor(Tone tone, const QPalette &palette)
{
    const bool dark = isDark(palette);
    switch (tone) {
    case Tone::Good:
        return QColor(dark ? 0x4cc38a : 0x1a7f4b);
    case Tone::Warning:
        return QColor(dark ? 0xe0a030 : 0x9a6200);
    case Tone::Bad:
        return QColor(dark ? 0xff8a80 : 0xb3261e);
    case Tone::Quiet:
        break;
    }
    return palette.color(QPalette::PlaceholderText);
}

QPixmap signPixmap(Sign sign, const QColor &color, int size, qreal pixelRatio)
{
    QPixmap pixmap(QSize(size, size) * pixelRatio);
    pixmap.setDevicePixelRatio(pixelRatio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(size / Units, size / Units);
    painter.setPen(Qt::NoPen);
    draw(sign, painter, color);
    return pixmap;
}

} // namespace conversa::console
