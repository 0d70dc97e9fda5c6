// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "protocol/clientmessages.h"
#include "protocol/serverevents.h"

#include <map>
#include <optional>
#include <vector>

namespace conversa {

// Where a client goes on in a session: behind `seq`, in the store that `epoch` names (empty: whichever it is).
struct ResumePoint
{
    qint64 seq = 0;
    QByteArray epoch = {};
};

// Messages that will not come: the server cannot, or need not, replay them.
struct MissedMessages
{
    std::optional<qint64> count = {}; // nothing: not known, as after a change of the store
    qint64 afterSeq = 0; // the last message handed out
    qint64 nextSeq = 1; // the next to be handed out; lower than afterSeq in another store
};

// The messages of one session put in order: each is handed out once, by rising seq without a gap, from wherever it
// came. Pure; owned by a Membership.
class SessionTrack
{
public:
    static constexpr size_t mostHeld = 1'000; // messages kept behind a gap; what is beyond is read again

    // Nothing: from the session's head at the time of the first join.
    explicit SessionTrack(std::optional<ResumePoint> from = {});

    JoinSession joinRequest(SessionId session) const;
    // To be asked for everything if nothing was asked for yet: the session is known to have no messages.
    void beginAtStart();
    std::optional<MissedMessages> onJoined(const SessionJoined &joined);
    void add(ReceivedMessage message);
    // The answer to gapRequest(): it fills the gap, or shows that there is nothing to fill it.
    std::optional<MissedMessages> onHistory(std::vector<ReceivedMessage> messages);
    // What is next in order, at most all that is there.
    std::vector<ReceivedMessage> take();

    // Whether messages up to a known seq are missing.
    bool hasGap() const { return m_point && m_point->seq < m_head; }
    GetHistory gapRequest(SessionId session) const;
    // The highest seq up to which everything was handed out; nothing before the first join.
    const std::optional<ResumePoint> &point() const { return m_point; }

private:
    std::optional<ResumePoint> m_point;
    qint64 m_head = 0; // the highest seq heard of
    std::map<qint64, ReceivedMessage> m_held; // above m_point
};

} // namespace conversa
