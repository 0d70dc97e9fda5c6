// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "page/chatpane.h"
#include "page/inboxlist.h"
#include "page/latencypanel.h"
#include "page/page.h"
#include "page/partiesbar.h"
#include "page/scenariopanel.h"
#include "page/sessioncard.h"

#include <QSplitter>
#include <QTabWidget>

namespace conversa::console {

// The chat tester: the sessions at the left, one conversation as one of up to eight parties sees it, and beside it what is known of
// the session, what was measured, and scenarios.
class ChatPage : public Page
{
    Q_OBJECT

public:
    // Both outlive it.
    ChatPage(LiveState &live, ChatState &chat, QWidget *parent = nullptr);

    QString title() const override;
    QString iconName() const override { return QStringLiteral("chat"); }
    void focusFilter() override { m_list.focusFilter(); }
    void clearFilter() override { m_list.clearFilter(); }
    void refresh() override { m_chat.refresh(); }
    void lookFor(const QString &what) override;
    QSplitter &splitter() { return m_splitter; }

protected:
    void retranslate() override;
    void onFirstStep() override;

private Q_SLOTS:
    void update();
    void onSession();
    void onParty(conversa::console::Party *party);
    void onFailed(const conversa::console::Failure &why);
    void showList();

private:
    QWidget *buildMiddle();
    QWidget *buildSide();

    ChatState &m_chat;
    QSplitter m_splitter;
    InboxList m_list;
    QLabel m_none; // in place of the list's rows
    QLabel m_heading;
    PartiesBar m_parties;
    ChatPane m_pane;
    QTabWidget m_side;
    SessionCard m_card;
    LatencyPanel m_latency;
    ScenarioPanel m_scenario;
    QLabel m_problem;
};

} // namespace conversa::console
