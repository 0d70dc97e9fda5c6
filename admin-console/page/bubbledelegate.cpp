// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/bubbledelegate.h"

#include "model/conversation.h"
#include "page/signs.h"

#include <QDateTime>
#include <QListView>
#include <QLocale>
#include <QPainter>

namespace conversa::console {

namespace {

constexpr int markHeight = 32;
constexpr int bubblePadding = 10;
constexpr int sideMargin = 12;
constexpr int heightsKept = 10'000;
constexpr double widest = 0.72; // of the view

QFont smaller(QFont font)
{
    font.setPointSizeF(font.pointSizeF() * 0.88);
    return font;
}

QFont heavier(QFont font)
{
    font.setWeight(QFont::DemiBold);
    return font;
}

// At words, and inside of one only where one is longer than a line: Qt has but one of both.
int wrapOf(const QFontMetrics &metrics, const QString &text, int width)
{
    return metrics.boundingRect(QRect(0, 0, width, 1'000'000), Qt::TextWordWrap, text).width() > width ? Qt::TextWrapAnywhere : Qt::TextWordWrap;
}

QString dayText(const QDateTime &moment)
{
    const QDate day = moment.toLocalTime().date();
    if (day == QDate::currentDate())
        return BubbleDelegate::tr("Today");
    if (day == QDate::currentDate().addDays(-1))
        return BubbleDelegate::tr("Yesterday");
    return QLocale().toString(day, QLocale::LongFormat);
}

QString gapText(const QModelIndex &index)
{
    const int gap = int(index.data(Conversation::GapRole).toLongLong());
    if (gap == 0)
        return {};
    return index.row() == 0 ? BubbleDelegate::tr("%n earlier message(s)", nullptr, gap) : BubbleDelegate::tr("%n message(s) missing here", nullptr, gap);
}

QString footerText(const QModelIndex &index)
{
    const QString time = QLocale().toString(index.data(Conversation::TimeRole).toDateTime().toLocalTime().time(), QLocale::ShortFormat);
    if (!index.data(Conversation::OwnRole).toBool())
        return time;
    const QString problem = index.data(Conversation::ProblemRole).toString();
    const QString status = index.data(Conversation::StatusTextRole).toString();
    return time + QStringLiteral(" · ") + status + (problem.isEmpty() ? QString() : QStringLiteral(": ") + problem);
}

} // namespace

// Where the parts of one message are, in the coordinates of its row; what is not there is null.
struct BubbleDelegate::Layout
{
    QRect gap;
    QRect day;
    QRect author;
    QRect bubble;
    QRect quote;
    QRect text;
    QRect footer;
    int height = 0;
};

BubbleDelegate::BubbleDelegate(QObject *parent)
    : QStyledItemDelegate(parent)
    , m_heights(heightsKept)
{
}

BubbleDelegate::Layout BubbleDelegate::layoutOf(const QStyleOptionViewItem &option, const QModelIndex &index, int width) const
{
    Layout layout;
    int y = 0;
    const auto mark = [&](bool isThere) {
        const QRect rect = isThere ? QRect(0, y, width, markHeight) : QRect();
        y += rect.height();
        return rect;
    };
    layout.gap = mark(index.data(Conversation::GapRole).toLongLong() > 0);
    layout.day = mark(index.data(Conversation::NewDayRole).toBool());
    const bool isGrouped = index.data(Conversation::GroupedRole).toBool();
    y += isGrouped ? 2 : 8;
    const QFontMetrics body(option.font);
    const QFontMetrics small(smaller(option.font));
    const int most = std::max(80, int(width * widest) - 2 * bubblePadding);
    const bool isOwn = index.data(Conversation::OwnRole).toBool();
    if (!isGrouped) {
        layout.author = QRect(sideMargin, y, width - 2 * sideMargin, small.height() + 2);
        y += layout.author.height();
    }
    const QString words = index.data().toString();
    const QRect text = body.boundingRect(QRect(0, 0, most, 1'000'000), wrapOf(body, words, most), words);
    const int footer = small.horizontalAdvance(footerText(index)) + 4;
    const bool hasQuote = !index.data(Conversation::QuoteAuthorRole).toString().isEmpty();
    const int inner = std::clamp(std::max({ text.width() + 1, footer, hasQuote ? std::min(most, 220) : 0 }), 40, most);
    const int outer = inner + 2 * bubblePadding;
    const bool isLeft = isOwn == (option.direction == Qt::RightToLeft);
    const int x = isLeft ? sideMargin : width - sideMargin - outer;
    int inside = y + bubblePadding - 2;
    if (hasQuote) {
        layout.quote = QRect(x + bubblePadding, inside, inner, 2 * small.height() + 4);
        inside += layout.quote.height() + 6;
    }
    layout.text = QRect(x + bubblePadding, inside, inner, text.height());
    inside += text.height() + 2;
    layout.footer = QRect(x + bubblePadding, inside, inner, small.height());
    inside += small.height() + bubblePadding - 4;
    layout.bubble = QRect(x, y, outer, inside - y);
    layout.height = inside + 2;
    return layout;
}

QSize BubbleDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto *view = qobject_cast<const QListView *>(option.widget);
    const int width = view ? view->viewport()->width() : option.rect.width();
    const size_t key = qHashMulti(0, width, index.data().toString(), index.data(Conversation::QuoteAuthorRole).toString().isEmpty(),
        index.data(Conversation::GapRole).toLongLong() > 0, index.data(Conversation::NewDayRole).toBool(),
        index.data(Conversation::GroupedRole).toBool(), option.font.pointSizeF());
    if (const int *known = m_heights.object(key))
        return { width, *known };
    const int height = layoutOf(option, index, width).height;
    m_heights.insert(key, new int(height));
    return { width, height };
}

void BubbleDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Layout layout = layoutOf(option, index, option.rect.width());
    painter->save();
    painter->translate(option.rect.topLeft());
    painter->setRenderHint(QPainter::Antialiasing);
    if (!layout.gap.isNull())
        paintMark(*painter, layout.gap, gapText(index), option.palette);
    if (!layout.day.isNull())
        paintMark(*painter, layout.day, dayText(index.data(Conversation::TimeRole).toDateTime()), option.palette);
    if (!layout.author.isNull()) {
        const bool isOwn = index.data(Conversation::OwnRole).toBool();
        painter->setFont(smaller(option.font));
        painter->setPen(option.palette.color(QPalette::PlaceholderText));
        painter->drawText(layout.author,
            int(QStyle::visualAlignment(option.direction, (isOwn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter)),
            index.data(Conversation::AuthorRole).toString());
    }
    paintBubble(*painter, layout, option, index);
    paintFooter(*painter, layout.footer, option, index);
    painter->restore();
}

void BubbleDelegate::paintMark(QPainter &painter, const QRect &rect, const QString &text, const QPalette &palette) const
{
    const int half = painter.fontMetrics().horizontalAdvance(text) / 2 + 12;
    const int middle = rect.center().y();
    painter.setPen(palette.color(QPalette::Midlight));
    painter.drawLine(sideMargin, middle, rect.center().x() - half, middle);
    painter.drawLine(rect.center().x() + half, middle, rect.right() - sideMargin, middle);
    painter.setPen(palette.color(QPalette::PlaceholderText));
    painter.drawText(rect, Qt::AlignCenter, text);
}

void BubbleDelegate::paintBubble(QPainter &painter, const Layout &layout, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QPalette &palette = option.palette;
    const bool isOwn = index.data(Conversation::OwnRole).toBool();
    const bool isCurrent = option.state & QStyle::State_Selected;
    const QColor ground = isOwn ? mixed(palette.color(QPalette::Highlight), palette.color(QPalette::Base), 0.16)
                                : mixed(palette.color(QPalette::Text), palette.color(QPalette::Base), 0.07);
    painter.setPen(isCurrent ? QPen(palette.color(QPalette::Highlight), 2) : QPen(palette.color(QPalette::Midlight)));
    painter.setBrush(ground);
    painter.drawRoundedRect(layout.bubble, 10, 10);
    if (!layout.quote.isNull()) {
        painter.fillRect(QStyle::visualRect(option.direction, layout.quote, QRect(layout.quote.topLeft(), QSize(3, layout.quote.height()))),
            palette.color(QPalette::Highlight));
        const QRect words = QStyle::visualRect(option.direction, layout.quote, layout.quote.adjusted(10, 0, 0, 0));
        const QFont font = smaller(option.font);
        painter.setFont(heavier(font));
        painter.setPen(palette.color(QPalette::Text));
        const int align = int(QStyle::visualAlignment(option.direction, Qt::AlignLeft));
        painter.drawText(words, align | Qt::AlignTop, index.data(Conversation::QuoteAuthorRole).toString());
        painter.setFont(font);
        painter.drawText(words, align | Qt::AlignBottom,
            painter.fontMetrics().elidedText(index.data(Conversation::QuoteTextRole).toString().simplified(), Qt::ElideRight, words.width()));
    }
    const QString text = index.data().toString();
    const bool isRight = text.isRightToLeft();
    painter.setFont(option.font);
    painter.setPen(palette.color(QPalette::Text));
    painter.drawText(layout.text, wrapOf(painter.fontMetrics(), text, layout.text.width()) | (isRight ? Qt::AlignRight : Qt::AlignLeft), text);
}

void BubbleDelegate::paintFooter(QPainter &painter, const QRect &rect, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto status = ChatStatus(index.data(Conversation::StatusRole).toInt());
    const bool isOwn = index.data(Conversation::OwnRole).toBool();
    const Tone tone = status == ChatStatus::Failed ? Tone::Bad : status == ChatStatus::Read && isOwn ? Tone::Good : Tone::Quiet;
    painter.setFont(smaller(option.font));
    painter.setPen(tone == Tone::Quiet ? option.palette.color(QPalette::PlaceholderText) : toneColor(tone, option.palette));
    painter.drawText(rect, int(QStyle::visualAlignment(option.direction, Qt::AlignRight | Qt::AlignVCenter)),
        painter.fontMetrics().elidedText(footerText(index), Qt::ElideRight, rect.width()));
}

} // namespace conversa::console
