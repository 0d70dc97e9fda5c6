// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/conversation.h"

#include <algorithm>

namespace conversa::console {

namespace {

ChatStatus chatStatus(MessageStatus status)
{
    switch (status) {
    case MessageStatus::Sent:
        return ChatStatus::Sent;
    case MessageStatus::Delivered:
        return ChatStatus::Delivered;
    case MessageStatus::Read:
        return ChatStatus::Read;
    }
    return ChatStatus::Sent;
}

ChatEntry entryOf(const ReceivedMessage &message)
{
    return { .key = message.clientMessageId,
        .text = QString::fromUtf8(message.text),
        .isFromBusiness = message.fromBusiness,
        .timeMs = message.timestampMs,
        .status = chatStatus(message.status),
        .seq = message.seq,
        .id = message.id,
        .agent = message.agent,
        .replyTo = message.replyTo };
}

} // namespace

Conversation::Conversation(QObject *parent)
    : QAbstractListModel(parent)
{
}

void Conversation::setSelf(UserId self, bool isContact)
{
    m_self = self;
    m_isContact = isContact;
    touch(0, rowCount());
}

void Conversation::addSending(ChatEntry entry)
{
    entry.status = ChatStatus::Sending;
    insertAt(rowCount(), std::move(entry));
}

void Conversation::setKey(const QByteArray &before, const QByteArray &now)
{
    const auto row = rowOf(before);
    if (!row)
        return;
    ChatEntry &entry = m_entries[size_t(*row)];
    entry.key = now;
    entry.status = ChatStatus::Sending;
    entry.problem.clear();
    touch(*row, *row);
}

void Conversation::fail(const QByteArray &key, const QString &problem)
{
    const auto row = rowOf(key);
    if (!row)
        return;
    m_entries[size_t(*row)].status = ChatStatus::Failed;
    m_entries[size_t(*row)].problem = problem;
    touch(*row, *row);
}

void Conversation::remove(const QByteArray &key)
{
    if (const auto row = rowOf(key))
        removeAt(*row, *row);
}

void Conversation::merge(const ReceivedMessage &message)
{
    const auto own = message.clientMessageId.isEmpty() ? std::nullopt : rowOf(message.clientMessageId);
    if (own && entry(*own).seq == 0)
        return settle(*own, message);
    const int place = placeOf(message.seq);
    if (place < rowCount() && entry(place).seq == message.seq)
        return update(place, message);
    insertAt(place, entryOf(message));
    keepBounded();
}

// What was being sent is stored: it goes to its place.
void Conversation::settle(int row, const ReceivedMessage &message)
{
    const int place = placeOf(message.seq);
    if (place < row && entry(place).seq == message.seq) {
        removeAt(row, row);
        return update(place, message);
    }
    if (place < row) {
        beginMoveRows({}, row, row, {}, place);
        ChatEntry moved = std::move(m_entries[size_t(row)]);
        m_entries.erase(m_entries.begin() + row);
        m_entries.insert(m_entries.begin() + place, std::move(moved));
        endMoveRows();
    }
    update(place, message);
}

void Conversation::update(int row, const ReceivedMessage &message)
{
    ChatEntry &entry = m_entries[size_t(row)];
    ChatEntry now = entryOf(message);
    // What went over this connection is known by its key, which others are not told.
    if (now.key.isEmpty())
        now.key = entry.key;
    if (entry.seq > 0)
        now.status = std::max(now.status, entry.status);
    entry = std::move(now);
    touchAround(row);
}

void Conversation::setAttendance(const Attendance &attendance)
{
    m_attendance = attendance;
    touch(0, rowCount());
}

void Conversation::forgetStored()
{
    const int end = placeOf(std::numeric_limits<qint64>::max());
    if (end > 0)
        removeAt(0, end - 1);
}

std::optional<int> Conversation::rowOf(MessageId id) const
{
    const auto found
        = std::find_if(m_entries.rbegin(), m_entries.rend(), [&](const ChatEntry &each) { return each.seq > 0 && each.id == id; });
    if (found == m_entries.rend())
        return std::nullopt;
    return int(m_entries.rend() - found) - 1;
}

std::optional<int> Conversation::rowOf(const QByteArray &key) const
{
    const auto found
        = std::find_if(m_entries.rbegin(), m_entries.rend(), [&](const ChatEntry &each) { return each.key == key; });
    if (found == m_entries.rend())
        return std::nullopt;
    return int(m_entries.rend() - found) - 1;
}

qint64 Conversation::lastSeq() const
{
    const int end = placeOf(std::numeric_limits<qint64>::max());
    return end == 0 ? 0 : entry(end - 1).seq;
}

// The first row that is not before it.
int Conversation::placeOf(qint64 seq) const
{
    const auto at = std::partition_point(m_entries.begin(), m_entries.end(),
        [seq](const ChatEntry &each) { return each.seq > 0 && each.seq < seq; });
    return int(at - m_entries.begin());
}

void Conversation::insertAt(int row, ChatEntry entry)
{
    beginInsertRows({}, row, row);
    m_entries.insert(m_entries.begin() + row, std::move(entry));
    endInsertRows();
    touch(row + 1, row + 1);
}

void Conversation::removeAt(int first, int last)
{
    beginRemoveRows({}, first, last);
    m_entries.erase(m_entries.begin() + first, m_entries.begin() + last + 1);
    endRemoveRows();
    touch(first, first);
}

void Conversation::keepBounded()
{
    if (m_entries.size() > most)
        removeAt(0, int(m_entries.size() - most) - 1);
}

void Conversation::touch(int first, int last)
{
    last = std::min(last, rowCount() - 1);
    if (first <= last)
        Q_EMIT dataChanged(index(first), index(last));
}

} // namespace conversa::console
