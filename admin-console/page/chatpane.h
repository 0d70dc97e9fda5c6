// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/chatstate.h"
#include "page/composer.h"
#include "page/conversationview.h"

#include <QFrame>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QToolButton>

namespace conversa::console {

// A session as one party sees it: its messages, who types, who else works on it, and where to write. Owned by the ChatPage.
class ChatPane : public QWidget
{
    Q_OBJECT

public:
    explicit ChatPane(ChatState &chat, QWidget *parent = nullptr);

    // Null: nobody.
    void setParty(Party *party);
    void focusComposer() { m_composer.setFocus(Qt::ShortcutFocusReason); }

protected:
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;

private Q_SLOTS:
    void onConversation();
    void onAttendance();
    void onSession();
    void onSubmitted(const QString &text);
    void onReply(int row);
    void onKeep();

private:
    void build();
    void connectAll();
    void answer();
    void endReply();
    void announce(const QString &text);
    void retranslate();

    ChatState &m_chat;
    QPointer<Party> m_party;
    ConversationView m_view;
    QFrame m_collision;
    QLabel m_collisionSign;
    QLabel m_collisionText;
    QLabel m_typing;
    QFrame m_quote;
    QLabel m_quoteText;
    QToolButton m_endReply;
    Composer m_composer;
    QPushButton m_send;
    QPushButton m_keep;
    QLabel m_spoken; // told to screen readers, not seen
    std::optional<MessageId> m_replyTo;
};

} // namespace conversa::console
