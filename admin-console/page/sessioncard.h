// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/chatstate.h"

#include <QLabel>
#include <QPushButton>
#include <QTableWidget>

#include <array>

namespace conversa::console {

// The session that is open: its contact, its members and how far each of them has got. Owned by the ChatPage.
class SessionCard : public QWidget
{
    Q_OBJECT

public:
    explicit SessionCard(ChatState &chat, QWidget *parent = nullptr);

    // Whose view of the members is shown; null: nobody's.
    void setParty(Party *party);

protected:
    void changeEvent(QEvent *event) override;

private Q_SLOTS:
    void refresh();

private:
    static constexpr size_t facts = 4; // contact, its id, the session, the state

    void showFacts();
    void showMembers();
    void retranslate();

    ChatState &m_chat;
    QPointer<Party> m_party;
    std::array<QLabel, facts> m_names;
    std::array<QLabel, facts> m_values;
    QLabel m_title;
    QTableWidget m_members;
    QPushButton m_close;
};

} // namespace conversa::console
