// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "auth/principal.h"

#include <QByteArray>
#include <QHash>

#include <atomic>
#include <mutex>

namespace conversa {

// How many are here: all sockets against the server's bound, WebSocket connections per user and per tenant. Thread-safe.
class Population
{
public:
    // sockets: the most this server holds, 1 or more; userConnections: the most of one user.
    Population(int sockets, int userConnections);

    // False: the server is full or draining, or the user has as many connections as it may.
    bool mayUpgrade() const { return !m_draining && m_sockets <= m_socketLimit; }
    bool enter(const Principal &principal);
    void leave(const Principal &principal);

    void socketOpened() { ++m_sockets; }
    void socketClosed() { --m_sockets; }
    void startDraining() { m_draining = true; }
    bool isDraining() const { return m_draining; }
    // WebSocket connections of a tenant; "*" means all.
    qint64 clients(const QByteArray &tenant) const;

private:
    const int m_socketLimit;
    const int m_userLimit;
    std::atomic<int> m_sockets = 0;
    std::atomic<bool> m_draining = false;
    mutable std::mutex m_mutex;
    QHash<QByteArray, int> m_users;
    QHash<QByteArray, qint64> m_tenants;
};

} // namespace conversa
