// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/chatstate.h"
#include "page/linefaults.h"

#include <QButtonGroup>
#include <QLabel>
#include <QMenu>
#include <QScrollArea>
#include <QToolButton>

class QHBoxLayout;

namespace conversa::console {

// The parties of the tester: whose view is shown, how each is connected, how bad its line is; more are added here. Owned by the
// ChatPage.
class PartiesBar : public QWidget
{
    Q_OBJECT

public:
    explicit PartiesBar(ChatState &chat, QWidget *parent = nullptr);

    // Null while there is none.
    Party *current() const { return m_current; }

Q_SIGNALS:
    void currentChanged(conversa::console::Party *party);

protected:
    void changeEvent(QEvent *event) override;

private Q_SLOTS:
    void showStatus();
    void onAddAgent();
    void onAddContact();
    void onAddDevice();

private:
    void buildMenus();
    void add(Party *party);
    void remove(Party *party);
    void choose(Party *party);
    void retranslate();

    ChatState &m_chat;
    Party *m_current = nullptr; // the tester's
    QScrollArea m_scroll; // outlives what stands in it
    QHBoxLayout *m_row; // in m_scroll
    QHash<const Party *, QToolButton *> m_buttons;
    QButtonGroup m_group;
    QToolButton m_add;
    QMenu m_addMenu;
    QToolButton m_line;
    QMenu m_lineMenu;
    LineFaults *m_faults; // in m_lineMenu
    QToolButton m_link;
    QToolButton m_remove;
    QLabel m_status;
};

} // namespace conversa::console
