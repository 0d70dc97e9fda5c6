// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

#include <optional>

namespace conversa {

// Whether a connection lives: a ping at each interval, also where much is heard, as it counts as activity of the
// client; a connection on which nothing at all came in time after one is dead. Pure; times are monotonic milliseconds.
// Owned by the Connector.
class Heartbeat
{
public:
    struct Times
    {
        qint64 intervalMs = 25'000;
        qint64 patienceMs = 15'000; // less than the interval
    };

    enum class Beat { None, Ping, Dead };

    explicit Heartbeat(Times times)
        : m_times(times)
    {
    }

    void onOpened(qint64 now);
    void onHeard() { m_unansweredMs.reset(); }
    // What is to be done now; Ping counts as sent.
    Beat next(qint64 now);
    qint64 dueMs() const;

private:
    Times m_times;
    qint64 m_pingMs = 0; // the next one
    std::optional<qint64> m_unansweredMs; // the last ping, while nothing came since
};

} // namespace conversa
