// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/chatrest.h"
#include "model/chattester.h"
#include "model/inboxmodel.h"
#include "model/livestate.h"

namespace conversa::console {

// What an agent works with over the server the console is connected to: the own connection, the inbox it feeds, the session that is
// open and the parties that test it. Lives in the GUI thread; owned by the main window.
class ChatState : public QObject
{
    Q_OBJECT

public:
    static constexpr int tickMs = 10'000; // waiting times are told anew

    // `live` outlives it.
    explicit ChatState(LiveState &live, QObject *parent = nullptr);

    InboxModel &inbox() { return m_inbox; }
    ChatTester &tester() { return m_tester; }
    // The agent of the console's own key; null before there is a connection.
    Party *self() const { return m_self; }
    const std::optional<InboxRow> &session() const { return m_session; }

    // How things stand with the server, also for an agent, of whom only the own connection hears.
    LinkView link() const;
    void retryNow();

    // Whether the inbox was read since there is a connection; else why not, once that is known.
    bool isInboxLoaded() const { return m_isLoaded; }
    const std::optional<Failure> &inboxFailure() const { return m_failure; }
    // Reads the whole inbox again.
    void refresh();

    // All parties go there.
    void open(const InboxRow &row);
    // A new session with a contact of this name; it is opened.
    void startSession(const QString &contactName);
    void closeSession(bool isClosed);
    // One more party, which goes where the others are; null where there is no session or no room. `key`: its own; empty: the
    // console's, and for a contact a ticket.
    Party *addParty(PartyIdentity identity, const QByteArray &key = {});

Q_SIGNALS:
    void linkChanged();
    void selfChanged();
    void inboxStateChanged();
    void sessionChanged();
    // What the server said no to.
    void failed(const conversa::console::Failure &why);
    // The server is asked to close the session, or to open it again.
    void closing(bool isClosed);

private Q_SLOTS:
    void onLink(const conversa::console::LinkView &link);
    void onRow(const conversa::InboxRow &row);

private:
    void begin();
    void leave();
    void onSelfStatus();
    void readPage(const QByteArray &cursor);
    void onPage(quint64 reading, const Answer<InboxRows> &page);
    // What to do with the row of a session that was asked for, unless another server is there by then.
    ChatRest::RowDone whileHere(void (ChatState::*done)(const InboxRow &row));
    void onStarted(const InboxRow &row);
    ChatOptions optionsFor(const QByteArray &key) const;
    void enter(Party &party) const;

    LiveState &m_live;
    ChatRest m_rest;
    InboxModel m_inbox;
    ChatTester m_tester;
    Party *m_self = nullptr; // the tester's
    std::optional<InboxRow> m_session;
    std::vector<Party *> m_byTicket; // contacts of the session that is open
    std::optional<Failure> m_failure;
    QTimer m_tick;
    quint64 m_reading = 0; // which refresh() an answer is to
    quint64 m_stay = 0; // at which server an answer was asked for
    bool m_isLoaded = false;
    bool m_wasConnected = false; // m_self
    bool m_isUp = false; // m_self
};

} // namespace conversa::console
