// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "auth/principal.h"
#include "core/ids.h"

#include <QByteArray>

namespace conversa {

// The events of a connection's life, one log line each, under fixed names (docs/operations.md). Nothing a client sent
// reaches them but escaped, and a token never does. Any thread.
namespace connectionlog {

void opened(ConnectionId connection, const Principal &principal, const QByteArray &address);
// `status` is the HTTP status of the refusal, `reason` its machine word.
void refused(const QByteArray &address, int status, const QByteArray &reason);
// The TLS handshake, or what followed, was no TLS that this server speaks.
void tlsFailed(const QByteArray &address, const QByteArray &reason);
// `side`: who began it, "client" or "server".
void closed(ConnectionId connection, quint16 code, const QByteArray &reason, const QByteArray &side, qint64 durationMs);

} // namespace connectionlog

} // namespace conversa
