// SPDX-License-Identifier: Apache-2.0
#include "redis/redisaddress.h"

#include <QUrl>

namespace conversa {

namespace {

Error refused(const char *what)
{
    return { ErrorCode::InvalidField, QByteArray("redis.url: ") + what };
}

} // namespace

Result<RedisAddress> parseRedisUrl(const QByteArray &text)
{
    const QUrl url = QUrl::fromEncoded(text, QUrl::StrictMode);
    if (url.scheme() != u"redis" && url.scheme() != u"rediss")
        return refused("must begin with redis:// or rediss://");
    if (!url.isValid())
        return refused("is no valid URL; percent-encode what is special in user and password");
    if (url.host().isEmpty())
        return refused("names no host");
    if (url.port() == 0)
        return refused("has a port that is none");
    if (url.hasQuery() || url.hasFragment())
        return refused("takes nothing after the database");
    RedisAddress address;
    address.tls = url.scheme() == u"rediss";
    address.host = url.host(QUrl::FullyDecoded).toUtf8();
    address.port = quint16(url.port(6379));
    address.user = url.userName(QUrl::FullyDecoded).toUtf8();
    address.password = url.password(QUrl::FullyDecoded).toUtf8();
    const QByteArray path = url.path().mid(1).toUtf8();
    bool isNumber = true;
    address.database = path.isEmpty() ? 0 : path.toInt(&isNumber);
    if (!isNumber || address.database < 0)
        return refused("must end with the number of a database, or without one");
    if (!address.user.isEmpty() && address.password.isEmpty())
        return refused("has a user without a password");
    return address;
}

} // namespace conversa
