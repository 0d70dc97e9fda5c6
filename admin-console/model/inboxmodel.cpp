// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/inboxmodel.h"

#include <QDateTime>
#include <QTimeZone>

#include <algorithm>
#include <utility>

namespace conversa::console {

InboxModel::InboxModel(QObject *parent)
    : QAbstractListModel(parent)
    , m_nowMs(QDateTime::currentMSecsSinceEpoch())
{
}

void InboxModel::merge(const InboxRow &row)
{
    const bool isTold = isNews(row);
    if (!put(row))
        return;
    count();
    if (isTold)
        Q_EMIT contactWrote(row);
}

bool InboxModel::isNews(const InboxRow &row) const
{
    if (!row.last || row.last->fromBusiness || row.unread == 0)
        return false;
    const auto known = m_rows.find(row.session);
    if (known != m_rows.end())
        return !known->second.last || known->second.last->seq < row.last->seq;
    const auto closed = m_closed.find(row.session);
    return closed == m_closed.end() ? !row.closed : closed->second.seq < row.last->seq;
}

// What came over the own connection meanwhile may be ahead of a list that was asked for.
bool InboxModel::isOlder(const InboxRow &row) const
{
    const auto known = m_rows.find(row.session);
    if (known != m_rows.end())
        return known->second.changedMs > row.changedMs;
    const auto closed = m_closed.find(row.session);
    return closed != m_closed.end() && closed->second.changedMs > row.changedMs;
}

// False: there is no room for it.
bool InboxModel::put(const InboxRow &row)
{
    if (row.closed) {
        if (m_closed.size() >= most)
            m_closed.clear();
        m_closed[row.session] = { row.changedMs, row.last ? row.last->seq : 0 };
        forget(row.session);
        return true;
    }
    if (!makeRoom(row))
        return false;
    m_closed.erase(row.session);
    m_came.insert(row.session);
    m_rows[row.session] = row;
    place(row.session);
    return true;
}

// The one that changed longest ago goes, if that was before this one.
bool InboxModel::makeRoom(const InboxRow &row)
{
    if (m_rows.size() < most || m_rows.contains(row.session))
        return true;
    const auto oldest = std::min_element(m_rows.begin(), m_rows.end(), [](const auto &a, const auto &b) { return a.second.changedMs < b.second.changedMs; });
    if (oldest->second.changedMs >= row.changedMs)
        return false;
    const SessionId session = oldest->first;
    forget(session);
    return true;
}

void InboxModel::mergeWhole(const std::vector<InboxRow> &rows)
{
    for (const InboxRow &row : rows) {
        m_came.insert(row.session);
        if (!isOlder(row))
            put(row);
    }
    count();
}

void InboxModel::endWhole()
{
    std::vector<SessionId> gone;
    for (const auto &[session, row] : m_rows) {
        if (!m_came.contains(session))
            gone.push_back(session);
    }
    for (const SessionId session : gone)
        forget(session);
    count();
}

void InboxModel::clear()
{
    hideAll(); // first: a view may look at what goes
    m_rows.clear();
    m_came.clear();
    m_closed.clear();
    count();
}

void InboxModel::forget(SessionId session)
{
    m_came.erase(session);
    const auto at = std::find(m_shown.begin(), m_shown.end(), session);
    if (at == m_shown.end()) {
        m_rows.erase(session);
        return;
    }
    const int row = int(at - m_shown.begin());
    beginRemoveRows({}, row, row);
    m_shown.erase(at);
    m_rows.erase(session);
    endRemoveRows();
}

bool InboxModel::isBefore(SessionId a, SessionId b) const
{
    const qint64 aMs = m_rows.at(a).changedMs;
    const qint64 bMs = m_rows.at(b).changedMs;
    return aMs != bMs ? aMs > bMs : a < b;
}

// Where the row goes now that it has changed: in, out, or elsewhere.
void InboxModel::place(SessionId session)
{
    const auto at = std::find(m_shown.begin(), m_shown.end(), session);
    const int before = int(at - m_shown.begin());
    if (!isShown(m_rows.at(session))) {
        if (at == m_shown.end())
            return;
        beginRemoveRows({}, before, before);
        m_shown.erase(at);
        endRemoveRows();
        return;
    }
    const bool isNew = at == m_shown.end();
    const int now = int(std::count_if(m_shown.begin(), m_shown.end(),
        [&](SessionId other) { return other != session && isBefore(other, session); }));
    if (isNew) {
        beginInsertRows({}, now, now);
        m_shown.insert(m_shown.begin() + now, session);
        endInsertRows();
    } else if (now != before) {
        beginMoveRows({}, before, before, {}, now > before ? now + 1 : now);
        m_shown.erase(m_shown.begin() + before);
        m_shown.insert(m_shown.begin() + now, session);
        endMoveRows();
    }
    Q_EMIT dataChanged(index(now), index(now));
}

bool InboxModel::isShown(const InboxRow &row) const
{
    const auto contains = [this](const QByteArray &text) { return QString::fromUtf8(text).contains(m_text, Qt::CaseInsensitive); };
    if (!m_text.isEmpty() && !contains(row.contactName) && !(row.last && contains(row.last->text)))
        return false;
    switch (m_show) {
    case Show::All:
        return true;
    case Show::Waiting:
        return row.waitingSinceMs.has_value();
    case Show::Unread:
        return row.unread > 0;
    case Show::Mine:
        return row.last && row.last->agent && row.last->agent == m_self;
    }
    return true;
}

void InboxModel::hideAll()
{
    if (m_shown.empty())
        return;
    beginRemoveRows({}, 0, int(m_shown.size()) - 1);
    m_shown.clear();
    endRemoveRows();
}

void InboxModel::refilter()
{
    hideAll();
    std::vector<SessionId> shown;
    for (const auto &[session, row] : m_rows) {
        if (isShown(row))
            shown.push_back(session);
    }
    if (shown.empty())
        return;
    std::sort(shown.begin(), shown.end(), [this](SessionId a, SessionId b) { return isBefore(a, b); });
    beginInsertRows({}, 0, int(shown.size()) - 1);
    m_shown = std::move(shown);
    endInsertRows();
}

void InboxModel::setSelf(std::optional<UserId> self)
{
    m_self = self;
    if (m_show == Show::Mine)
        refilter();
}

void InboxModel::setShow(Show show)
{
    if (std::exchange(m_show, show) == show)
        return;
    refilter();
    Q_EMIT filterChanged();
}

void InboxModel::setText(const QString &text)
{
    const QString now = text.trimmed();
    if (std::exchange(m_text, now) == now)
        return;
    refilter();
    Q_EMIT filterChanged();
}

void InboxModel::tick(qint64 nowMs)
{
    m_nowMs = nowMs;
    if (!m_shown.empty())
        Q_EMIT dataChanged(index(0), index(int(m_shown.size()) - 1), { WaitingRole, Qt::AccessibleTextRole });
}

std::optional<InboxRow> InboxModel::find(SessionId session) const
{
    const auto found = m_rows.find(session);
    return found == m_rows.end() ? std::nullopt : std::optional(found->second);
}

std::optional<int> InboxModel::rowOf(SessionId session) const
{
    const auto at = std::find(m_shown.begin(), m_shown.end(), session);
    return at == m_shown.end() ? std::nullopt : std::optional(int(at - m_shown.begin()));
}

void InboxModel::count()
{
    qint64 unread = 0;
    qint64 waiting = 0;
    for (const auto &[session, row] : m_rows) {
        unread += row.unread;
        waiting += row.waitingSinceMs.has_value();
    }
    const bool isOther = m_unread != unread || m_waiting != waiting || m_total != m_rows.size();
    m_unread = unread;
    m_waiting = waiting;
    m_total = m_rows.size();
    if (isOther)
        Q_EMIT countsChanged();
}

int InboxModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_shown.size());
}

QVariant InboxModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const InboxRow &row = this->row(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return row.contactName.isEmpty() ? tr("Contact") : QString::fromUtf8(row.contactName);
    case Qt::AccessibleTextRole:
        return spoken(row);
    case SessionRole:
        return QString::fromLatin1(row.session.toByteArray());
    case LastTextRole:
        return row.last ? QString::fromUtf8(row.last->text).simplified() : QString();
    case LastTimeRole:
        return QDateTime::fromMSecsSinceEpoch(row.last ? row.last->timestampMs : row.createdMs, QTimeZone::utc());
    case UnreadRole:
        return row.unread;
    case WaitingRole:
        return row.waitingSinceMs ? waitingText(std::max<qint64>(m_nowMs - *row.waitingSinceMs, 0)) : QString();
    case ClosedRole:
        return row.closed;
    default:
        return {};
    }
}

QString InboxModel::spoken(const InboxRow &row) const
{
    QStringList parts{ row.contactName.isEmpty() ? tr("Contact") : QString::fromUtf8(row.contactName) };
    if (row.unread > 0)
        parts.append(tr("%n unread", nullptr, int(row.unread)));
    if (row.waitingSinceMs)
        parts.append(tr("waiting for %1").arg(waitingText(std::max<qint64>(m_nowMs - *row.waitingSinceMs, 0))));
    if (row.last)
        parts.append(QString::fromUtf8(row.last->text).simplified());
    return parts.join(QStringLiteral(", "));
}

QString waitingText(qint64 ms)
{
    const qint64 minutes = ms / 60'000;
    if (minutes < 1)
        return InboxModel::tr("< 1 min");
    if (minutes < 60)
        return InboxModel::tr("%1 min").arg(minutes);
    if (minutes < 24 * 60)
        return InboxModel::tr("%1 h %2 min").arg(minutes / 60).arg(minutes % 60);
    return InboxModel::tr("%n day(s)", nullptr, int(minutes / (24 * 60)));
}

} // namespace conversa::console
