// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/stats.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace conversa::console {

Result<Stats> parseStats(const QByteArray &body)
{
    const QJsonDocument document = QJsonDocument::fromJson(body);
    if (!document.isObject())
        return Error{ ErrorCode::InvalidJson, "The answer is not a JSON object." };
    const QJsonObject object = document.object();
    const qint64 clients = object.value(QLatin1String("total_clients")).toInteger(-1);
    const qint64 sessions = object.value(QLatin1String("total_sessions")).toInteger(-1);
    const QJsonValue redis = object.value(QLatin1String("redis_enabled"));
    if (clients < 0)
        return invalidField("total_clients", "must be a number from 0");
    if (sessions < 0)
        return invalidField("total_sessions", "must be a number from 0");
    if (!redis.isBool())
        return invalidField("redis_enabled", "must be true or false");
    return Stats{ clients, sessions, redis.toBool() };
}

} // namespace conversa::console
