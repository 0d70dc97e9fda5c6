// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "fault/answers.h"
#include "support/postgresserver.h"
#include "support/redisserver.h"
#include "support/serverprocess.h"

#include <memory>
#include <vector>

namespace conversa::test {

// TEST_SEED, or a new one.
quint32 testSeed();
// The letter that /proc has for a process: T is stopped. 0: there is none.
char processState(qint64 id);

// Several real servers, the nodes, at one PostgreSQL and one Redis, each at a port of its own that it keeps over
// restarts. Lives in the test's thread.
class Cluster
{
public:
    // PostgreSQL and Redis, once for a test program. An error says what is missing.
    Result<void> start(const QStringList &postgresSettings = {});
    // Ends the nodes and begins with an empty database and so many new ones. Each gets `settings`; `databaseUrl`: instead
    // of PostgreSQL's own, with its database's name at the end.
    bool begin(int nodes, const QStringList &settings = {}, const QByteArray &databaseUrl = {});

    int size() const { return int(m_nodes.size()); }
    ServerProcess &node(int index) { return m_nodes[size_t(index)]->process; }
    quint16 port(int index) const { return m_nodes[size_t(index)]->port; }
    // From its next start on; a setting given before yields to it.
    void configure(int index, const QStringList &settings) { m_nodes[size_t(index)]->settings += settings; }
    // Kills it if it runs.
    bool restart(int index);
    // The same without waiting until it listens.
    void launch(int index);
    // Another conversa-server than the one that was built, for each node from its next start on.
    void install(const QString &program) { m_program = program; }
    // Whether each node comes to know all others.
    bool knowEachOther();
    // "clients sessions" of the cluster, as that node says them.
    QByteArray figures(int index) const { return figuresOf(port(index)); }
    // Everything all nodes have logged since their start; for a message of failure.
    QByteArray logs();

    PostgresServer &postgres() { return m_postgres; }
    RedisServer &redis() { return m_redis; }
    QString database() const { return m_database; }
    QByteArray sql(const QString &text);

private:
    struct Node
    {
        ServerProcess process;
        quint16 port = 0;
        QStringList settings;
    };

    static QStringList settingsOf(const Node &node);

    PostgresServer m_postgres;
    RedisServer m_redis;
    QString m_database;
    int m_databases = 0;
    QString m_program = ServerProcess::program();
    std::vector<std::unique_ptr<Node>> m_nodes;
};

} // namespace conversa::test
