// SPDX-License-Identifier: Apache-2.0
#include "audit/connectionevents.h"

namespace conversa {

AuditEvent auditEvent(const QByteArray &action, const QByteArray &result, const Principal *principal, const QByteArray &address)
{
    AuditEvent event{0, action, result};
    event.address = address;
    if (!principal)
        return event;
    event.tenant = principal->tenant;
    event.keyId = principal->key.toByteArray();
    event.userId = principal->user.toByteArray();
    event.role = QByteArray(roleName(principal->role).data(), qsizetype(roleName(principal->role).size()));
    return event;
}

AuditEvent connectionOpened(ConnectionId connection, const Principal &principal, const QByteArray &address)
{
    AuditEvent event = auditEvent(QByteArrayLiteral("connection_opened"), QByteArrayLiteral("ok"), &principal, address);
    event.target = connection.toByteArray();
    return event;
}

AuditEvent connectionRefused(const Principal *principal, const QByteArray &address, const QByteArray &target, int status,
                             const QByteArray &reason, const QByteArray &limit)
{
    AuditEvent event = auditEvent(QByteArrayLiteral("connection_refused"), reason, principal, address);
    event.target = target;
    event.detail = "status=" + QByteArray::number(status);
    if (!limit.isEmpty())
        event.detail += " limit=" + limit;
    return event;
}

AuditEvent messageRefused(ConnectionId connection, const Principal &principal, const QByteArray &address, const QByteArray &type,
                          const QByteArray &reason, const QByteArray &limit)
{
    AuditEvent event = auditEvent(QByteArrayLiteral("message_refused"), reason, &principal, address);
    event.target = connection.toByteArray();
    if (!type.isEmpty())
        event.detail = "type=" + type;
    if (!limit.isEmpty())
        event.detail += " limit=" + limit;
    return event;
}

AuditEvent connectionClosed(ConnectionId connection, const Principal &principal, const QByteArray &address, quint16 code,
                            const QByteArray &reason, const QByteArray &side, qint64 durationMs)
{
    AuditEvent event = auditEvent(QByteArrayLiteral("connection_closed"), QByteArray::number(code), &principal, address);
    event.target = connection.toByteArray();
    event.detail = "side=" + side + " duration_ms=" + QByteArray::number(durationMs) + " reason=" + reason;
    return event;
}

} // namespace conversa
