// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

#include <atomic>

namespace conversa {

// Times to come back for all who are sent away at once, so that they do not come back at once: one has each millisecond.
// Thread-safe.
class ReturnTimes
{
public:
    static constexpr qint64 mostMs = 30'000;

    // How long to stay away, from `leastMs` to mostMs; a number nobody else has who was given one by then. Beyond mostMs
    // it is drawn by chance from the last half.
    qint64 next(qint64 nowMs, qint64 leastMs);

private:
    std::atomic<qint64> m_lastMs = 0; // the latest given
};

} // namespace conversa
