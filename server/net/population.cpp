// SPDX-License-Identifier: Apache-2.0
#include "net/population.h"

#include <algorithm>
#include <numeric>

namespace conversa {

Population::Seat::Seat(Population &population, int thread)
    : m_population(&population)
    , m_thread(thread)
{
    ++population.m_sockets;
    ++population.m_perThread[size_t(thread)];
}

Population::Seat::~Seat()
{
    if (!m_population)
        return;
    --m_population->m_sockets;
    --m_population->m_perThread[size_t(m_thread)];
}

Population::Population(const Limits &limits, int mostSockets, int threads)
    : m_limits(limits)
    , m_mostSockets(mostSockets)
    , m_threads(threads)
{
}

int Population::leastLoaded() const
{
    return int(std::min_element(m_perThread.begin(), m_perThread.begin() + m_threads) - m_perThread.begin());
}

bool Population::enter(const Principal &principal)
{
    const std::lock_guard lock(m_mutex);
    int &connections = m_users[principal.rateKey()];
    if (connections >= m_limits.userConnections)
        return false;
    ++connections;
    ++m_tenants[principal.tenant];
    return true;
}

void Population::leave(const Principal &principal)
{
    const std::lock_guard lock(m_mutex);
    const auto user = m_users.find(principal.rateKey());
    if (user != m_users.end() && --*user == 0)
        m_users.erase(user);
    const auto tenant = m_tenants.find(principal.tenant);
    if (tenant != m_tenants.end() && --*tenant == 0)
        m_tenants.erase(tenant);
}

qint64 Population::clients(const QByteArray &tenant) const
{
    const std::lock_guard lock(m_mutex);
    if (tenant == "*")
        return std::accumulate(m_tenants.begin(), m_tenants.end(), qint64(0));
    return m_tenants.value(tenant);
}

QHash<QByteArray, qint64> Population::clientsByTenant() const
{
    const std::lock_guard lock(m_mutex);
    return m_tenants;
}

} // namespace conversa
