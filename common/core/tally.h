// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

#include <atomic>

namespace conversa {

// A number that one thread writes and any thread reads, for figures: plain loads and stores, no locked instruction.
class Tally
{
public:
    void add(qint64 more) { set(get() + more); }
    void set(qint64 value) { m_value.store(value, std::memory_order_relaxed); }
    qint64 get() const { return m_value.load(std::memory_order_relaxed); }

private:
    std::atomic<qint64> m_value = 0;
};

} // namespace conversa
