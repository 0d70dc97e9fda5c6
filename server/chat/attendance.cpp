// SPDX-License-Identifier: Apache-2.0
#include "chat/attendance.h"

namespace conversa {

Attendance::Attendance(PresenceTable &presence, TypingTable &typing, Hub &hub, Peers *peers, const Limits &limits,
                       Clock clock, Later later)
    : m_presence(presence)
    , m_typing(typing)
    , m_hub(hub)
    , m_peers(peers)
    , m_limits(limits)
    , m_clock(std::move(clock))
    , m_later(std::move(later))
{
}

void Attendance::arrive(const SessionKey &key, const UserInfo &user)
{
    const PresenceNews news = m_presence.arrive(key, user);
    if (news.members)
        announce(key, user, true);
    if (news.servers && m_peers)
        m_peers->attended(key, user, true);
}

void Attendance::announce(const SessionKey &key, const UserInfo &user, bool joined)
{
    m_hub.broadcast(key, user.user, std::make_shared<PresenceBroadcast>(key.session, user, joined, m_clock.wallMs()));
}

void Attendance::depart(const SessionKey &key, UserId user)
{
    if (m_presence.depart(key, user, m_clock.monotonicMs()))
        m_later(m_limits.presenceGrace, [this, key, user] { expirePresence(key, user); });
}

void Attendance::expirePresence(const SessionKey &key, UserId user)
{
    const auto gone = m_presence.expire(key, user, m_clock.monotonicMs());
    if (gone && gone->second.members)
        announce(key, gone->first, false);
    if (gone && gone->second.servers && m_peers)
        m_peers->attended(key, gone->first, false);
}

void Attendance::type(const SessionKey &key, const UserTyping &notice)
{
    const qint64 now = m_clock.monotonicMs();
    const auto noted = m_typing.note(key, notice, now);
    if (noted.changed)
        watchTyping(key, notice.user.user, now, m_limits.typingExpiry);
    if (noted.pass)
        tell(key, notice);
}

void Attendance::hearTyping(const SessionKey &key, const UserTyping &notice)
{
    const qint64 now = m_clock.monotonicMs();
    const auto noted = m_typing.hear(key, notice, now);
    if (noted.changed)
        watchTyping(key, notice.user.user, now, m_limits.typingExpiry);
    if (noted.pass)
        tellHere(key, notice);
}

void Attendance::watchTyping(const SessionKey &key, UserId user, qint64 changedMs, qint64 delayMs)
{
    m_later(delayMs, [this, key, user, changedMs] {
        const auto expiry = m_typing.expire(key, user, changedMs, m_clock.monotonicMs());
        // Every server ends by itself what it heard of.
        if (expiry.ended)
            tellHere(key, *expiry.ended);
        else if (expiry.restMs > 0)
            watchTyping(key, user, changedMs, expiry.restMs);
    });
}

void Attendance::stopTyping(const SessionKey &key, UserId user)
{
    if (const auto ended = m_typing.stop(key, user))
        tell(key, *ended);
}

void Attendance::describe(const SessionKey &key, SessionJoined &joined)
{
    Attendees present = m_presence.attendees(key);
    joined.users = std::move(present.users);
    joined.userCount = present.count;
    joined.typing = m_typing.typing(key);
}

void Attendance::tell(const SessionKey &key, const UserTyping &notice)
{
    tellHere(key, notice);
    if (m_peers)
        m_peers->typed(key, notice);
}

void Attendance::tellHere(const SessionKey &key, const UserTyping &notice)
{
    m_hub.broadcast(key, notice.user.user, std::make_shared<TypingBroadcast>(notice, m_clock.wallMs()));
}

} // namespace conversa
