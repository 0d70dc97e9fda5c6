// SPDX-License-Identifier: Apache-2.0
#include "chat/presencetable.h"

#include <algorithm>

namespace conversa {

PresenceTable::PresenceTable(const Limits &limits)
    : m_limits(limits)
{
}

PresenceTable::Session::iterator PresenceTable::place(Session &session, UserId user)
{
    return std::lower_bound(session.begin(), session.end(), user,
                            [](const Attendee &attendee, const UserId &id) { return attendee.user.user < id; });
}

bool PresenceTable::isAnyoneIn(const Session &session)
{
    return std::any_of(session.begin(), session.end(), [](const Attendee &a) { return a.connections > 0; });
}

PresenceNews PresenceTable::arrive(const SessionKey &key, const UserInfo &user)
{
    return m_sessions.with(key, [&](auto &table) -> PresenceNews {
        Session &session = table[key];
        auto attendee = place(session, user.user);
        const bool known = attendee != session.end() && attendee->user.user == user.user;
        if (!known)
            attendee = session.insert(attendee, Attendee{user});
        const bool wasHere = attendee->isHere();
        ++attendee->connections;
        attendee->leftMs.reset();
        return {!known && session.size() <= mostUsers(), !wasHere};
    });
}

bool PresenceTable::depart(const SessionKey &key, UserId user, qint64 monotonicMs)
{
    return m_sessions.with(key, [&](auto &table) {
        const auto session = table.find(key);
        if (session == table.end())
            return false;
        const auto attendee = place(*session, user);
        if (attendee == session->end() || attendee->user.user != user || attendee->connections == 0
            || --attendee->connections > 0)
            return false;
        attendee->leftMs = monotonicMs;
        return true;
    });
}

std::optional<std::pair<UserInfo, PresenceNews>> PresenceTable::expire(const SessionKey &key, UserId user, qint64 monotonicMs)
{
    return m_sessions.with(key, [&](auto &table) -> std::optional<std::pair<UserInfo, PresenceNews>> {
        const auto session = table.find(key);
        if (session == table.end())
            return std::nullopt;
        const auto attendee = place(*session, user);
        const bool gone = attendee != session->end() && attendee->user.user == user && attendee->leftMs
            && monotonicMs - *attendee->leftMs >= m_limits.presenceGrace;
        if (!gone)
            return std::nullopt;
        attendee->leftMs.reset();
        const std::pair news{attendee->user, PresenceNews{attendee->nodes.empty() && session->size() <= mostUsers(), true}};
        if (attendee->nodes.empty())
            session->erase(attendee);
        if (session->empty())
            table.erase(session);
        return news;
    });
}

bool PresenceTable::isCrowded(const SessionKey &key)
{
    return m_sessions.with(key, [&](auto &table) {
        const auto session = table.constFind(key);
        return session != table.constEnd() && session->size() > mostUsers();
    });
}

Attendees PresenceTable::attendees(const SessionKey &key)
{
    return m_sessions.with(key, [&](auto &table) {
        Attendees present;
        const auto session = table.constFind(key);
        if (session == table.constEnd())
            return present;
        present.count = qint64(session->size());
        for (const Attendee &attendee : *session) {
            if (present.users.size() == mostUsers())
                break;
            present.users.push_back(attendee.user);
        }
        return present;
    });
}

std::vector<PresenceTable::Attendance> PresenceTable::attendances(const QByteArray &tenant) const
{
    std::vector<Attendance> all;
    m_sessions.forEach([&](const auto &table) {
        for (auto session = table.begin(); session != table.end(); ++session) {
            if (tenant != "*" && session.key().tenant != tenant)
                continue;
            Attendance attendance{session.key(), qint64(session->size())};
            for (const Attendee &attendee : *session)
                attendance.connections += attendee.connections;
            if (attendance.connections > 0)
                all.push_back(std::move(attendance));
        }
    });
    return all;
}

std::vector<SessionKey> PresenceTable::sessions() const
{
    std::vector<SessionKey> all;
    m_sessions.forEach([&](const auto &table) {
        for (auto session = table.begin(); session != table.end(); ++session) {
            if (isAnyoneIn(*session))
                all.push_back(session.key());
        }
    });
    return all;
}

qint64 PresenceTable::sessionCount(const QByteArray &tenant) const
{
    qint64 count = 0;
    m_sessions.forEach([&](const auto &table) {
        for (auto session = table.begin(); session != table.end(); ++session) {
            const bool counted = tenant == "*" || session.key().tenant == tenant;
            count += counted && isAnyoneIn(*session);
        }
    });
    return count;
}

} // namespace conversa
