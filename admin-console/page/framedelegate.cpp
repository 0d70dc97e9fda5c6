// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/framedelegate.h"

#include "model/framering.h"

#include <QPixmapCache>

namespace conversa::console {

namespace {

constexpr int frameSign = 14;

struct FrameLook
{
    Sign sign;
    Tone tone;
};

FrameLook lookOf(FrameMark mark)
{
    switch (mark) {
    case FrameMark::Error:
        return { Sign::Cross, Tone::Bad };
    case FrameMark::Close:
        return { Sign::Triangle, Tone::Warning };
    case FrameMark::Control:
    case FrameMark::Plain:
        break;
    }
    return { Sign::Ring, Tone::Quiet };
}

// Drawn once for each look and scale.
QPixmap cachedSign(const FrameLook &look, const QPalette &palette, qreal ratio)
{
    const QColor color = toneColor(look.tone, palette);
    const QString key = QStringLiteral("frame/%1/%2/%3").arg(int(look.sign)).arg(color.name()).arg(ratio);
    QPixmap pixmap;
    if (!QPixmapCache::find(key, &pixmap)) {
        pixmap = signPixmap(look.sign, color, frameSign, ratio);
        QPixmapCache::insert(key, pixmap);
    }
    return pixmap;
}

} // namespace

void FrameDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const auto mark = FrameMark(index.data(FrameRing::MarkRole).toInt());
    if (mark == FrameMark::Plain)
        return;
    const FrameLook look = lookOf(mark);
    option->palette.setColor(QPalette::Text, toneColor(look.tone, option->palette));
    if (index.column() != FrameRing::Opcode)
        return;
    option->features |= QStyleOptionViewItem::HasDecoration;
    option->decorationSize = { frameSign, frameSign };
    option->icon = QIcon(cachedSign(look, option->palette, option->widget ? option->widget->devicePixelRatioF() : 1));
}

} // namespace conversa::console
