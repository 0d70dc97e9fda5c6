// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/chatstate.h"
#include "page/inboxlist.h"
#include "page/page.h"

namespace conversa::console {

// The agent's open sessions, and who waits. Opening one leads to the chat page.
class InboxPage : public Page
{
    Q_OBJECT

public:
    // `chat` outlives it.
    explicit InboxPage(ChatState &chat, QWidget *parent = nullptr);

    QString title() const override;
    QString iconName() const override { return QStringLiteral("inbox"); }
    void focusFilter() override { m_list.focusFilter(); }
    void clearFilter() override { m_list.clearFilter(); }
    void refresh() override { m_chat.refresh(); }
    void lookFor(const QString &what) override;

protected:
    void retranslate() override;
    void onFirstStep() override;

private Q_SLOTS:
    void update();
    void onOpened(const conversa::InboxRow &row);

private:
    void showCounts();

    ChatState &m_chat;
    InboxList m_list;
    QPushButton m_new;
    QLabel m_counts;
};

} // namespace conversa::console
