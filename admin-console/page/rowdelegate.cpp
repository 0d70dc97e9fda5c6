// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/rowdelegate.h"

#include "model/rowtable.h"

#include <QApplication>

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
    const QStyle *style = cell.widget ? cell.widget->style() : QApplication::style();
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &cell, painter, cell.widget);
    cell.rect.adjust(sidePadding, 0, -sidePadding, 0);
    cell.state &= ~QStyle::State_HasFocus; // the row shows where one is
    style->drawControl(QStyle::CE_ItemViewItem, &cell, painter, cell.widget);
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
    const qreal ratio = option->widget ? option->widget->devicePixelRatioF() : 1;
    option->features |= QStyleOptionViewItem::HasDecoration;
    option->decorationSize = { wordSignSize, wordSignSize };
    option->icon = QIcon(signPixmap(meaning->sign, toneColor(meaning->tone, option->palette), wordSignSize, ratio));
}

} // namespace conversa::console
