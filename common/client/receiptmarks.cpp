// SPDX-License-Identifier: Apache-2.0
#include "client/receiptmarks.h"

#include <algorithm>

namespace conversa {

void ReceiptMarks::mark(Mark mark, qint64 seq)
{
    qint64 &wanted = m_states[size_t(mark)].wanted;
    wanted = std::max(wanted, seq);
}

std::optional<qint64> ReceiptMarks::next(Mark mark, qint64 now)
{
    State &state = m_states[size_t(mark)];
    if (state.wanted <= state.told || now < state.nextMs)
        return std::nullopt;
    state.told = state.wanted;
    state.nextMs = now + spacingMs;
    return state.told;
}

std::optional<qint64> ReceiptMarks::dueMs() const
{
    std::optional<qint64> due;
    for (const State &state : m_states) {
        if (state.wanted > state.told)
            due = std::min(due.value_or(state.nextMs), state.nextMs);
    }
    return due;
}

void ReceiptMarks::onConnectionLost()
{
    for (State &state : m_states)
        state.told = 0;
}

} // namespace conversa
