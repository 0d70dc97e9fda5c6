// SPDX-License-Identifier: Apache-2.0
#include "client/heartbeat.h"

#include <algorithm>

namespace conversa {

void Heartbeat::onOpened(qint64 now)
{
    m_pingMs = now + m_times.intervalMs;
    m_unansweredMs.reset();
}

Heartbeat::Beat Heartbeat::next(qint64 now)
{
    if (m_unansweredMs && now >= *m_unansweredMs + m_times.patienceMs)
        return Beat::Dead;
    if (now < m_pingMs)
        return Beat::None;
    m_pingMs = now + m_times.intervalMs;
    m_unansweredMs = now;
    return Beat::Ping;
}

qint64 Heartbeat::dueMs() const
{
    return m_unansweredMs ? std::min(m_pingMs, *m_unansweredMs + m_times.patienceMs) : m_pingMs;
}

} // namespace conversa
