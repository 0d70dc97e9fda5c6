// SPDX-License-Identifier: Apache-2.0
#include "observe/connectionlog.h"

#include "core/log.h"

namespace conversa::connectionlog {

void opened(ConnectionId connection, const Principal &principal, const QByteArray &address)
{
    logEvent(logNet(), "connection_opened",
             {{"connection", connection.toByteArray()},
              {"tenant", principal.tenant},
              {"user", principal.user.toByteArray()},
              {"role", QByteArray(roleName(principal.role).data(), qsizetype(roleName(principal.role).size()))},
              {"address", address}});
}

void refused(const QByteArray &address, int status, const QByteArray &reason)
{
    logEvent(logNet(), "connection_refused", {{"address", address}, {"status", QByteArray::number(status)}, {"reason", reason}});
}

void tlsFailed(const QByteArray &address, const QByteArray &reason)
{
    logEvent(logNet(), "tls_failed", {{"address", address}, {"reason", reason}});
}

void closed(ConnectionId connection, quint16 code, const QByteArray &reason, const QByteArray &side, qint64 durationMs)
{
    logEvent(logNet(), "connection_closed",
             {{"connection", connection.toByteArray()},
              {"code", QByteArray::number(code)},
              {"reason", reason},
              {"side", side},
              {"duration_ms", QByteArray::number(durationMs)}});
}

} // namespace conversa::connectionlog
