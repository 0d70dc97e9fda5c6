// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QRandomGenerator>

#include <chrono>

namespace conversa {

// How long to wait before the next try: full jitter between `Least` and a bound that doubles with each failure. Belongs
// to whoever tries, and to its thread.
class Backoff
{
public:
    static constexpr std::chrono::milliseconds Least{ 500 };
    static constexpr std::chrono::milliseconds Most{ 30'000 };

    explicit Backoff(quint32 seed = QRandomGenerator::global()->generate());

    // The wait after one more failure: from Least to min(Most, Least * 2^failures).
    std::chrono::milliseconds next();
    void reset() { m_failures = 0; }

private:
    QRandomGenerator m_random;
    int m_failures = 0;
};

} // namespace conversa
