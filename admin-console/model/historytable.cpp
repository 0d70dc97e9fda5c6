// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/historytable.h"

#include <QDateTime>

namespace conversa::console {

HistoryTable::HistoryTable(Rest &rest, QObject *parent)
    : RowTable(messageFields(), parent)
    , m_rest(rest)
{
}

void HistoryTable::open(SessionId session)
{
    if (m_session == session)
        return;
    m_session = session;
    begin(false);
}

void HistoryTable::close()
{
    m_session.reset();
    begin(false);
}

void HistoryTable::follow(qint64 seq)
{
    if (m_session && hasBegun() && !m_hasNewer && (m_rows.empty() || m_rows.back().message.seq < seq))
        ask(Place::Newer);
}

void HistoryTable::setWish(const TableWish &wish)
{
    m_wish = { wish.filter }; // its order is that of the messages
    m_filter = filterOf(m_wish, fields());
    removeShown(0, int(m_shown.size()));
    insertShown(0, passing(m_rows));
    Q_EMIT totalChanged();
}

void HistoryTable::setVisible(int first, int last)
{
    // A search that finds little would go on and on.
    const bool isSearched = m_filter.size() > 0;
    m_hasLeftTop = m_hasLeftTop || first > 0;
    if (!hasBegun() || (isSearched && m_rows.size() >= mostRows))
        return;
    // Before its first rows are scrolled to their end, a view is at the top without meaning it.
    if (first <= 0 && m_hasOlder && (m_hasLeftTop || isSearched))
        ask(Place::Older);
    else if (last >= rowCount() - 1 && m_hasNewer)
        ask(Place::Newer);
}

void HistoryTable::begin(bool atOldest)
{
    ++m_stretch;
    m_isAsking = false;
    m_rows.clear();
    removeShown(0, int(m_shown.size()));
    m_hasOlder = m_hasNewer = m_hasLeftTop = false;
    setFreshness(Freshness::Empty);
    Q_EMIT totalChanged();
    if (m_session)
        ask(atOldest ? Place::Oldest : Place::Newest);
}

void HistoryTable::ask(Place place)
{
    if (m_isAsking)
        return;
    m_isAsking = true;
    RestRequest request{ QStringLiteral("/api/v1/sessions/%1/messages").arg(QString::fromLatin1(m_session->toByteArray())) };
    request.query.addQueryItem(QStringLiteral("limit"), QString::number(pageRows));
    const qint64 oldest = m_rows.empty() ? 0 : m_rows.front().message.seq;
    const qint64 newest = m_rows.empty() ? 0 : m_rows.back().message.seq;
    if (place == Place::Older)
        request.query.addQueryItem(QStringLiteral("before_seq"), QString::number(oldest));
    if (place == Place::Newer || place == Place::Oldest)
        request.query.addQueryItem(QStringLiteral("after_seq"), QString::number(newest));
    m_rest.ask<History>(std::move(request), readHistoryPage, this, [this, place, stretch = m_stretch](const Answer<History> &answer) {
        if (stretch == m_stretch)
            onPage(place, answer);
    });
}

void HistoryTable::onPage(Place place, const Answer<History> &answer)
{
    m_isAsking = false;
    if (!answer)
        return setFreshness(hasBegun() ? Freshness::Stale : Freshness::Refused, answer.failure());
    std::vector<MessageRow> rows;
    for (const ReceivedMessage &message : answer->messages)
        rows.push_back({ message });
    const bool isForward = place == Place::Oldest || place == Place::Newer;
    (isForward ? m_hasNewer : m_hasOlder) = answer->hasMore;
    take(place, rows);
    trim(isForward);
    setFreshness(Freshness::Live);
    if (place == Place::Oldest || place == Place::Newest)
        Q_EMIT begun(place == Place::Oldest);
    Q_EMIT totalChanged();
}

void HistoryTable::take(Place place, const std::vector<MessageRow> &rows)
{
    const bool isInFront = place == Place::Older;
    m_rows.insert(isInFront ? m_rows.begin() : m_rows.end(), rows.begin(), rows.end());
    insertShown(isInFront ? 0 : int(m_shown.size()), passing({ rows.begin(), rows.end() }));
}

// Forgets what is furthest from where it grew.
void HistoryTable::trim(bool atFront)
{
    int dropped = 0;
    for (; m_rows.size() > mostRows; (atFront ? m_hasOlder : m_hasNewer) = true) {
        const MessageRow &row = atFront ? m_rows.front() : m_rows.back();
        dropped += passes(m_filter, row, QDateTime::currentMSecsSinceEpoch()) ? 1 : 0;
        atFront ? m_rows.pop_front() : m_rows.pop_back();
    }
    dropped = std::min(dropped, int(m_shown.size()));
    removeShown(atFront ? 0 : int(m_shown.size()) - dropped, dropped);
}

std::vector<MessageRow> HistoryTable::passing(const std::deque<MessageRow> &rows) const
{
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    std::vector<MessageRow> found;
    std::copy_if(rows.begin(), rows.end(), std::back_inserter(found), [&](const MessageRow &row) { return passes(m_filter, row, now); });
    return found;
}

void HistoryTable::insertShown(int at, const std::vector<MessageRow> &rows)
{
    if (rows.empty())
        return;
    beginInsertRows({}, at, at + int(rows.size()) - 1);
    m_shown.insert(m_shown.begin() + at, rows.begin(), rows.end());
    endInsertRows();
}

void HistoryTable::removeShown(int first, int count)
{
    if (count == 0)
        return;
    beginRemoveRows({}, first, first + count - 1);
    m_shown.erase(m_shown.begin() + first, m_shown.begin() + first + count);
    endRemoveRows();
}

} // namespace conversa::console
