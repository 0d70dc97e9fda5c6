// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/conversation.h"

#include <QListView>
#include <QPointer>

namespace conversa::console {

// The messages of one conversation. Arrow keys walk over them, each with one text for a screen reader; new ones are told politely.
// Owned by the ChatPane.
class ConversationView : public QListView
{
    Q_OBJECT

public:
    explicit ConversationView(QWidget *parent = nullptr);

    void show(Conversation &conversation);
    void toEnd();

Q_SIGNALS:
    void replyRequested(int row);
    void retryRequested(int row);
    void earlierRequested();
    // A message of somebody else that nobody looks at: for what announces it.
    void announced(const QString &text);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private Q_SLOTS:
    void onAboutToInsert();
    void onInserted(const QModelIndex &parent, int first, int last);
    void onScrolled(int value);

private:
    bool isAtEnd() const;
    bool isFailed(int row) const;
    void copy(int row);

    QPointer<Conversation> m_conversation;
    bool m_wasAtEnd = true;
};

} // namespace conversa::console
