// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/conversationview.h"

#include "page/bubbledelegate.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMenu>
#include <QScrollBar>

namespace conversa::console {

namespace {

constexpr int atEndPixels = 40;

} // namespace

ConversationView::ConversationView(QWidget *parent)
    : QListView(parent)
{
    setObjectName(QStringLiteral("conversation"));
    setItemDelegate(new BubbleDelegate(this));
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setResizeMode(Adjust);
    setEditTriggers(NoEditTriggers);
    setSelectionMode(SingleSelection);
    setTabKeyNavigation(false);
    verticalScrollBar()->setSingleStep(24);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &ConversationView::onScrolled);
}

void ConversationView::show(Conversation &conversation)
{
    if (m_conversation)
        m_conversation->disconnect(this);
    m_conversation = &conversation;
    setModel(&conversation);
    connect(&conversation, &QAbstractItemModel::rowsAboutToBeInserted, this, &ConversationView::onAboutToInsert);
    connect(&conversation, &QAbstractItemModel::rowsInserted, this, &ConversationView::onInserted);
    connect(&conversation, &QAbstractItemModel::dataChanged, this, [this] { scheduleDelayedItemsLayout(); });
    toEnd();
}

void ConversationView::toEnd()
{
    executeDelayedItemsLayout();
    scrollToBottom();
}

bool ConversationView::isAtEnd() const
{
    return verticalScrollBar()->maximum() - verticalScrollBar()->value() <= atEndPixels;
}

void ConversationView::onAboutToInsert()
{
    m_wasAtEnd = isAtEnd();
}

// Who reads further up is left there.
void ConversationView::onInserted(const QModelIndex &, int first, int last)
{
    // What is not stored yet stands behind all that is.
    const QModelIndex behind = model()->index(last + 1, 0);
    const bool isNew = !behind.isValid() || behind.data(Conversation::SeqRole).toLongLong() == 0;
    if (m_wasAtEnd && isNew)
        QMetaObject::invokeMethod(this, &ConversationView::toEnd, Qt::QueuedConnection);
    if (isNew && first == last && !model()->index(last, 0).data(Conversation::OwnRole).toBool())
        Q_EMIT announced(model()->index(last, 0).data(Qt::AccessibleTextRole).toString());
}

void ConversationView::onScrolled(int value)
{
    if (value == verticalScrollBar()->minimum() && verticalScrollBar()->maximum() > 0)
        Q_EMIT earlierRequested();
}

bool ConversationView::isFailed(int row) const
{
    return model()->index(row, 0).data(Conversation::StatusRole).toInt() == int(ChatStatus::Failed);
}

void ConversationView::copy(int row)
{
    QGuiApplication::clipboard()->setText(model()->index(row, 0).data().toString());
}

void ConversationView::keyPressEvent(QKeyEvent *event)
{
    const QModelIndex current = currentIndex();
    if (!current.isValid())
        return QListView::keyPressEvent(event);
    if (event->matches(QKeySequence::Copy))
        return copy(current.row());
    if (event->key() == Qt::Key_R && event->modifiers() == Qt::NoModifier)
        Q_EMIT replyRequested(current.row());
    else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && isFailed(current.row()))
        Q_EMIT retryRequested(current.row());
    else
        QListView::keyPressEvent(event);
}

void ConversationView::contextMenuEvent(QContextMenuEvent *event)
{
    const bool isByKey = event->reason() == QContextMenuEvent::Keyboard;
    const QModelIndex index = isByKey ? currentIndex() : indexAt(event->pos());
    if (!index.isValid())
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    // While the menu is open messages come and go, and with another party all of them.
    const auto whileThere = [this, at = QPersistentModelIndex(index)](auto what) {
        return [this, at, what] {
            if (at.isValid() && at.model() == model())
                what(at.row());
        };
    };
    menu->addAction(tr("&Reply"), this, whileThere([this](int row) { Q_EMIT replyRequested(row); }));
    menu->addAction(tr("&Copy"), this, whileThere([this](int row) { copy(row); }));
    if (isFailed(index.row()))
        menu->addAction(tr("&Send again"), this, whileThere([this](int row) { Q_EMIT retryRequested(row); }));
    menu->popup(isByKey ? viewport()->mapToGlobal(visualRect(index).center()) : event->globalPos());
}

void ConversationView::resizeEvent(QResizeEvent *event)
{
    const bool wasAtEnd = isAtEnd();
    QListView::resizeEvent(event);
    if (wasAtEnd && model())
        QMetaObject::invokeMethod(this, &ConversationView::toEnd, Qt::QueuedConnection);
}

} // namespace conversa::console
