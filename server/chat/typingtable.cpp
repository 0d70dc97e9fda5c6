// SPDX-License-Identifier: Apache-2.0
#include "chat/typingtable.h"

#include <algorithm>

namespace conversa {

TypingTable::TypingTable(const Limits &limits)
    : m_limits(limits)
{
}

TypingTable::Typist *TypingTable::find(Session &session, UserId user)
{
    const auto typist = std::find_if(session.begin(), session.end(),
                                     [&](const Typist &candidate) { return candidate.notice.user.user == user; });
    return typist == session.end() ? nullptr : &*typist;
}

TypingTable::Noted TypingTable::note(const SessionKey &key, const UserTyping &notice, qint64 monotonicMs)
{
    return m_sessions.with(key, [&](auto &table) -> Noted {
        if (!notice.isTyping && !table.contains(key))
            return {};
        Session &session = table[key];
        Typist *typist = find(session, notice.user.user);
        if (!typist || typist->notice.isTyping != notice.isTyping)
            return change(session, typist, notice, monotonicMs);
        typist->renewedMs = monotonicMs;
        if (!notice.isTyping || monotonicMs - typist->passedMs < m_limits.typingRepeat)
            return {};
        typist->passedMs = monotonicMs;
        return {true, false};
    });
}

TypingTable::Noted TypingTable::hear(const SessionKey &key, const UserTyping &notice, qint64 monotonicMs)
{
    return m_sessions.with(key, [&](auto &table) -> Noted {
        if (!notice.isTyping)
            return {end(table, key, notice.user.user).has_value(), false};
        Session &session = table[key];
        Typist *typist = find(session, notice.user.user);
        const bool changed = !typist || !typist->notice.isTyping;
        if (!typist)
            typist = &session.emplace_back();
        *typist = {notice, monotonicMs, monotonicMs, changed ? monotonicMs : typist->changedMs};
        return {true, changed};
    });
}

TypingTable::Noted TypingTable::change(Session &session, Typist *typist, const UserTyping &notice, qint64 monotonicMs) const
{
    if (!typist && !notice.isTyping)
        return {};
    if (!typist)
        typist = &session.emplace_back();
    else if (monotonicMs - typist->changedMs < m_limits.typingChange)
        return {};
    *typist = {notice, monotonicMs, monotonicMs, monotonicMs};
    return {true, true};
}

std::optional<UserTyping> TypingTable::stop(const SessionKey &key, UserId user)
{
    return m_sessions.with(key, [&](auto &table) { return end(table, key, user); });
}

TypingTable::Expiry TypingTable::expire(const SessionKey &key, UserId user, qint64 changedMs, qint64 monotonicMs)
{
    return m_sessions.with(key, [&](auto &table) -> Expiry {
        const auto session = table.find(key);
        const Typist *typist = session == table.end() ? nullptr : find(*session, user);
        if (!typist || typist->changedMs != changedMs)
            return {};
        const qint64 rest = typist->renewedMs + m_limits.typingExpiry - monotonicMs;
        if (rest > 0)
            return {{}, rest};
        return {end(table, key, user), 0};
    });
}

std::optional<UserTyping> TypingTable::end(QHash<SessionKey, Session> &table, const SessionKey &key, UserId user) const
{
    const auto session = table.find(key);
    const Typist *typist = session == table.end() ? nullptr : find(*session, user);
    if (!typist)
        return std::nullopt;
    UserTyping notice = typist->notice;
    const bool wasTyping = std::exchange(notice.isTyping, false);
    std::erase_if(*session, [&](const Typist &candidate) { return candidate.notice.user.user == user; });
    if (session->empty())
        table.erase(session);
    return wasTyping ? std::optional(notice) : std::nullopt;
}

std::vector<UserId> TypingTable::typing(const SessionKey &key)
{
    std::vector<UserId> users;
    for (const UserTyping &notice : notices(key))
        users.push_back(notice.user.user);
    return users;
}

std::vector<UserTyping> TypingTable::notices(const SessionKey &key)
{
    return m_sessions.with(key, [&](auto &table) {
        std::vector<UserTyping> all;
        for (const Typist &typist : table.value(key)) {
            if (typist.notice.isTyping)
                all.push_back(typist.notice);
        }
        return all;
    });
}

} // namespace conversa
