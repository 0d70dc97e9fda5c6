// SPDX-License-Identifier: Apache-2.0
#include "client/ending.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace conversa {

namespace {

// Where the body of a refusal did not come with its head: QWebSocket tells none of its headers, and our servers never say
// less than this in Retry-After.
constexpr qint64 leastRetryAfterMs = 1'000;

std::optional<qint64> retryAfter(const QByteArray &body)
{
    const QJsonValue wait = QJsonDocument::fromJson(body).object().value(QLatin1String("retry_after_ms"));
    if (wait.toInteger(-1) < 0)
        return std::nullopt;
    return std::min(wait.toInteger(), mostRetryAfterMs);
}

std::optional<qint64> retryAfter(QStringView reason)
{
    static constexpr QLatin1String key("retry_after_ms=");
    if (!reason.startsWith(key))
        return std::nullopt;
    bool isNumber = false;
    const qint64 wait = reason.sliced(key.size()).toLongLong(&isNumber);
    if (!isNumber || wait < 0)
        return std::nullopt;
    return std::min(wait, mostRetryAfterMs);
}

QByteArray closeReason(int code)
{
    switch (code) {
    case 1001:
        return "The server is going down.";
    case 1009:
        return "The server took a message for too large.";
    case 4001:
        return "The access key has expired.";
    case 4008:
        return "The server closed the connection because this client read too slowly.";
    case 4009:
        return "The server closed the connection because nothing came from this client.";
    case 4029:
        return "The server closed the connection because of too many messages.";
    case 4501:
        return "The access key was revoked.";
    case 4503:
        return "An administrator closed the connection.";
    case 4504:
        return "The user has too many connections.";
    default:
        return "The server closed the connection (code " + QByteArray::number(code) + ").";
    }
}

Ending refused(EndKind kind, QByteArray reason, bool isFinal)
{
    return { .kind = kind, .reason = std::move(reason), .isFinal = isFinal };
}

// With a time to come back.
Ending putOff(QByteArray reason, const QByteArray &body)
{
    return { .kind = EndKind::Refused,
        .reason = std::move(reason),
        .retryAfterMs = retryAfter(body),
        .leastWaitMs = leastRetryAfterMs };
}

} // namespace

Ending closeEnding(int code, QStringView reason)
{
    return { .kind = EndKind::Closed,
        .reason = closeReason(code),
        .isFinal = code >= 4500 && code <= 4999,
        .retryAfterMs = retryAfter(reason) };
}

Ending refusalEnding(int status, const QByteArray &body)
{
    switch (status) {
    case 401:
        return refused(EndKind::Unauthorized, "The server does not accept the access key.", true);
    case 403:
        return refused(EndKind::Forbidden, "The server does not allow this connection.", true);
    case 404:
        return refused(EndKind::Refused, "There is no chat server at this address.", true);
    case 429:
        return putOff("The server has too many connections from here.", body);
    case 503:
        return putOff("The server takes no connections at the moment.", body);
    case 0:
        return refused(EndKind::Refused, "What answers at this address is no chat server.", false);
    default:
        return refused(
            EndKind::Refused, "The server refused the connection (status " + QByteArray::number(status) + ").", false);
    }
}

} // namespace conversa
