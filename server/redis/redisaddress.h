// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"

#include <QByteArray>

namespace conversa {

// Where a Redis is and who asks. The password is for the handshake alone: it never stands in an error or a log.
struct RedisAddress
{
    bool tls = false;
    QByteArray host;
    quint16 port = 6379;
    QByteArray user; // empty: the default user
    QByteArray password; // empty: none
    int database = 0;
};

// Reads redis://[user[:password]@]host[:port][/database], or rediss:// for TLS; user and password percent-encoded where
// they must be (RFC 3986). InvalidField says what is wrong without repeating any of it.
Result<RedisAddress> parseRedisUrl(const QByteArray &text);

} // namespace conversa
