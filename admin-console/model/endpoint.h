// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/link.h"

#include <QNetworkRequest>
#include <QUrlQuery>

namespace conversa::console {

// Where a server is and how to get in. A value; the key is in memory only.
struct Endpoint
{
    QUrl address; // http or https, host and port, no path
    QByteArray key;
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    int timeoutMs = 10'000; // of one answer, and of a WebSocket's handshake
    std::optional<Pin> pin = {}; // the only certificate that is taken
};

// A WebSocket there. `path` begins with a slash and may have a query.
LinkOptions socketLink(const Endpoint &endpoint, const QString &path);

// A REST request there: the key in its header, no cache, no cookies, and no redirect, which could carry the key elsewhere.
QNetworkRequest restRequest(const Endpoint &endpoint, const QString &path, const QUrlQuery &query = {});

} // namespace conversa::console
