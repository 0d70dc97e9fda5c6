// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/injector.h"

#include <algorithm>

namespace conversa::console {

std::optional<qint64> Injector::waitMs(qint64 now)
{
    if (m_faults.lossPercent > 0 && m_random.bounded(100) < m_faults.lossPercent)
        return std::nullopt;
    const int jitter = m_faults.jitterMs > 0 ? m_random.bounded(m_faults.jitterMs + 1) : 0;
    m_lastMs = std::max(m_lastMs, now + m_faults.delayMs + jitter);
    return m_lastMs - now;
}

} // namespace conversa::console
