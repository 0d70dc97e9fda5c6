// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "admin/filter.h"
#include "core/ids.h"
#include "core/limits.h"

#include <vector>

namespace conversa {

// POST /api/v1/admin/connections/disconnect: by their ids or by a filter, one of the two.
struct CloseBody
{
    static constexpr size_t maxConnections = 500;

    std::vector<ConnectionId> connections = {};
    std::optional<Filter> filter = {};
    quint16 code = 4503;
    QByteArray reason = {}; // up to 123 bytes of UTF-8
    bool isDryRun = false;
};

Result<CloseBody> readCloseBody(QByteArrayView json, const Limits &limits);

} // namespace conversa
