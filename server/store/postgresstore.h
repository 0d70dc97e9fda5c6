// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/postgresconnector.h"
#include "store/sqlstore.h"

namespace conversa {

// A PostgreSQL database, READ COMMITTED, shared by any number of servers. Lives in its storage thread, but for
// interrupt().
class PostgresStore : public SqlStore
{
public:
    PostgresStore(PostgresAddress address, Migrate mode);

    Result<void> open() override;
    bool isOpen() const override { return m_connector.isOpen(); }
    void close() override { m_connector.close(); }
    Result<std::vector<AppendResult>> append(std::span<const AppendRequest> batch) override;
    Result<std::vector<qint64>> seqsOf(std::span<const MessagePlace> places) override;
    Result<std::vector<WatermarkMoved>> moveWatermarks(std::span<const WatermarkMove> moves) override;
    Result<std::vector<InboxSession>> inbox(const InboxQuery &query) override;
    Result<std::vector<InboxSession>> inboxSessions(std::span<const SessionKey> keys, std::span<const UserId> readers) override;
    Result<bool> createSession(const NewSession &session) override;
    Result<std::vector<ClosedSession>> closeIdle(qint64 idleMs, int most) override;
    void interrupt() override { m_connector.interrupt(); }

protected:
    Result<void> beginInSession(const SessionKey &key) override;

private:
    // The server process behind a connection.
    struct Backend
    {
        int pid = 0;
        QString started;
    };

    Result<void> setUp();
    Result<void> checkEncoding();
    Result<void> endPredecessor();
    Result<void> noteBackend();

    PostgresConnector m_connector;
    const Migrate m_mode;
    Backend m_backend; // of the connection, or of the one before while it is made anew
};

StoreFactory postgresStoreFactory(const PostgresAddress &address, Migrate mode = Migrate::Auto);

} // namespace conversa
