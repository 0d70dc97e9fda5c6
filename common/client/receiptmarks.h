// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "protocol/clientwriter.h"

#include <array>
#include <optional>

namespace conversa {

// How far a user has got in one session, and how much of that the server was told: marks only move forward, and those
// that come quickly after each other become one. Pure; times are monotonic milliseconds. Owned by a Membership.
class ReceiptMarks
{
public:
    static constexpr qint64 spacingMs = 200; // between two marks of a kind

    // `seq`: everything up to it, 1 or more.
    void mark(Mark mark, qint64 seq);
    // What to say of this kind now; nothing if nothing.
    std::optional<qint64> next(Mark mark, qint64 now);
    std::optional<qint64> dueMs() const;
    // A new connection hears it again: the last mark may have been lost with the old one.
    void onConnectionLost();
    // Another store has other numbers.
    void clear() { m_states = {}; }

private:
    struct State
    {
        qint64 wanted = 0;
        qint64 told = 0;
        qint64 nextMs = 0;
    };

    std::array<State, 2> m_states; // by Mark
};

} // namespace conversa
