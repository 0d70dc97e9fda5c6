// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/historytable.h"
#include "model/livestate.h"
#include "model/localtable.h"
#include "model/memberrow.h"
#include "page/statepanel.h"
#include "page/tablepane.h"

#include <QLabel>
#include <QPushButton>

namespace conversa::console {

// One session: who is in it and how far the messages got with each, and its history. Only shows and asks; the page does what is
// asked for. Owned by the page.
class SessionPanel : public QWidget
{
    Q_OBJECT

public:
    explicit SessionPanel(LiveState &live, QWidget *parent = nullptr);

    // Shows another session, or how the same one looks now.
    void show(const SessionRow &row);
    // Forgets it.
    void close();
    const std::optional<SessionRow> &session() const { return m_row; }
    // Its details, asked for anew.
    void reload();
    // Whether the key reaches the session's messages, and may close it.
    bool isReached() const;
    HistoryTable &history() { return m_history; }
    QList<TablePane *> tablePanes() { return { &m_memberPane, &m_historyPane }; }

Q_SIGNALS:
    void removeRequested(const conversa::SessionRow &session, const conversa::console::MemberRow &member);
    void closeRequested(const conversa::SessionRow &session);
    void noticeRequested(const conversa::SessionRow &session);
    void chatRequested(const conversa::SessionRow &session);

protected:
    void changeEvent(QEvent *event) override;

private Q_SLOTS:
    void onBegun(bool atOldest);
    void onAboutToInsert(const QModelIndex &parent, int first);
    void onInserted(const QModelIndex &parent, int first);
    void onMembersSelected();
    void onRemove();

private:
    void build();
    QWidget *buildBar();
    QWidget *buildTables();
    void onDetails(const Answer<SessionDetails> &answer);
    void showHistory();
    void retranslate();

    LiveState &m_live;
    std::optional<SessionRow> m_row;
    LocalTable<MemberRow> m_members{ memberFields() };
    HistoryTable m_history;
    TablePane m_memberPane;
    TablePane m_historyPane;
    StatePanel m_historyNote;
    QLabel m_headline;
    QLabel m_facts;
    QLabel m_memberTitle;
    QLabel m_historyTitle;
    QPushButton m_chat;
    QPushButton m_notice;
    QPushButton m_close;
    QPushButton m_remove;
    QPushButton m_oldest;
    QPushButton m_newest;
    QTimer m_reload; // what changes often is asked for once in a while
    QPersistentModelIndex m_top; // the first visible message while older ones come before it
};

} // namespace conversa::console
