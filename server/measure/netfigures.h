// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "core/histogram.h"
#include "core/tally.h"
#include "measure/wordtally.h"

#include <array>

namespace conversa {

// The messages of clients, by what they want and what came of them.
class RequestTally
{
public:
    static constexpr size_t kinds = 10; // those of ClientMessage, then what could not be read
    static constexpr size_t unreadable = kinds - 1;
    static constexpr size_t results = size_t(ErrorCode::Internal) + 2; // done, then each error

    void count(size_t kind, const Result<void> &result)
    {
        m_counts[kind][result ? 0 : 1 + size_t(result.error().code)].add(1);
    }
    qint64 get(size_t kind, size_t result) const { return m_counts[kind][result].get(); }

private:
    std::array<std::array<Tally, results>, kinds> m_counts;
};

// What is counted and timed in one network thread since its start: written by it alone, read by any. Owned by the
// composition root.
struct alignas(64) NetFigures
{
    RequestTally requests;
    Tally queuedBytes; // for clients, not yet taken by the kernel
    Tally droppedHints; // typing, presence and receipts that a slow client was spared
    Tally droppedQueues; // of clients that were closed as too slow
    Tally tlsFailures;
    Histogram accept; // from the kernel's hand-over until the thread looks at the connection
    Histogram authenticate; // the look-up of a token
    Histogram parse; // a client's message
    Histogram deliver; // from a message's arrival here until it is written to the thread's members of its session
    Histogram loopLag;
    WordTally refusals; // by status and reason
    WordTally closes; // by code and side
};

// The same of the storage threads together.
struct StoreFigures
{
    Histogram store; // from a message's arrival until it is committed or refused
    std::array<std::atomic<qint64>, RequestTally::results> results{};
};

} // namespace conversa
