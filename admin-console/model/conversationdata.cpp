// SPDX-License-Identifier: GPL-3.0-or-later
// What a view asks of a conversation's rows. The context of its texts is named: lupdate 6.8 finds another one here than moc.
#include "model/conversation.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QTimeZone>

namespace conversa::console {

QString statusText(ChatStatus status)
{
    switch (status) {
    case ChatStatus::Sending:
        return QCoreApplication::translate("conversa::console::Conversation", "sending");
    case ChatStatus::Sent:
        return QCoreApplication::translate("conversa::console::Conversation", "sent");
    case ChatStatus::Delivered:
        return QCoreApplication::translate("conversa::console::Conversation", "delivered");
    case ChatStatus::Read:
        return QCoreApplication::translate("conversa::console::Conversation", "read");
    case ChatStatus::Failed:
        return QCoreApplication::translate("conversa::console::Conversation", "failed");
    }
    return {};
}

int Conversation::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_entries.size());
}

QVariant Conversation::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const int row = index.row();
    const ChatEntry &entry = this->entry(row);
    switch (role) {
    case Qt::DisplayRole:
        return entry.text;
    case Qt::AccessibleTextRole:
        return spoken(row);
    case AuthorRole:
        return authorOf(entry);
    case OwnRole:
        return isOwn(entry);
    case BusinessRole:
        return entry.isFromBusiness;
    case TimeRole:
        return QDateTime::fromMSecsSinceEpoch(entry.timeMs, QTimeZone::utc());
    case StatusRole:
        return int(statusOf(entry));
    case StatusTextRole:
        return statusText(statusOf(entry));
    case NewDayRole:
        return isNewDay(row);
    case GroupedRole:
        return isGrouped(row);
    case GapRole:
        return gapBefore(row);
    case QuoteAuthorRole:
        return quote(entry, false);
    case QuoteTextRole:
        return quote(entry, true);
    case ProblemRole:
        return entry.problem;
    case SeqRole:
        return entry.seq;
    default:
        return {};
    }
}

QString Conversation::authorOf(const ChatEntry &entry) const
{
    if (!entry.isFromBusiness)
        return m_attendance.contactName();
    if (entry.agent)
        return m_attendance.nameOf(*entry.agent);
    return entry.seq == 0 ? m_attendance.nameOf(m_self) : QCoreApplication::translate("conversa::console::Conversation", "Service");
}

bool Conversation::isOwn(const ChatEntry &entry) const
{
    if (entry.seq == 0)
        return true;
    if (m_isContact)
        return !entry.isFromBusiness;
    return entry.isFromBusiness && (entry.agent ? *entry.agent == m_self : !entry.key.isEmpty());
}

// The better of what the server said with the message and of what the other side's marks say since.
ChatStatus Conversation::statusOf(const ChatEntry &entry) const
{
    if (entry.seq == 0)
        return entry.status;
    if (m_attendance.furthest(Mark::Read, !entry.isFromBusiness) >= entry.seq)
        return ChatStatus::Read;
    if (m_attendance.furthest(Mark::Delivered, !entry.isFromBusiness) >= entry.seq)
        return std::max(entry.status, ChatStatus::Delivered);
    return entry.status;
}

bool Conversation::isNewDay(int row) const
{
    const auto dayOf = [this](int at) { return QDateTime::fromMSecsSinceEpoch(entry(at).timeMs).date(); };
    return row == 0 || dayOf(row) != dayOf(row - 1);
}

bool Conversation::isGrouped(int row) const
{
    if (row == 0 || gapBefore(row) > 0 || isNewDay(row))
        return false;
    const ChatEntry &before = entry(row - 1);
    const ChatEntry &now = entry(row);
    return authorOf(before) == authorOf(now) && isOwn(before) == isOwn(now) && now.timeMs - before.timeMs < groupMs;
}

qint64 Conversation::gapBefore(int row) const
{
    const qint64 seq = entry(row).seq;
    if (seq == 0)
        return 0;
    return seq - 1 - (row == 0 ? 0 : entry(row - 1).seq);
}

QVariant Conversation::quote(const ChatEntry &entry, bool isText) const
{
    if (!entry.replyTo)
        return QString();
    const auto row = rowOf(*entry.replyTo);
    if (!row)
        return isText ? QString() : QCoreApplication::translate("conversa::console::Conversation", "an earlier message");
    return isText ? this->entry(*row).text : authorOf(this->entry(*row));
}

QString Conversation::spoken(int row) const
{
    const ChatEntry &said = entry(row);
    const QString time = QLocale().toString(QDateTime::fromMSecsSinceEpoch(said.timeMs).time(), QLocale::ShortFormat);
    if (isOwn(said))
        //: who wrote it, when, what became of it, what it says
        return QCoreApplication::translate("conversa::console::Conversation", "%1, %2, %3: %4").arg(authorOf(said), time, statusText(statusOf(said)), said.text);
    //: who wrote it, when, what it says
    return QCoreApplication::translate("conversa::console::Conversation", "%1, %2: %3").arg(authorOf(said), time, said.text);
}

} // namespace conversa::console
