// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "page/signs.h"

#include <QByteArrayView>
#include <QStyledItemDelegate>

#include <optional>

namespace conversa::console {

struct WordSign
{
    Sign sign;
    Tone tone;
};

// What a word of the server's tells at a glance, beside the word; nothing for one that is neither good nor bad.
std::optional<WordSign> signOfWord(QByteArrayView word);

// Shows the cells of a RowTable: with room at both sides, and words with their signs. Owned by its view.
class RowDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    static constexpr int sidePadding = 6;

    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

private:
    void paintGap(QPainter &painter, const QStyleOptionViewItem &cell, const QString &text) const;
};

} // namespace conversa::console
