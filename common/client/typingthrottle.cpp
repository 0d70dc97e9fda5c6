// SPDX-License-Identifier: Apache-2.0
#include "client/typingthrottle.h"

#include <utility>

namespace conversa {

bool TypingThrottle::typed(qint64 now)
{
    m_typedMs = now;
    if (m_saidMs && now - *m_saidMs < repeatMs)
        return false;
    m_saidMs = now;
    return true;
}

bool TypingThrottle::stop()
{
    return std::exchange(m_saidMs, std::nullopt).has_value();
}

std::optional<qint64> TypingThrottle::dueMs() const
{
    return m_saidMs ? std::optional(m_typedMs + idleMs) : std::nullopt;
}

} // namespace conversa
