// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "auth/principal.h"
#include "core/ids.h"
#include "store/auditrow.h"

namespace conversa {

// The audit rows of a connection's life, and of what is asked over REST.

// With the actor's columns; nullptr: nobody is known.
AuditEvent auditEvent(const QByteArray &action, const QByteArray &result, const Principal *principal, const QByteArray &address);

AuditEvent connectionOpened(ConnectionId connection, const Principal &principal, const QByteArray &address);
// `target`: the path that was asked for; `reason`: the machine word of the refusal; `limit`: the key of a limit that was hit.
AuditEvent connectionRefused(const Principal *principal, const QByteArray &address, const QByteArray &target, int status,
                             const QByteArray &reason, const QByteArray &limit);
// A message on an open connection. Not for the audit log, which messages would fill.
AuditEvent messageRefused(ConnectionId connection, const Principal &principal, const QByteArray &address, const QByteArray &type,
                          const QByteArray &reason, const QByteArray &limit);
// `side`: who began it.
AuditEvent connectionClosed(ConnectionId connection, const Principal &principal, const QByteArray &address, quint16 code,
                            const QByteArray &reason, const QByteArray &side, qint64 durationMs);

} // namespace conversa
