// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/serveraddress.h"

namespace conversa::console {

namespace {

QString httpScheme(const QString &scheme)
{
    if (scheme == QLatin1String("ws") || scheme == QLatin1String("http"))
        return QStringLiteral("http");
    if (scheme == QLatin1String("wss") || scheme == QLatin1String("https"))
        return QStringLiteral("https");
    return {};
}

bool isPlainBase(const QUrl &url)
{
    return url.isValid() && !url.host().isEmpty() && url.userInfo().isEmpty() && !url.hasQuery() && !url.hasFragment();
}

} // namespace

Result<QUrl> parseServerAddress(const QString &typed)
{
    const QString text = typed.trimmed();
    QUrl url(text.contains(QLatin1String("://")) ? text : QStringLiteral("http://") + text, QUrl::StrictMode);
    const QString scheme = httpScheme(url.scheme());
    if (scheme.isEmpty() || !isPlainBase(url))
        return invalidField("address", "must look like http://localhost:8080");
    url.setScheme(scheme);
    url.setPath({});
    return url;
}

} // namespace conversa::console
