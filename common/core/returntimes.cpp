// SPDX-License-Identifier: Apache-2.0
#include "core/returntimes.h"

#include <QRandomGenerator>

#include <algorithm>

namespace conversa {

qint64 ReturnTimes::next(qint64 nowMs, qint64 leastMs)
{
    qint64 last = m_lastMs;
    qint64 own = 0;
    do {
        own = std::max(last + 1, nowMs + leastMs);
        if (own - nowMs > mostMs)
            return QRandomGenerator::global()->bounded(mostMs / 2, mostMs + 1);
    } while (!m_lastMs.compare_exchange_weak(last, own));
    return own - nowMs;
}

} // namespace conversa
