// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCache>
#include <QStyledItemDelegate>

namespace conversa::console {

// Draws a message of a conversation: its bubble with what it answers, the day it begins, what is missing before it, when it was
// written and what became of it. All text is plain.
class BubbleDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit BubbleDelegate(QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    struct Layout;

    Layout layoutOf(const QStyleOptionViewItem &option, const QModelIndex &index, int width) const;
    void paintMark(QPainter &painter, const QRect &rect, const QString &text, const QPalette &palette) const;
    void paintBubble(QPainter &painter, const Layout &layout, const QStyleOptionViewItem &option, const QModelIndex &index) const;
    void paintFooter(QPainter &painter, const QRect &rect, const QStyleOptionViewItem &option, const QModelIndex &index) const;

    mutable QCache<size_t, int> m_heights; // by what they follow from
};

} // namespace conversa::console
