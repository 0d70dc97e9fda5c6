// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <functional>

namespace conversa {

// Microseconds on a clock that only rises.
inline qint64 steadyUs()
{
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::microseconds>(now).count();
}

// How long something took, as counts between fixed bounds: any thread adds and reads, without a lock.
class Histogram
{
public:
    static constexpr std::array<qint64, 20> boundsUs{5,      10,     25,     50,      100,     250,     500,
                                                     1'000,  2'500,  5'000,  10'000,  25'000,  50'000,  100'000,
                                                     250'000, 500'000, 1'000'000, 2'500'000, 5'000'000, 10'000'000};

    void add(qint64 us)
    {
        const auto bound = std::lower_bound(boundsUs.begin(), boundsUs.end(), us);
        m_counts[size_t(bound - boundsUs.begin())].fetch_add(1, std::memory_order_relaxed);
        m_sumUs.fetch_add(us, std::memory_order_relaxed);
    }
    void addSince(qint64 thenUs) { add(steadyUs() - thenUs); }

    struct Reading
    {
        std::array<qint64, boundsUs.size() + 1> counts{}; // up to each bound, and beyond the last
        qint64 sumUs = 0;

        void add(const Reading &other);
    };
    Reading read() const;

private:
    std::array<std::atomic<qint64>, boundsUs.size() + 1> m_counts{};
    std::atomic<qint64> m_sumUs = 0;
};

inline void Histogram::Reading::add(const Reading &other)
{
    std::transform(counts.begin(), counts.end(), other.counts.begin(), counts.begin(), std::plus<>());
    sumUs += other.sumUs;
}

inline Histogram::Reading Histogram::read() const
{
    Reading reading;
    std::transform(m_counts.begin(), m_counts.end(), reading.counts.begin(),
                   [](const auto &count) { return count.load(std::memory_order_relaxed); });
    reading.sumUs = m_sumUs.load(std::memory_order_relaxed);
    return reading;
}

} // namespace conversa
