// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRandomGenerator>

#include <optional>

namespace conversa::console {

// What a bad line does to what somebody sends.
struct Faults
{
    int delayMs = 0;
    int jitterMs = 0; // up to so much on top
    int lossPercent = 0;

    bool operator==(const Faults &) const = default;
};

// Decides when, and whether, each thing that is sent goes out. The order is kept, as it is on a connection. Pure; times are
// monotonic milliseconds.
class Injector
{
public:
    explicit Injector(quint32 seed)
        : m_random(seed)
    {
    }

    void setFaults(Faults faults) { m_faults = faults; }
    const Faults &faults() const { return m_faults; }
    // How long what is sent now has to wait; nothing: it is lost.
    std::optional<qint64> waitMs(qint64 now);

private:
    Faults m_faults;
    QRandomGenerator m_random;
    qint64 m_lastMs = 0; // when the one before goes out
};

} // namespace conversa::console
