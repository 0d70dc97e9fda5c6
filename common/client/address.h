// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"

#include <QString>
#include <QUrl>

namespace conversa {

// The WebSocket URL of what a person typed: http, https or no scheme mean ws, wss and ws; without a path it is the
// server's own. InvalidField for anything else, also for user names, passwords and queries, which could hide a key.
Result<QUrl> socketAddress(const QString &typed);

// Whether a token can stand in a header: 1 to 4096 visible ASCII characters (RFC 6750, 2.1, read generously).
bool isToken(const QByteArray &token);

} // namespace conversa
