// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

#include <optional>

namespace conversa {

// Whether a connection lives: a ping every 25 s, also where much is heard, as it counts as activity of the client; a
// connection on which nothing at all came within 15 s after one is dead. Pure; times are monotonic milliseconds. Owned by
// the Connector.
class Heartbeat
{
public:
    static constexpr qint64 intervalMs = 25'000;
    static constexpr qint64 patienceMs = 15'000;

    enum class Beat { None, Ping, Dead };

    void onOpened(qint64 now);
    void onHeard() { m_unansweredMs.reset(); }
    // What is to be done now; Ping counts as sent.
    Beat next(qint64 now);
    qint64 dueMs() const;

private:
    qint64 m_pingMs = 0; // the next one
    std::optional<qint64> m_unansweredMs; // the last ping, while nothing came since
};

} // namespace conversa
