// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/messagestore.h"
#include "store/sqlconnection.h"

#include <span>
#include <vector>

namespace conversa {

// PostgresStore's half about watermarks: one statement each, called in the storage thread.
Result<std::vector<qint64>> postgresSeqsOf(SqlConnection &connection, std::span<const MessagePlace> places);
Result<std::vector<WatermarkMoved>> movePostgresWatermarks(SqlConnection &connection, std::span<const WatermarkMove> moves);

} // namespace conversa
