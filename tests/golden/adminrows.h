// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "admin/auditentry.h"
#include "admin/closedrow.h"
#include "admin/eventrow.h"
#include "admin/framerow.h"
#include "admin/logrow.h"
#include "admin/noderow.h"
#include "admin/sessionrow.h"

#include <QFile>

namespace conversa::test {

// The rows of the golden files under admin/.

inline constexpr qint64 moment = 1'760'110'200'000; // 2025-10-10T15:30:00.000Z

template <typename T>
T id(const char *prefix)
{
    return *T::parse(std::string(prefix) + "0e8400-e29b-41d4-a716-446655440000");
}

inline QString goldenFolder()
{
    return qEnvironmentVariable("CONVERSA_SOURCE") + QStringLiteral("/tests/golden/admin/");
}

inline QByteArray golden(const QString &name)
{
    QFile file(goldenFolder() + name + QStringLiteral(".json"));
    return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed() : QByteArray();
}

inline ConnectionRow connection()
{
    return {.id = id<ConnectionId>("55"),
        .node = "chat-1",
        .state = ConnectionState::Draining,
        .tenant = "shop",
        .user = id<UserId>("77"),
        .userName = "Jo\xC3\xA3o <vip>",
        .role = Role::Agent,
        .key = id<KeyId>("99"),
        .address = *IpAddress::parse("203.0.113.9"),
        .origin = "https://app.ventros.io",
        .client = "desk/2.1",
        .audience = Audience::Plain,
        .openedMs = moment,
        .activeMs = moment + 5'000,
        .messagesIn = 12,
        .messagesOut = 340,
        .bytesIn = 4'096,
        .bytesOut = 120'000,
        .queue = 512,
        .sessions = 3,
        .rttMs = 21};
}

inline ConnectionRow bare()
{
    ConnectionRow row;
    row.id = id<ConnectionId>("55");
    row.node = "chat-1";
    row.tenant = "dev";
    row.user = id<UserId>("66");
    row.address = *IpAddress::parse("2001:db8::7");
    row.openedMs = moment;
    row.activeMs = moment;
    return row;
}

// What a closed connection shows of the row it had.
inline ClosedRow closed()
{
    ClosedRow row{bare(), 4008, false, "slow", moment + 60'000, 60'000};
    row.connection.key = id<KeyId>("99");
    row.connection.userName = "Ana";
    row.connection.messagesOut = 9;
    row.connection.openedMs = 0;
    row.connection.activeMs = 0;
    return row;
}

inline SessionRow session()
{
    return {id<SessionId>("55"), "chat-1", "shop", id<ContactId>("66"), true, 17, 3, 2, 1};
}

inline NodeRow node()
{
    return {id<NodeId>("44"), "chat-2", NodeState::Silent, "0.1.0", "degraded", moment, 7};
}

inline EventRow eventRow()
{
    return {.id = id<EventId>("22"),
        .atMs = moment,
        .kind = EventKind::Refusal,
        .security = SecurityKind::Limit,
        .action = "connection_refused",
        .result = "rate_limited",
        .tenant = "shop",
        .user = id<UserId>("77"),
        .key = id<KeyId>("99"),
        .role = Role::Agent,
        .address = IpAddress::parse("203.0.113.9"),
        .target = "/api/v1/ws/messages",
        .request = id<EventId>("33").uuid,
        .detail = "status=429 limit=limits.connects_per_ip",
        .times = 12};
}

inline AuditEntry auditEntry()
{
    AuditEntry row;
    row.atMs = moment;
    row.action = "create_key";
    row.result = "ok";
    row.tenant = "shop";
    row.key = id<KeyId>("99");
    row.user = id<UserId>("77");
    row.role = Role::Admin;
    row.address = IpAddress::parse("2001:db8::7");
    row.target = "a b";
    row.request = id<EventId>("33").uuid;
    row.detail = "name=\"x\"";
    row.chain = id<EventId>("11").uuid;
    row.seq = 17;
    row.hash = QByteArray(64, 'f');
    return row;
}

inline LogRow logRow()
{
    return {moment, "info", "conversa.net", "connection_refused", "address=203.0.113.9 status=401 reason=unauthorized"};
}

inline FrameRow frameRow()
{
    return {moment * 1'000 + 7, id<ConnectionId>("55"), true, "text", 5'000, 904, "{\"type\":\"Jo\xC3\xA3o <b>"};
}

} // namespace conversa::test
