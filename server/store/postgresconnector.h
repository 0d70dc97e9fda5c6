// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/socketguard.h"
#include "store/sqlconnection.h"

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

// Connects an SqlConnection to a PostgreSQL database and keeps hold of its socket. Lives in the connection's thread, but
// for interrupt().
class PostgresConnector
{
public:
    PostgresConnector(SqlConnection &connection, PostgresAddress address);

    // Unavailable: try again later. Internal: this login is refused, said only until the first success.
    Result<void> open();
    // Sees that the server has closed the connection, or takes no writes any more where they are wanted, so that nothing
    // is tried on it first.
    bool isOpen() const;
    void close();
    // Shuts the connection's socket down: a frozen server fires neither statement_timeout nor tcp_user_timeout.
    void interrupt() { m_socket.shutdown(); }

private:
    pg_conn *handle() const;
    bool hasTurnedReadOnly() const;

    SqlConnection &m_connection;
    const PostgresAddress m_address;
    const bool m_wantsWrites;
    SocketGuard m_socket;
    bool m_wasOpen = false;
};

} // namespace conversa
