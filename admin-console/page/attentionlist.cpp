// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/attentionlist.h"

#include "page/looks.h"

#include <QEvent>
#include <QVBoxLayout>

namespace conversa::console {

namespace {

constexpr int attentionSign = 16;

} // namespace

AttentionList::AttentionList(QWidget *parent)
    : QWidget(parent)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(2);
    column->addWidget(&m_title);
    column->addWidget(&m_list, 1);
    makeHeading(m_title);
    m_list.setObjectName(QStringLiteral("attention"));
    m_list.setFrameShape(QFrame::NoFrame);
    m_list.setWordWrap(true);
    m_list.setSpacing(2);
    const auto go = [this](const QListWidgetItem *item) {
        const int row = m_list.row(item);
        if (row >= 0 && row < int(m_items.size()) && !m_items[size_t(row)].page.isEmpty())
            Q_EMIT chosen(m_items[size_t(row)].page, m_items[size_t(row)].what);
    };
    connect(&m_list, &QListWidget::itemClicked, this, go);
    connect(&m_list, &QListWidget::itemActivated, this, go);
    refresh();
}

void AttentionList::setItems(std::vector<Attention> items)
{
    std::stable_sort(items.begin(), items.end(), [](const Attention &a, const Attention &b) { return a.tone > b.tone; });
    if (m_items == items)
        return;
    m_items = std::move(items);
    refresh();
}

void AttentionList::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::PaletteChange)
        refresh();
    QWidget::changeEvent(event);
}

void AttentionList::refresh()
{
    m_title.setText(tr("Attention"));
    m_list.setAccessibleName(m_title.text());
    m_list.clear();
    const auto add = [this](Sign sign, Tone tone, const QString &text) {
        m_list.addItem(new QListWidgetItem(QIcon(signPixmap(sign, toneColor(tone, palette()), attentionSign, devicePixelRatioF())), text));
    };
    for (const Attention &item : m_items)
        add(item.tone == Tone::Bad ? Sign::Cross : Sign::Triangle, item.tone, item.text);
    if (m_items.empty())
        add(Sign::Tick, Tone::Good, tr("All is well."));
}

} // namespace conversa::console
