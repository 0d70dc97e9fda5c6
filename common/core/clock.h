// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

#include <functional>

namespace conversa {

// The two times a server lives by. Deadlines are monotonic; what people read, and token expiry, is wall-clock time.
// Passed by value to whatever needs the time, so that tests can turn it by hand.
struct Clock
{
    std::function<qint64()> monotonicMs; // CLOCK_MONOTONIC, milliseconds
    std::function<qint64()> wallMs;      // Unix time, UTC, milliseconds

    static Clock system();
};

} // namespace conversa
