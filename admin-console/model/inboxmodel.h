// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/servermessages.h"

#include <QAbstractListModel>

#include <map>
#include <set>
#include <vector>

namespace conversa::console {

// The open sessions of an agent, the latest changed first, as one list that is merged in place. What the filter hides stays
// known. GUI thread.
class InboxModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum class Show : quint8 { All, Waiting, Unread, Mine };
    // The contact's name is Qt::DisplayRole, what a screen reader says Qt::AccessibleTextRole.
    enum Role { SessionRole = Qt::UserRole + 1, LastTextRole, LastTimeRole, UnreadRole, WaitingRole, ClosedRole };

    static constexpr size_t most = 5'000;

    explicit InboxModel(QObject *parent = nullptr);

    // A row as it is now.
    void merge(const InboxRow &row);
    // A whole list that was asked for begins, goes on, and ends: what did not come in it is gone.
    void beginWhole() { m_came.clear(); }
    void mergeWhole(const std::vector<InboxRow> &rows);
    void endWhole();
    size_t came() const { return m_came.size(); } // since beginWhole()
    void clear();

    // Mine: those whose last word is this user's.
    void setSelf(std::optional<UserId> self);
    void setShow(Show show);
    void setText(const QString &text); // in the contact's name or the last message
    Show show() const { return m_show; }
    const QString &text() const { return m_text; }
    // Waiting times are of now: to be called once in a while.
    void tick(qint64 nowMs);

    const InboxRow &row(int row) const { return m_rows.at(m_shown[size_t(row)]); }
    std::optional<InboxRow> find(SessionId session) const;
    std::optional<int> rowOf(SessionId session) const;
    size_t total() const { return m_rows.size(); }
    qint64 unread() const { return m_unread; } // messages in all sessions
    qint64 waiting() const { return m_waiting; } // sessions

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

Q_SIGNALS:
    void countsChanged();
    void filterChanged();
    // The contact has written something new; what happened before the list was there is none.
    void contactWrote(const conversa::InboxRow &row);

private:
    struct Closed
    {
        qint64 changedMs = 0;
        qint64 seq = 0; // of its last message
    };

    bool isNews(const InboxRow &row) const;
    bool isOlder(const InboxRow &row) const;
    bool put(const InboxRow &row);
    bool makeRoom(const InboxRow &row);
    bool isShown(const InboxRow &row) const;
    bool isBefore(SessionId a, SessionId b) const;
    void place(SessionId session);
    void hideAll();
    void refilter();
    void forget(SessionId session);
    void count();
    QString spoken(const InboxRow &row) const;

    std::map<SessionId, InboxRow> m_rows;
    std::vector<SessionId> m_shown;
    std::set<SessionId> m_came; // in the list that is coming, or while it comes
    std::map<SessionId, Closed> m_closed; // lately: no row, and yet known
    std::optional<UserId> m_self;
    Show m_show = Show::All;
    QString m_text;
    qint64 m_nowMs = 0;
    size_t m_total = 0; // as it was told
    qint64 m_unread = 0;
    qint64 m_waiting = 0;
};

// "3 min", "2 h": how long somebody waits, for a list.
QString waitingText(qint64 ms);

} // namespace conversa::console
