// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QByteArray>

namespace conversa::console {

// The live figures of one server answer.
struct Stats
{
    qint64 clients = 0; // connections, cluster-wide
    qint64 sessions = 0; // sessions with at least one connection
    bool redisEnabled = false;

    bool operator==(const Stats &) const = default;
};

// Reads the body of GET /api/v1/ws/stats. InvalidJson or InvalidField where it is anything else.
Result<Stats> parseStats(const QByteArray &body);

} // namespace conversa::console
