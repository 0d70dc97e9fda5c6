// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/navigation.h"

#include "page/icons.h"
#include "page/page.h"

#include <QEvent>
#include <QFontMetrics>
#include <QSignalBlocker>

namespace conversa::console {

namespace {

constexpr int pageRowHeight = 36;
constexpr int pageSign = 20;
constexpr int narrowWidth = 56;
constexpr int beside = 76; // the sign, and the room around it and the name

} // namespace

Navigation::Navigation(QWidget *parent)
    : QListWidget(parent)
{
    setObjectName(QStringLiteral("navigation"));
    setIconSize(QSize(pageSign, pageSign));
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFrameShape(QFrame::NoFrame);
    setUniformItemSizes(true);
    setSpacing(1);
    setViewportMargins(6, 6, 6, 6);
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    connect(this, &QListWidget::currentRowChanged, this, [this](int row) {
        if (row >= 0 && row < int(m_pages.size()))
            Q_EMIT pageChosen(m_pages[size_t(row)]);
    });
    refresh();
}

void Navigation::setPages(const std::vector<Page *> &pages)
{
    const QSignalBlocker blocker(this);
    m_pages = pages;
    clear();
    for (size_t i = 0; i < m_pages.size(); ++i)
        addItem(new QListWidgetItem);
    refresh();
}

void Navigation::setCurrent(Page *page)
{
    const QSignalBlocker blocker(this);
    const auto place = std::find(m_pages.begin(), m_pages.end(), page);
    setCurrentRow(place == m_pages.end() ? -1 : int(place - m_pages.begin()));
}

void Navigation::setNarrow(bool isNarrow)
{
    m_isNarrow = isNarrow;
    refresh();
}

void Navigation::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        refresh();
    QListWidget::changeEvent(event);
}

void Navigation::refresh()
{
    setAccessibleName(tr("Pages"));
    for (int row = 0; row < count(); ++row) {
        const Page &page = *m_pages[size_t(row)];
        QListWidgetItem *item = this->item(row);
        item->setIcon(lineIcon(page.iconName(), palette()));
        item->setText(m_isNarrow ? QString() : page.title());
        item->setToolTip(m_isNarrow ? page.title() : QString());
        item->setData(Qt::AccessibleTextRole, page.title());
        item->setSizeHint(QSize(0, pageRowHeight));
    }
    setFixedWidth(fittingWidth());
}

int Navigation::fittingWidth() const
{
    if (m_isNarrow)
        return narrowWidth;
    int widest = 0;
    for (const Page *page : m_pages)
        widest = std::max(widest, QFontMetrics(font()).horizontalAdvance(page->title()));
    return std::max(widest, 100) + beside;
}

} // namespace conversa::console
