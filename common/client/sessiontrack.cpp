// SPDX-License-Identifier: Apache-2.0
#include "client/sessiontrack.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace conversa {

SessionTrack::SessionTrack(std::optional<ResumePoint> from)
    : m_point(std::move(from))
{
}

JoinSession SessionTrack::joinRequest(SessionId session) const
{
    JoinSession request{ session };
    if (m_point) {
        request.afterSeq = m_point->seq;
        request.epoch = m_point->epoch;
    }
    return request;
}

void SessionTrack::beginAtStart()
{
    if (!m_point)
        m_point = ResumePoint{};
}

std::optional<MissedMessages> SessionTrack::onJoined(const SessionJoined &joined)
{
    const QByteArray epoch = joined.epoch.toByteArray();
    if (m_point && joined.recovered) {
        m_point->epoch = epoch;
        m_head = std::max(m_head, joined.lastSeq);
        return std::nullopt;
    }
    // What is held came before this answer, and its numbers may mean something else by now.
    m_held.clear();
    m_head = joined.lastSeq;
    const auto before = std::exchange(m_point, ResumePoint{ joined.lastSeq, epoch });
    if (!before)
        return std::nullopt;
    return MissedMessages{ joined.missed, before->seq, joined.lastSeq + 1 };
}

void SessionTrack::add(ReceivedMessage message)
{
    if (m_point && message.seq <= m_point->seq)
        return;
    m_head = std::max(m_head, message.seq);
    m_held.try_emplace(message.seq, std::move(message));
    if (m_held.size() > mostHeld)
        m_held.erase(std::prev(m_held.end()));
}

std::optional<MissedMessages> SessionTrack::onHistory(std::vector<ReceivedMessage> messages)
{
    for (ReceivedMessage &message : messages)
        add(std::move(message));
    if (!hasGap() || m_held.contains(m_point->seq + 1))
        return std::nullopt;
    // The store has nothing where the gap is.
    const qint64 before = m_point->seq;
    m_point->seq = m_held.empty() ? m_head : m_held.begin()->first - 1;
    return MissedMessages{ m_point->seq - before, before, m_point->seq + 1 };
}

std::vector<ReceivedMessage> SessionTrack::take()
{
    std::vector<ReceivedMessage> messages;
    if (!m_point)
        return messages;
    for (auto next = m_held.begin(); next != m_held.end() && next->first == m_point->seq + 1; next = m_held.begin()) {
        messages.push_back(std::move(next->second));
        m_held.erase(next);
        ++m_point->seq;
    }
    return messages;
}

GetHistory SessionTrack::gapRequest(SessionId session) const
{
    return { .session = session, .afterSeq = m_point ? m_point->seq : 0 };
}

} // namespace conversa
