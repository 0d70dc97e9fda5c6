// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/inboxlist.h"

#include "page/inboxdelegate.h"
#include "page/looks.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QStackedLayout>

namespace conversa::console {

InboxList::InboxList(InboxModel &model, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_body(new QStackedLayout)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(8);
    auto *bar = new QHBoxLayout;
    bar->setSpacing(8);
    bar->addWidget(&m_edit, 1);
    bar->addWidget(&m_show);
    column->addLayout(bar);
    column->addLayout(m_body, 1);
    m_body->addWidget(&m_view);
    m_edit.setObjectName(QStringLiteral("inboxFilter"));
    m_edit.setClearButtonEnabled(true);
    m_edit.setMinimumHeight(controlHeight);
    m_show.setObjectName(QStringLiteral("inboxShow"));
    m_show.setMinimumHeight(controlHeight);
    m_view.setObjectName(QStringLiteral("inboxView"));
    m_view.setModel(&model);
    m_view.setItemDelegate(new InboxDelegate(&m_view));
    m_view.setUniformItemSizes(true);
    m_view.setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view.setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view.setMouseTracking(true);
    m_pause.setSingleShot(true);
    m_pause.setInterval(pause);
    connect(&m_edit, &QLineEdit::textEdited, this, [this] { m_pause.start(); });
    connect(&m_pause, &QTimer::timeout, this, [this] { m_model.setText(m_edit.text()); });
    connect(&m_show, &QComboBox::currentIndexChanged, this, [this](int index) { m_model.setShow(InboxModel::Show(std::max(index, 0))); });
    connect(&model, &InboxModel::filterChanged, this, &InboxList::showFilter);
    connect(&m_view, &QListView::clicked, this, &InboxList::onOpened);
    connect(&m_view, &QListView::activated, this, &InboxList::onOpened);
    retranslate();
    showFilter();
}

void InboxList::focusFilter()
{
    m_edit.setFocus(Qt::ShortcutFocusReason);
    m_edit.selectAll();
}

void InboxList::clearFilter()
{
    m_pause.stop();
    m_edit.clear();
    m_model.setText({});
    m_model.setShow(InboxModel::Show::All);
}

// Another list of the same model narrows this one too. What is being typed here stays.
void InboxList::showFilter()
{
    if (!m_pause.isActive() && m_edit.text().trimmed() != m_model.text())
        m_edit.setText(m_model.text());
    const QSignalBlocker quiet(m_show);
    m_show.setCurrentIndex(int(m_model.show()));
}

void InboxList::setCurrent(SessionId session)
{
    const auto row = m_model.rowOf(session);
    m_view.setCurrentIndex(row ? m_model.index(*row) : QModelIndex());
}

void InboxList::onOpened(const QModelIndex &index)
{
    if (index.isValid())
        Q_EMIT opened(m_model.row(index.row()));
}

void InboxList::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void InboxList::retranslate()
{
    m_edit.setPlaceholderText(tr("Name or last message"));
    m_edit.setAccessibleName(tr("Filter of sessions"));
    m_view.setAccessibleName(tr("Sessions"));
    m_show.setAccessibleName(tr("Which sessions"));
    const QSignalBlocker quiet(m_show);
    m_show.clear();
    m_show.addItems({ tr("All"), tr("Waiting"), tr("Unread"), tr("Mine") });
    m_show.setCurrentIndex(int(m_model.show()));
}

} // namespace conversa::console
