// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/histogram.h"

#include <QByteArrayView>

#include <atomic>
#include <string_view>

namespace conversa {

enum class BusState {
    Off, // there is no bus: this server works alone
    Degraded, // there should be one, and it does not carry
    Up,
};

// How the bus is. Thread-safe, so that health and figures can ask from anywhere.
class BusStatus
{
public:
    BusState state() const { return m_state; }
    // Why it is degraded, one of a few fixed words; empty otherwise.
    std::string_view reason() const { return m_reason.load(); }
    // `reason`: a literal.
    void set(BusState state, const char *reason)
    {
        m_reason = reason;
        m_state = state;
    }

    // From publishing a message's event to its confirmation.
    Histogram &publishing() { return m_publishing; }
    const Histogram &publishing() const { return m_publishing; }

private:
    Histogram m_publishing;
    std::atomic<BusState> m_state = BusState::Off;
    std::atomic<const char *> m_reason = "";
};

// "off", "degraded", "up"
constexpr QByteArrayView busStateName(BusState state)
{
    switch (state) {
    case BusState::Up:
        return "up";
    case BusState::Degraded:
        return "degraded";
    case BusState::Off:
        break;
    }
    return "off";
}

} // namespace conversa
