// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/profiledelegate.h"

#include "model/profile.h"
#include "page/signs.h"

#include <QPainter>

namespace conversa::console {

namespace {

constexpr int ItemInset = 12;
constexpr int ItemPadding = 7;
constexpr int EdgeWidth = 4;

QColor edgeOf(ColorTag tag, const QPalette &palette)
{
    switch (tag) {
    case ColorTag::Development:
        return toneColor(Tone::Good, palette);
    case ColorTag::Testing:
        return toneColor(Tone::Warning, palette);
    case ColorTag::Production:
        return toneColor(Tone::Bad, palette);
    case ColorTag::None:
        break;
    }
    return {};
}

QString wordOf(ColorTag tag)
{
    switch (tag) {
    case ColorTag::Development:
        return ProfileDelegate::tr("development");
    case ColorTag::Testing:
        return ProfileDelegate::tr("testing");
    case ColorTag::Production:
        return ProfileDelegate::tr("production");
    case ColorTag::None:
        break;
    }
    return {};
}

QFont smallFont(QFont font)
{
    font.setPointSizeF(font.pointSizeF() * 0.88);
    return font;
}

} // namespace

QSize ProfileDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const int small = QFontMetrics(smallFont(option.font)).height();
    const bool isHeading = !index.data(IdRole).isValid();
    return { 0, isHeading ? small + 2 * ItemPadding : option.fontMetrics.height() + small + 2 * ItemPadding + 2 };
}

void ProfileDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QPalette &palette = option.palette;
    const bool isSelected = option.state & QStyle::State_Selected;
    const QRect area = option.rect.adjusted(ItemInset, ItemPadding, -ItemInset, -ItemPadding);
    const QFont small = smallFont(option.font);
    painter->save();
    if (isSelected)
        painter->fillRect(option.rect, palette.highlight());
    const QColor quiet = isSelected ? palette.color(QPalette::HighlightedText) : palette.color(QPalette::PlaceholderText);
    painter->setPen(quiet);
    painter->setFont(small);
    if (!index.data(IdRole).isValid()) {
        painter->drawText(area, Qt::AlignLeft | Qt::AlignVCenter,
            painter->fontMetrics().elidedText(index.data().toString().toUpper(), Qt::ElideRight, area.width()));
        painter->restore();
        return;
    }
    const auto tag = ColorTag(index.data(TagRole).toInt());
    const QStringList parts{ index.data(AddressRole).toString(), wordOf(tag) };
    const QString second = tag == ColorTag::None ? parts.first() : parts.join(QStringLiteral(" · "));
    painter->drawText(area, Qt::AlignLeft | Qt::AlignBottom,
        painter->fontMetrics().elidedText(second, Qt::ElideMiddle, area.width()));
    if (tag != ColorTag::None)
        painter->fillRect(QRect(option.rect.left(), option.rect.top(), EdgeWidth, option.rect.height()), edgeOf(tag, palette));
    painter->setPen(palette.color(isSelected ? QPalette::HighlightedText : QPalette::Text));
    painter->setFont(option.font);
    painter->drawText(area, Qt::AlignLeft | Qt::AlignTop,
        painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, area.width()));
    painter->restore();
}

} // namespace conversa::console
