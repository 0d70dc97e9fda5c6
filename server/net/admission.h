// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "core/limits.h"
#include "core/returntimes.h"

#include <functional>
#include <utility>

namespace conversa {

// Whether the server can take more connections without those it has being made to wait: by how long a new one stood in
// line here, and how long requests stand in line for the store. Thread-safe; owned by the composition root.
class Admission
{
public:
    // More than limits.admission in either line is too much.
    Admission(const Limits &limits, Clock clock, std::function<qint64()> storeWaitMs)
        : m_limits(limits)
        , m_clock(std::move(clock))
        , m_storeWaitMs(std::move(storeWaitMs))
    {
    }

    // waitedMs: how long this connection waited until it was looked at.
    bool mayEnter(qint64 waitedMs) const { return waitedMs <= m_limits.admission && m_storeWaitMs() <= m_limits.admission; }
    // Milliseconds after which one who is turned away may knock again, 1,000 or more and another number for each.
    qint64 returnAfterMs() { return m_returns.next(m_clock.monotonicMs(), 1'000); }

private:
    const Limits &m_limits;
    const Clock m_clock;
    const std::function<qint64()> m_storeWaitMs;
    ReturnTimes m_returns;
};

} // namespace conversa
