// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "auth/principal.h"
#include "core/limits.h"

#include <QByteArray>
#include <QHash>

#include <array>
#include <atomic>
#include <mutex>
#include <utility>

namespace conversa {

// How many are here: sockets per network thread against the server's bound, WebSocket connections per user and per tenant.
// Thread-safe.
class Population
{
public:
    static constexpr int maxThreads = 64;

    // A socket's place in a network thread, for as long as the socket lives.
    class Seat
    {
    public:
        Seat(Population &population, int thread);
        ~Seat();
        Seat(Seat &&other) noexcept
            : m_population(std::exchange(other.m_population, nullptr))
            , m_thread(other.m_thread)
        {
        }
        Seat &operator=(Seat &&) = delete;

    private:
        Population *m_population;
        int m_thread;
    };

    // mostSockets: the most this server can hold, 1 or more; threads: 1 to maxThreads.
    Population(const Limits &limits, int mostSockets, int threads);

    // False: the server is full or draining.
    bool mayUpgrade() const { return !m_draining && m_sockets <= socketLimit(); }
    // Counts a connection in; false: the user has as many as it may.
    bool enter(const Principal &principal);
    void leave(const Principal &principal);
    // The network thread with the fewest sockets.
    int leastLoaded() const;

    void startDraining() { m_draining = true; }
    bool isDraining() const { return m_draining; }
    // WebSocket connections of a tenant; "*" means all.
    qint64 clients(const QByteArray &tenant) const;
    // The same for every tenant that has any.
    QHash<QByteArray, qint64> clientsByTenant() const;

private:
    int socketLimit() const { return m_limits.connections > 0 ? m_limits.connections.get() : m_mostSockets; }

    const Limits &m_limits;
    const int m_mostSockets;
    const int m_threads;
    std::atomic<int> m_sockets = 0;
    std::array<std::atomic<int>, maxThreads> m_perThread{};
    std::atomic<bool> m_draining = false;
    mutable std::mutex m_mutex;
    QHash<QByteArray, int> m_users;
    QHash<QByteArray, qint64> m_tenants;
};

} // namespace conversa
