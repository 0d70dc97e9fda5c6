// SPDX-License-Identifier: Apache-2.0
#include "admin/admindesk.h"

#include <map>

namespace conversa {

AdminDesk::AdminDesk(Environment environment)
    : m_env(std::move(environment))
    , m_history(m_env.connections.traffic(), m_env.clients)
    , m_tables{{m_env.connections, m_env.clock, m_env.node}, {m_env.presence, m_env.typing, m_env.registry, m_env.node}}
{
}

bool AdminDesk::ask(std::function<void(Tables &)> job)
{
    return m_thread.post([this, job = std::move(job)] { job(m_tables); });
}

void AdminDesk::askLater(std::chrono::milliseconds delay, std::function<void(Tables &)> job)
{
    m_thread.postLater(delay, [this, job = std::move(job)] { job(m_tables); });
}

void AdminDesk::writeStats(JsonWriter &json, const QByteArray &tenant) const
{
    const StatsNow now = m_env.stats(tenant);
    json.string("node", node());
    json.time("at", nowMs());
    json.number("clients", now.clients);
    json.number("sessions", now.sessions);
    json.boolean("redis", now.isRedisUp);
    json.boolean("database", now.isDatabaseUp);
    // What went through this server belongs to no tenant.
    if (tenant == "*")
        writeCounts(json, m_history.totals());
}

qint64 AdminDesk::disconnect(
    const std::vector<LiveConnection> &connections, quint16 code, const QByteArray &reason) const
{
    std::map<int, std::vector<ConnectionId>> byThread;
    for (const LiveConnection &connection : connections)
        byThread[connection.thread].push_back(connection.id);
    for (auto &[thread, ids] : byThread)
        m_env.close(thread, std::move(ids), code, reason);
    return qint64(connections.size());
}

} // namespace conversa
