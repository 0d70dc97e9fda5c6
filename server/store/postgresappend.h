// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/messagestore.h"
#include "store/postgresround.h"
#include "store/sqlconnection.h"

#include <optional>
#include <span>
#include <vector>

namespace conversa {

// Stores one batch in one transaction: locks its sessions in key order, then finds repeats, numbers and inserts what is
// new in a statement of its own, whose snapshot is younger than the locks (in one statement the numbers would have
// gaps).
class PostgresAppend
{
public:
    PostgresAppend(SqlConnection &connection, std::span<const AppendRequest> batch);

    // Deadlocks and serialization failures are tried again, three times in all.
    Result<std::vector<AppendResult>> run();

private:
    Result<void> attempt();
    Result<void> lockSessions(const QSet<SessionKey> &keys);
    Result<void> createSessions();
    Result<void> appendRounds();
    Result<void> append(const PostgresRound &round);
    // Answers those of `left` whose external id is known, and takes them out.
    Result<void> settleExternals(std::vector<size_t> &left);
    Result<void> noteExternals(const PostgresRound &round);
    void settle(const PostgresRound::Row &row, const SqlRows &stored);
    bool isWorthRepeating() const;

    SqlConnection &m_connection;
    const std::span<const AppendRequest> m_batch;
    std::vector<std::optional<AppendResult>> m_results; // by index in the batch
    PostgresRound::States m_states; // of the sessions that are locked
    QSet<QByteArray> m_settled;
    QSet<SessionKey> m_created; // by this batch
};

} // namespace conversa
