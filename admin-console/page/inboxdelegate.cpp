// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/inboxdelegate.h"

#include "model/inboxmodel.h"
#include "page/signs.h"

#include <QDateTime>
#include <QLocale>
#include <QPainter>

namespace conversa::console {

namespace {

constexpr int inboxRowHeight = 64;
constexpr int inboxMargin = 12;
constexpr int avatarSize = 36;

QFont bold(QFont font, bool isBold)
{
    font.setWeight(isBold ? QFont::DemiBold : QFont::Normal);
    return font;
}

// The width it took, 0 for no messages.
int paintBadge(QPainter &painter, const QRect &line, qint64 unread, const QStyleOptionViewItem &option)
{
    if (unread == 0)
        return 0;
    const QString text = unread > 99 ? QStringLiteral("99+") : QLocale().toString(unread);
    const int width = std::max(20, painter.fontMetrics().horizontalAdvance(text) + 12);
    const QRect badge = QStyle::alignedRect(option.direction, Qt::AlignRight | Qt::AlignVCenter, { width, 20 }, line);
    painter.setPen(Qt::NoPen);
    painter.setBrush(option.palette.color(QPalette::Highlight));
    painter.drawRoundedRect(badge, 10, 10);
    painter.setPen(option.palette.color(QPalette::HighlightedText));
    painter.drawText(badge, Qt::AlignCenter, text);
    return width + 8;
}

} // namespace

QString shortMoment(const QDateTime &moment)
{
    const QDateTime local = moment.toLocalTime();
    const bool isToday = local.date() == QDate::currentDate();
    return isToday ? QLocale().toString(local.time(), QLocale::ShortFormat) : QLocale().toString(local.date(), QLocale::ShortFormat);
}

void paintAvatar(QPainter &painter, const QRect &rect, const QString &name, const QPalette &palette)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(mixed(palette.color(QPalette::Text), palette.color(QPalette::Base), 0.18));
    painter.drawEllipse(rect);
    painter.setPen(palette.color(QPalette::Text));
    painter.drawText(rect, Qt::AlignCenter, name.left(1).toUpper());
}

void InboxDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem background = option;
    background.text.clear();
    option.widget->style()->drawPrimitive(QStyle::PE_PanelItemViewItem, &background, painter, option.widget);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const bool isSelected = option.state & QStyle::State_Selected;
    const QColor text = option.palette.color(isSelected ? QPalette::HighlightedText : QPalette::Text);
    const QColor quiet = isSelected ? text : option.palette.color(QPalette::PlaceholderText);
    const qint64 unread = index.data(InboxModel::UnreadRole).toLongLong();
    const QString name = index.data().toString();

    const QRect inner = option.rect.adjusted(inboxMargin, 10, -inboxMargin, -10);
    const QRect avatar = QStyle::alignedRect(option.direction, Qt::AlignLeft | Qt::AlignVCenter, { avatarSize, avatarSize }, inner);
    paintAvatar(*painter, avatar, name, option.palette);
    const int indent = avatarSize + 10;
    const QRect words = QStyle::visualRect(option.direction, inner, inner.adjusted(indent, 0, 0, 0));
    const QRect upper(words.left(), words.top(), words.width(), words.height() / 2);
    const QRect lower(words.left(), upper.bottom() + 1, words.width(), words.height() - upper.height());

    const QString waiting = index.data(InboxModel::WaitingRole).toString();
    const QString moment = waiting.isEmpty() ? shortMoment(index.data(InboxModel::LastTimeRole).toDateTime()) : tr("waits %1").arg(waiting);
    painter->setFont(option.font);
    painter->setPen(waiting.isEmpty() || isSelected ? quiet : toneColor(Tone::Warning, option.palette));
    painter->drawText(upper, int(QStyle::visualAlignment(option.direction, Qt::AlignRight | Qt::AlignVCenter)), moment);
    const int momentWidth = painter->fontMetrics().horizontalAdvance(moment) + 12;

    const auto line = [&](const QRect &rect, int taken, const QString &what, const QFont &font, const QColor &color) {
        const QRect place = QStyle::visualRect(option.direction, rect, rect.adjusted(0, 0, -taken, 0));
        painter->setFont(font);
        painter->setPen(color);
        painter->drawText(place, int(QStyle::visualAlignment(option.direction, Qt::AlignLeft | Qt::AlignVCenter)),
            painter->fontMetrics().elidedText(what, Qt::ElideRight, place.width()));
    };
    line(upper, momentWidth, name, bold(option.font, unread > 0), text);
    painter->setFont(option.font);
    const int badge = paintBadge(*painter, lower, unread, option);
    const QString last = index.data(InboxModel::LastTextRole).toString();
    line(lower, badge, last.isEmpty() ? tr("No message yet") : last, option.font, unread > 0 ? text : quiet);
    painter->restore();
}

QSize InboxDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return { 200, inboxRowHeight };
}

} // namespace conversa::console
