// SPDX-License-Identifier: Apache-2.0
#include "chat/typingtable.h"

#include <algorithm>

namespace conversa {

TypingTable::TypingTable(const Limits &limits)
    : m_repeatMs(limits.typingRepeat)
    , m_changeMs(limits.typingChange)
    , m_expiryMs(limits.typingExpiry)
{
}

TypingTable::Typist *TypingTable::find(Session &session, UserId user)
{
    const auto typist = std::find_if(session.begin(), session.end(),
                                     [&](const Typist &candidate) { return candidate.notice.user.user == user; });
    return typist == session.end() ? nullptr : &*typist;
}

bool TypingTable::note(const SessionKey &key, const UserTyping &notice, qint64 monotonicMs)
{
    return m_sessions.with(key, [&](auto &table) {
        if (!notice.isTyping && !table.contains(key))
            return false;
        Session &session = table[key];
        Typist *typist = find(session, notice.user.user);
        if (!typist || typist->notice.isTyping != notice.isTyping)
            return change(session, typist, notice, monotonicMs);
        typist->renewedMs = monotonicMs;
        if (!notice.isTyping || monotonicMs - typist->passedMs < m_repeatMs)
            return false;
        typist->passedMs = monotonicMs;
        return true;
    });
}

bool TypingTable::change(Session &session, Typist *typist, const UserTyping &notice, qint64 monotonicMs) const
{
    if (!typist) {
        if (notice.isTyping)
            session.push_back({notice, monotonicMs, monotonicMs, monotonicMs});
        return notice.isTyping;
    }
    if (monotonicMs - typist->changedMs < m_changeMs)
        return false;
    *typist = {notice, monotonicMs, monotonicMs, monotonicMs};
    return true;
}

std::optional<UserTyping> TypingTable::stop(const SessionKey &key, UserId user)
{
    return expire(key, user, std::numeric_limits<qint64>::max());
}

std::optional<UserTyping> TypingTable::expire(const SessionKey &key, UserId user, qint64 monotonicMs)
{
    return m_sessions.with(key, [&](auto &table) -> std::optional<UserTyping> {
        const auto session = table.find(key);
        Typist *typist = session == table.end() ? nullptr : find(*session, user);
        if (!typist || monotonicMs - m_expiryMs < typist->renewedMs)
            return std::nullopt;
        UserTyping notice = typist->notice;
        const bool wasTyping = std::exchange(notice.isTyping, false);
        std::erase_if(*session, [&](const Typist &candidate) { return candidate.notice.user.user == user; });
        if (session->empty())
            table.erase(session);
        return wasTyping ? std::optional(notice) : std::nullopt;
    });
}

std::vector<UserId> TypingTable::typing(const SessionKey &key)
{
    return m_sessions.with(key, [&](auto &table) {
        std::vector<UserId> users;
        for (const Typist &typist : table.value(key)) {
            if (typist.notice.isTyping)
                users.push_back(typist.notice.user.user);
        }
        return users;
    });
}

} // namespace conversa
