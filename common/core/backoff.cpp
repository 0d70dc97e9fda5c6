// SPDX-License-Identifier: Apache-2.0
#include "core/backoff.h"

#include <algorithm>

namespace conversa {

namespace {
constexpr int DoublingsToMost = 6; // 0.5 s * 2^6 is beyond 30 s
}

Backoff::Backoff(quint32 seed)
    : m_random(seed)
{
}

std::chrono::milliseconds Backoff::next()
{
    m_failures = std::min(m_failures + 1, DoublingsToMost);
    const auto bound = std::min(Most, Least * (1 << m_failures));
    const auto jitter = m_random.bounded(int((bound - Least).count()) + 1);
    return Least + std::chrono::milliseconds(jitter);
}

} // namespace conversa
