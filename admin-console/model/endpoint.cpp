// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/endpoint.h"

namespace conversa::console {

LinkOptions socketLink(const Endpoint &endpoint, const QString &path)
{
    QUrl url = endpoint.address.resolved(QUrl(path, QUrl::StrictMode));
    url.setScheme(url.scheme() == QLatin1String("https") ? QStringLiteral("wss") : QStringLiteral("ws"));
    return { url, endpoint.key, "conversa-console/" CONVERSA_VERSION, endpoint.tls, endpoint.timeoutMs,
        endpoint.pin };
}

QNetworkRequest restRequest(const Endpoint &endpoint, const QString &path, const QUrlQuery &query)
{
    QUrl url = endpoint.address;
    url.setPath(path);
    if (!query.isEmpty())
        url.setQuery(query);
    QNetworkRequest request(url);
    request.setSslConfiguration(pinnedTls(endpoint.tls, endpoint.pin));
    request.setRawHeader("Authorization", "Bearer " + endpoint.key);
    request.setRawHeader("Accept", "application/json");
    request.setTransferTimeout(endpoint.timeoutMs);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    return request;
}

} // namespace conversa::console
