// SPDX-License-Identifier: Apache-2.0
#include "client/address.h"

#include <algorithm>

namespace conversa {

namespace {

constexpr qsizetype mostToken = 4'096;

QString socketScheme(const QString &scheme)
{
    if (scheme == QLatin1String("ws") || scheme == QLatin1String("http"))
        return QStringLiteral("ws");
    if (scheme == QLatin1String("wss") || scheme == QLatin1String("https"))
        return QStringLiteral("wss");
    return {};
}

bool isPlain(const QUrl &url)
{
    return url.isValid() && !url.host().isEmpty() && url.userInfo().isEmpty() && !url.hasQuery() && !url.hasFragment();
}

} // namespace

Result<QUrl> socketAddress(const QString &typed)
{
    const QString text = typed.trimmed();
    QUrl url(text.contains(QLatin1String("://")) ? text : QStringLiteral("ws://") + text, QUrl::StrictMode);
    const QString scheme = socketScheme(url.scheme());
    if (scheme.isEmpty() || !isPlain(url))
        return invalidField("address", "must look like ws://localhost:8080");
    url.setScheme(scheme);
    if (url.path().isEmpty() || url.path() == QLatin1String("/"))
        url.setPath(QStringLiteral("/api/v1/ws/messages"));
    return url;
}

bool isToken(const QByteArray &token)
{
    return !token.isEmpty() && token.size() <= mostToken
        && std::all_of(token.begin(), token.end(), [](char c) { return c > 0x20 && c < 0x7F; });
}

} // namespace conversa
