// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "admin/adminthread.h"
#include "admin/connectiontable.h"
#include "admin/noderow.h"
#include "admin/sessiontable.h"
#include "admin/statshistory.h"

namespace conversa {

// How it stands with a tenant, or with all ("*").
struct StatsNow
{
    qint64 clients = 0;
    qint64 sessions = 0;
    bool isRedisUp = false;
    bool isDatabaseUp = false;
    std::optional<StatsSample> counts = {}; // since the start; what went through a server belongs to no tenant but "*"
};
// The members of an open object that the answer to GET /api/v1/admin/stats has of it.
void writeStats(JsonWriter &json, const StatsNow &stats);
Result<StatsNow> readStats(simdjson::dom::object json);
// Of two servers together: what is up is up at both.
StatsNow merged(StatsNow one, const StatsNow &other);

// Where the questions and orders of administrators are taken: each is a job in a thread of its own. Thread-safe; owned by the
// composition root.
class AdminDesk
{
public:
    struct Environment
    {
        ConnectionIndex &connections;
        PresenceTable &presence;
        TypingTable &typing;
        Registry &registry;
        Clock clock;
        std::function<QByteArray()> node; // this server's name
        std::function<qint64()> clients; // of all tenants
        std::function<StatsNow(const QByteArray &tenant)> stats;
        // Calls `then` in the main thread with the servers of the cluster, this one among them.
        std::function<void(std::function<void(const std::vector<NodeRow> &)> then)> nodes;
        // Closes those that are still there, in their network thread.
        std::function<void(int thread, std::vector<ConnectionId> connections, quint16 code, QByteArray reason)> close;
        // Calls `then` in the network thread with what the connection has joined.
        std::function<void(int thread, ConnectionId connection, std::function<void(std::vector<SessionId>)> then)> joined;
    };

    explicit AdminDesk(Environment environment);

    // What a job finds in the admin thread.
    struct Tables
    {
        ConnectionTable connections;
        SessionTable sessions;
    };
    // False: too many wait already.
    bool ask(std::function<void(Tables &)> job);

    // The same, after a while and however many wait.
    void askLater(std::chrono::milliseconds delay, std::function<void(Tables &)> job);
    StatsNow stats(const QByteArray &tenant) const;
    const StatsHistory &history() const { return m_history; }
    // Answers nobody any more.
    void stop() { m_thread.stop(); }
    // Once a second.
    void sample() { m_history.sample(m_env.clock.wallMs()); }
    QByteArray node() const { return m_env.node(); }
    qint64 nowMs() const { return m_env.clock.wallMs(); }
    const Environment &environment() const { return m_env; }

    // Closes these; returns how many it asked to go.
    qint64 disconnect(const std::vector<LiveConnection> &connections, quint16 code, const QByteArray &reason) const;

private:
    const Environment m_env;
    StatsHistory m_history;
    Tables m_tables; // touched in m_thread alone
    AdminThread m_thread;
};

} // namespace conversa
