// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/attendance.h"
#include "protocol/serverevents.h"

#include <QAbstractListModel>

#include <deque>

namespace conversa::console {

enum class ChatStatus : quint8 { Sending, Sent, Delivered, Read, Failed };

// One message of a conversation.
struct ChatEntry
{
    QByteArray key; // its client_message_id where it is of this party; empty: of somebody else
    QString text;
    bool isFromBusiness = false;
    qint64 timeMs = 0; // Unix time
    ChatStatus status = ChatStatus::Sent;
    qint64 seq = 0; // 0: it is not stored
    MessageId id = {};
    std::optional<UserId> agent = {};
    std::optional<MessageId> replyTo = {};
    QString problem = {}; // of Failed
};

// The messages of one session as one party sees them: by rising seq, what is not stored yet behind them. Merged in place, never
// reset; the oldest go where there are too many. GUI thread; owned by the Party.
class Conversation : public QAbstractListModel
{
    Q_OBJECT

public:
    static constexpr size_t most = 5'000;
    static constexpr qint64 groupMs = 5 * 60'000; // messages of one author that follow so soon stand together

    // The text of a row is Qt::DisplayRole, what a screen reader says Qt::AccessibleTextRole.
    enum Role {
        AuthorRole = Qt::UserRole + 1,
        OwnRole, // bool: this party wrote it
        BusinessRole, // bool
        TimeRole, // QDateTime, UTC
        StatusRole, // int, a ChatStatus
        StatusTextRole,
        NewDayRole, // bool: the first of its day
        GroupedRole, // bool: goes on what the message before began
        GapRole, // qint64: messages missing before it; before the first row: that are not loaded
        QuoteAuthorRole, // of what it answers; empty: it answers nothing
        QuoteTextRole, // empty: not loaded
        ProblemRole,
        SeqRole,
    };

    explicit Conversation(QObject *parent = nullptr);

    // Who looks: whose messages are own ones.
    void setSelf(UserId self, bool isContact);
    void addSending(ChatEntry entry);
    // It goes out under this key, for the first time or once more.
    void setKey(const QByteArray &before, const QByteArray &now);
    void fail(const QByteArray &key, const QString &problem);
    void remove(const QByteArray &key);
    // A stored message, from wherever it came.
    void merge(const ReceivedMessage &message);
    // Names and marks have changed.
    void setAttendance(const Attendance &attendance);
    // All that is stored: it was of another store.
    void forgetStored();

    const ChatEntry &entry(int row) const { return m_entries[size_t(row)]; }
    // A stored message's.
    std::optional<int> rowOf(MessageId id) const;
    // Of the first message and the last one that are stored; 0: there is none.
    qint64 firstSeq() const { return m_entries.empty() ? 0 : m_entries.front().seq; }
    qint64 lastSeq() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    std::optional<int> rowOf(const QByteArray &key) const;
    int placeOf(qint64 seq) const;
    void insertAt(int row, ChatEntry entry);
    void settle(int row, const ReceivedMessage &message);
    void update(int row, const ReceivedMessage &message);
    void keepBounded();
    void removeAt(int first, int last);
    void touch(int first, int last);
    // Of the row and of the one behind it, which may begin a group or a day anew.
    void touchAround(int row) { touch(row, row + 1); }

    QString authorOf(const ChatEntry &entry) const;
    ChatStatus statusOf(const ChatEntry &entry) const;
    bool isOwn(const ChatEntry &entry) const;
    bool isNewDay(int row) const;
    bool isGrouped(int row) const;
    qint64 gapBefore(int row) const;
    QVariant quote(const ChatEntry &entry, bool isText) const;
    QString spoken(int row) const;

    std::deque<ChatEntry> m_entries;
    Attendance m_attendance;
    UserId m_self;
    bool m_isContact = false;
};

// "sent", "read" and so on, translated.
QString statusText(ChatStatus status);

} // namespace conversa::console
