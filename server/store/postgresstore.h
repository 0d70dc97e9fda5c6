// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/socketguard.h"
#include "store/sqlstore.h"

#include <QMap>

struct pg_conn;

namespace conversa {

// Where a PostgreSQL database is. `options` are libpq's, by name.
struct PostgresAddress
{
    QString host; // empty: as options or libpq's defaults say
    int port = -1;
    QString user;
    QString password;
    QString database;
    QMap<QString, QString> options;
};

// A PostgreSQL database, READ COMMITTED, shared by any number of servers. Lives in its storage thread, but for
// interrupt().
class PostgresStore : public SqlStore
{
public:
    PostgresStore(PostgresAddress address, Migrate mode);

    Result<void> open() override;
    // Sees that the server has closed the connection, so that nothing is tried on it first.
    bool isOpen() const override;
    void close() override;
    Result<std::vector<AppendResult>> append(std::span<const AppendRequest> batch) override;
    // Shuts the connection's socket down: a frozen server fires neither statement_timeout nor tcp_user_timeout.
    void interrupt() override { m_socket.shutdown(); }

private:
    // The server process behind a connection.
    struct Backend
    {
        int pid = 0;
        QString started;
    };

    // What open() says of the driver's error.
    Error notOpened(const Error &error) const;
    Result<void> setUp();
    Result<void> checkEncoding();
    Result<void> endPredecessor();
    Result<void> noteBackend();
    pg_conn *handle() const;

    const PostgresAddress m_address;
    const Migrate m_mode;
    SocketGuard m_socket;
    Backend m_backend; // of the connection, or of the one before while it is made anew
};

StoreFactory postgresStoreFactory(const PostgresAddress &address, Migrate mode = Migrate::Auto);

} // namespace conversa
