// SPDX-License-Identifier: Apache-2.0
#include "client/membership.h"

#include "client/requestid.h"

#include <algorithm>

namespace conversa {

namespace {

std::optional<qint64> earlier(std::optional<qint64> one, std::optional<qint64> other)
{
    if (!one || !other)
        return one ? one : other;
    return std::min(*one, *other);
}

} // namespace

Membership::Membership(SessionId session, std::optional<ResumePoint> from, Backoff backoff)
    : m_session(session)
    , m_track(std::move(from))
    , m_backoff(backoff)
{
}

void Membership::onConnectionLost()
{
    m_state = State::Wanted;
    m_joinMs = 0;
    m_gapMs.reset();
    m_notice.reset();
    m_typing.reset();
    m_marks.onConnectionLost();
    m_unknownMarks = {};
}

std::optional<MissedMessages> Membership::onJoined(const SessionJoined &joined, qint64 now)
{
    m_state = State::Joined;
    m_joinMs.reset();
    m_backoff.reset();
    auto missed = m_track.onJoined(joined);
    if (missed)
        m_marks.clear();
    watchGap(now);
    return missed;
}

bool Membership::onJoinRefused(const ErrorReply &reply, qint64 now)
{
    // For a contact a session begins with its first message; from then on all of it is new.
    const bool unknown = reply.error.code == ErrorCode::NotFound;
    if (unknown)
        m_track.beginAtStart();
    m_state = reply.retryable ? State::Wanted : State::Refused;
    m_joinMs.reset();
    if (reply.retryable || unknown)
        m_joinMs = now + reply.error.retryAfterMs.value_or(m_backoff.next().count());
    return !m_joinMs;
}

std::optional<MissedMessages> Membership::onGapFilled(std::vector<ReceivedMessage> messages, qint64 now)
{
    auto missed = m_track.onHistory(std::move(messages));
    // A page may not reach to the end of the gap.
    m_gapMs.reset();
    if (m_track.hasGap())
        m_gapMs = now;
    return missed;
}

void Membership::onMessage(ReceivedMessage message, qint64 now)
{
    m_track.add(std::move(message));
    watchGap(now);
}

void Membership::onOwnStored()
{
    if (m_state == State::Refused && m_joinMs)
        m_joinMs = 0;
}

std::vector<ReceivedMessage> Membership::takeMessages(qint64 now)
{
    auto messages = m_track.take();
    if (!messages.empty()) {
        m_gapMs.reset();
        watchGap(now);
    }
    return messages;
}

void Membership::watchGap(qint64 now)
{
    if (!m_track.hasGap())
        m_gapMs.reset();
    else if (!m_gapMs)
        m_gapMs = now + gapMs;
}

void Membership::typed(ContactId contact, qint64 now)
{
    m_contact = contact;
    if (m_state == State::Joined && m_typing.typed(now))
        m_notice = TypingNotice{ m_session, contact, true };
}

void Membership::stopTyping()
{
    if (m_typing.stop())
        m_notice = TypingNotice{ m_session, m_contact, false };
}

QByteArrayList Membership::due(qint64 now)
{
    if (m_joinMs && now >= *m_joinMs) {
        m_state = State::Joining;
        m_joinMs = now + patienceMs;
        return { encoded(m_track.joinRequest(m_session), RequestId::of(RequestId::Kind::Join, m_session).text()) };
    }
    return m_state == State::Joined ? dueWhenJoined(now) : QByteArrayList();
}

QByteArrayList Membership::dueWhenJoined(qint64 now)
{
    QByteArrayList frames;
    if (m_gapMs && now >= *m_gapMs) {
        m_gapMs = now + patienceMs;
        frames.append(encoded(m_track.gapRequest(m_session), RequestId::of(RequestId::Kind::Gap, m_session).text()));
    }
    if (m_typing.hasGoneIdle(now))
        m_notice = TypingNotice{ m_session, m_contact, false };
    if (const auto notice = std::exchange(m_notice, std::nullopt))
        frames.append(encoded(*notice));
    addMarks(frames, now);
    return frames;
}

void Membership::addMarks(QByteArrayList &frames, qint64 now)
{
    for (const Mark mark : { Mark::Delivered, Mark::Read }) {
        const auto seq = m_marks.next(mark, now);
        if (seq && !m_unknownMarks[size_t(mark)])
            frames.append(encoded(MarkMessages{ m_session, mark, {}, *seq }));
    }
}

std::optional<qint64> Membership::dueMs() const
{
    if (m_state != State::Joined)
        return m_joinMs;
    if (m_notice)
        return 0;
    return earlier(m_gapMs, earlier(m_typing.dueMs(), m_marks.dueMs()));
}

} // namespace conversa
