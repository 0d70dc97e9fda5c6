// SPDX-License-Identifier: Apache-2.0
#include "admin/admindesk.h"

#include <map>

namespace conversa {

void writeStats(JsonWriter &json, const StatsNow &stats)
{
    json.number("clients", stats.clients);
    json.number("sessions", stats.sessions);
    json.boolean("redis", stats.isRedisUp);
    json.boolean("database", stats.isDatabaseUp);
    if (stats.counts)
        writeCounts(json, *stats.counts);
}

Result<StatsNow> readStats(simdjson::dom::object json)
{
    static const Limits limits;
    FieldReader fields(json, limits);
    StatsNow stats;
    stats.clients = fields.number("clients", 0, maxSequence).value_or(0);
    stats.sessions = fields.number("sessions", 0, maxSequence).value_or(0);
    stats.isRedisUp = fields.boolean("redis");
    stats.isDatabaseUp = fields.boolean("database");
    if (fields.has("opened"))
        stats.counts = readCounts(fields);
    return fields.finish<StatsNow>(std::move(stats));
}

StatsNow merged(StatsNow one, const StatsNow &other)
{
    one.clients += other.clients;
    one.sessions += other.sessions;
    one.isRedisUp &= other.isRedisUp;
    one.isDatabaseUp &= other.isDatabaseUp;
    if (one.counts && other.counts)
        addCounts(*one.counts, *other.counts);
    return one;
}

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

StatsNow AdminDesk::stats(const QByteArray &tenant) const
{
    StatsNow now = m_env.stats(tenant);
    if (tenant == "*")
        now.counts = m_history.totals();
    return now;
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
