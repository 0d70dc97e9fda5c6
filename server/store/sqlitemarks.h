// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/rowrules.h"
#include "store/sqlconnection.h"

#include <span>
#include <vector>

namespace conversa {

// Moves the watermarks of one batch in one transaction that nobody waits for the disk for: the log is synced with the next
// message. Lives for one call, in the storage thread.
class SqliteMarks
{
public:
    explicit SqliteMarks(SqlConnection &connection)
        : m_connection(connection)
    {
    }

    Result<std::vector<WatermarkMoved>> run(std::span<const WatermarkMove> moves);

private:
    Result<std::vector<WatermarkMoved>> runInTransaction(std::span<const WatermarkMove> moves);
    Result<std::vector<WatermarkMoved>> moveAll(std::span<const WatermarkMove> moves);
    Result<WatermarkMoved> move(const WatermarkMove &move);
    Result<std::optional<WatermarkStep>> step(const WatermarkMove &move);
    Result<std::optional<MarkedMessage>> messageAt(const SessionKey &key, qint64 seq);

    SqlConnection &m_connection;
};

} // namespace conversa
