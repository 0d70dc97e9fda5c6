// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/rowdelegate.h"

#include "model/rowtable.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QPainter>

namespace conversa::console {

namespace {

constexpr int wordSignSize = 14;

struct Meaning
{
    const char *word;
    WordSign sign;
};

constexpr Meaning meanings[] = {
    { "open", { Sign::Tick, Tone::Good } },
    { "draining", { Sign::Triangle, Tone::Warning } },
    { "closing", { Sign::Dots, Tone::Warning } },
    { "closed", { Sign::Ring, Tone::Quiet } },
    { "self", { Sign::Tick, Tone::Good } },
    { "up", { Sign::Tick, Tone::Good } },
    { "silent", { Sign::Cross, Tone::Bad } },
    { "degraded", { Sign::Triangle, Tone::Warning } },
    { "off", { Sign::Ring, Tone::Quiet } },
    { "typing", { Sign::Dots, Tone::Good } },
    { "here", { Sign::Tick, Tone::Good } },
    { "away", { Sign::Ring, Tone::Quiet } },
    { "sent", { Sign::Ring, Tone::Quiet } },
    { "delivered", { Sign::Tick, Tone::Quiet } },
    { "read", { Sign::Tick, Tone::Good } },
    { "good", { Sign::Tick, Tone::Good } },
    { "expiring", { Sign::Triangle, Tone::Warning } },
    { "expired", { Sign::Ring, Tone::Quiet } },
    { "revoked", { Sign::Cross, Tone::Quiet } },
    { "connect", { Sign::Tick, Tone::Good } },
    { "disconnect", { Sign::Ring, Tone::Quiet } },
    { "refusal", { Sign::Cross, Tone::Bad } },
    { "banned", { Sign::Cross, Tone::Bad } },
    { "debug", { Sign::Dots, Tone::Quiet } },
    { "info", { Sign::Ring, Tone::Quiet } },
    { "warning", { Sign::Triangle, Tone::Warning } },
    { "error", { Sign::Cross, Tone::Bad } },
};

} // namespace

std::optional<WordSign> signOfWord(QByteArrayView word)
{
    for (const Meaning &meaning : meanings) {
        if (word == meaning.word)
            return meaning.sign;
    }
    return std::nullopt;
}

void RowDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    if (index.data(RowTable::IsGap).toBool())
        return paintGap(*painter, cell, index.siblingAtColumn(0).data().toString());
    const QStyle *style = cell.widget ? cell.widget->style() : QApplication::style();
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &cell, painter, cell.widget);
    cell.rect.adjust(sidePadding, 0, -sidePadding, 0);
    cell.state &= ~QStyle::State_HasFocus; // the row shows where one is
    style->drawControl(QStyle::CE_ItemViewItem, &cell, painter, cell.widget);
}

// One text across all columns, of which each cell paints its part.
void RowDelegate::paintGap(QPainter &painter, const QStyleOptionViewItem &cell, const QString &text) const
{
    const auto *view = static_cast<const QAbstractItemView *>(cell.widget);
    view->style()->drawPrimitive(QStyle::PE_PanelItemViewItem, &cell, &painter, view);
    const QRect row(2 * sidePadding, cell.rect.top(), view->viewport()->width() - 4 * sidePadding, cell.rect.height());
    painter.save();
    painter.setClipRect(cell.rect);
    painter.setPen(cell.state & QStyle::State_Selected ? cell.palette.color(QPalette::HighlightedText) : toneColor(Tone::Warning, cell.palette));
    painter.drawText(row, int(QStyle::visualAlignment(cell.direction, Qt::AlignLeft | Qt::AlignVCenter)), text);
    painter.restore();
}

void RowDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const auto &model = static_cast<const RowTable &>(*index.model());
    if (model.fields()[size_t(index.column())].kind != FieldKind::Word)
        return;
    const auto meaning = signOfWord(index.data(RowTable::WholeText).toString().toUtf8());
    if (!meaning)
        return;
    const bool isSelected = option->state & QStyle::State_Selected;
    const QColor color = isSelected ? option->palette.color(QPalette::HighlightedText) : toneColor(meaning->tone, option->palette);
    const qreal ratio = option->widget ? option->widget->devicePixelRatioF() : 1;
    option->features |= QStyleOptionViewItem::HasDecoration;
    option->decorationSize = { wordSignSize, wordSignSize };
    option->icon = QIcon(signPixmap(meaning->sign, color, wordSignSize, ratio));
}

} // namespace conversa::console
