// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/receiptmarks.h"
#include "client/sessiontrack.h"
#include "client/typingthrottle.h"
#include "core/backoff.h"

#include <QByteArrayList>

namespace conversa {

// One session a client wants to be in, over any number of connections: says when to join, and again; keeps its messages
// in order, its typing and its receipts. Pure: it gives the envelopes to be sent, times are monotonic milliseconds.
// Owned by the ChatClient.
class Membership
{
public:
    static constexpr qint64 patienceMs = 15'000; // for the answer to a join or history request
    static constexpr qint64 gapMs = 1'000; // without progress before a gap is asked for

    Membership(SessionId session, std::optional<ResumePoint> from, Backoff backoff);

    void onConnectionLost();
    std::optional<MissedMessages> onJoined(const SessionJoined &joined, qint64 now);
    // Whether the refusal stands; otherwise the join is tried again later.
    bool onJoinRefused(const ErrorReply &reply, qint64 now);
    std::optional<MissedMessages> onGapFilled(std::vector<ReceivedMessage> messages, qint64 now);
    void onGapRefused(qint64 now) { m_gapMs = now + gapMs; }
    // A message of the session, however it was heard of.
    void onMessage(ReceivedMessage message, qint64 now);
    // An own message was stored, so the session exists.
    void onOwnStored();
    std::vector<ReceivedMessage> takeMessages(qint64 now);

    void typed(ContactId contact, qint64 now);
    void stopTyping();
    void onSent() { m_typing.reset(); }
    void mark(Mark mark, qint64 seq) { m_marks.mark(mark, seq); }
    // Not this kind any more, until the next connection: this server does not know it.
    void forgetMarks(Mark mark) { m_unknownMarks[size_t(mark)] = true; }

    // Whether sending may begin: a member hears his own messages in their place.
    bool isReady() const { return m_state == State::Joined || m_state == State::Refused; }
    bool isJoined() const { return m_state == State::Joined; }
    // What is to be sent now, on a connection that is open; counts as sent.
    QByteArrayList due(qint64 now);
    std::optional<qint64> dueMs() const;
    const std::optional<ResumePoint> &point() const { return m_track.point(); }

private:
    enum class State { Wanted, Joining, Joined, Refused };

    QByteArrayList dueWhenJoined(qint64 now);
    void addMarks(QByteArrayList &frames, qint64 now);
    void watchGap(qint64 now);

    const SessionId m_session;
    SessionTrack m_track;
    TypingThrottle m_typing;
    ReceiptMarks m_marks;
    Backoff m_backoff;
    State m_state = State::Wanted;
    std::optional<qint64> m_joinMs = 0; // when to join, or to join again; nothing: no more
    std::optional<qint64> m_gapMs = {}; // when to ask for what is missing
    std::optional<TypingNotice> m_notice = {}; // to be said
    ContactId m_contact = {}; // of the last key
    std::array<bool, 2> m_unknownMarks{}; // by Mark
};

} // namespace conversa
