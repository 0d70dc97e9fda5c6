// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace conversa::console {

// Draws a session of the inbox: who, the last words, since when somebody waits, and how many messages are unread.
class InboxDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

// A disc with somebody's initial.
void paintAvatar(QPainter &painter, const QRect &rect, const QString &name, const QPalette &palette);
// Today the time of day, else the date.
QString shortMoment(const QDateTime &moment);

} // namespace conversa::console
