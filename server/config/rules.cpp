// SPDX-License-Identifier: Apache-2.0
#include "config/rules.h"

#include "core/nodeid.h"
#include <QUrl>

namespace conversa {

namespace {

Error broken(const QByteArray &what)
{
    return {ErrorCode::InvalidField, what};
}

Result<void> checkListen(const Config &config, bool allowDevelopmentOnNetwork)
{
    if (config.listen.isEmpty() && config.tlsListen.isEmpty())
        return broken("listen: give at least one address, for example \"127.0.0.1:8080\"");
    for (const QByteArray &text : config.listen + config.tlsListen) {
        const auto address = parseListen(text);
        if (!address)
            return address.error();
        if (address->first.isLoopback())
            continue;
        if (config.isDevelopment() && !allowDevelopmentOnNetwork)
            return broken("listen: the development keys are public, so env = \"development\" listens on loopback only, not on "
                          + text + "; use env = \"production\", or --allow-development-on-network if you mean it");
        if (!config.isDevelopment() && !config.tlsTerminatedByProxy && config.listen.contains(text))
            return broken("listen: " + text + " would take tokens in plain text; use tls.listen, or put a TLS proxy in front "
                          "and set tls.terminated_by_proxy = true, or listen on loopback");
    }
    return {};
}

Result<void> checkTls(const Config &config)
{
    const bool hasFiles = !config.tlsCertificate.isEmpty() && !config.tlsKey.isEmpty();
    if (!config.tlsListen.isEmpty() && !hasFiles)
        return broken("tls.listen: needs tls.certificate and tls.key, the PEM files to speak TLS with");
    if (config.tlsListen.isEmpty() && (!config.tlsCertificate.isEmpty() || !config.tlsKey.isEmpty()))
        return broken("tls.certificate: nothing speaks TLS; say where in tls.listen, for example \"0.0.0.0:8443\"");
    return {};
}

// An origin as a browser sends it (RFC 6454 section 6.2): they are compared as text, so any other spelling never matches.
bool isOrigin(const QByteArray &text)
{
    const QUrl url(QString::fromUtf8(text), QUrl::StrictMode);
    const QByteArray scheme = url.scheme().toLatin1();
    const int ownPort = scheme == "https" ? 443 : scheme == "http" ? 80 : -1;
    if (!url.isValid() || scheme.isEmpty() || url.host().isEmpty() || url.port() == 0
        || (url.port() >= 0 && url.port() == ownPort))
        return false;
    const QString serialised = url.toString(QUrl::RemoveUserInfo | QUrl::RemovePath | QUrl::RemoveQuery
                                            | QUrl::RemoveFragment | QUrl::FullyEncoded);
    return serialised.toLatin1() == text.toLower();
}

Result<void> checkOrigins(const QByteArrayList &origins)
{
    for (const QByteArray &origin : origins) {
        if (!isOrigin(origin))
            return broken("origin.allowed: \"" + origin + "\" is no origin; write scheme, host and, unless it is the scheme's "
                          "own, port, and nothing more, as in \"https://app.example.com\"");
    }
    return {};
}

Result<void> checkLimits(const Limits &limits)
{
    if (limits.heartbeat <= limits.pingInterval)
        return broken("limits.heartbeat: must be longer than limits.ping_interval, or every quiet client is closed before "
                      "the ping it would answer");
    if (limits.text > limits.frame)
        return broken("limits.text: must not be above limits.frame, which closes the connection first");
    if (limits.pageBytes > limits.sendQueue / 2)
        return broken("limits.page_bytes: must not be above half of limits.send_queue, or a page makes its reader a slow client");
    if (limits.uri > limits.head)
        return broken("limits.uri: must not be above limits.head, of which it is a part");
    if (limits.typingExpiry <= limits.typingRepeat)
        return broken("limits.typing_expiry: must be longer than limits.typing_repeat, or typing ends between two notices");
    return {};
}

Result<void> checkMetrics(const QByteArray &listen)
{
    if (listen == "off" || parseListen(listen))
        return {};
    return broken("metrics.listen: \"" + listen + "\" is no address and port; write 127.0.0.1:9108, or off");
}

constexpr qsizetype minSecret = 16; // bytes

Result<void> checkRedis(const Config &config)
{
    const QByteArray &url = config.redisUrl;
    if (!url.isEmpty() && !url.startsWith("redis://") && !url.startsWith("rediss://"))
        return broken("redis.url: must begin with redis:// or rediss://");
    if (!config.busSecret.isEmpty() && config.busSecret.size() < minSecret)
        return broken("bus.secret: must have at least 16 bytes, as from: openssl rand -hex 32");
    if (!url.isEmpty() && !config.isDevelopment() && config.busSecret.isEmpty())
        return broken("bus.secret: is needed with redis.url, or whoever reaches Redis can write into every chat; the same on "
                      "all servers, as from: openssl rand -hex 32");
    return {};
}

} // namespace

Result<std::pair<QHostAddress, quint16>> parseListen(const QByteArray &text)
{
    const qsizetype colon = text.lastIndexOf(':');
    QByteArray host = text.left(std::max<qsizetype>(colon, 0));
    bool isPort = false;
    const quint16 port = text.mid(colon + 1).toUShort(&isPort);
    const bool bracketed = host.startsWith('[') && host.endsWith(']');
    if (bracketed)
        host = host.mid(1, host.size() - 2);
    if (host == "localhost")
        host = "127.0.0.1";
    const QHostAddress address(QString::fromLatin1(host));
    const bool isIpv6 = address.protocol() == QAbstractSocket::IPv6Protocol;
    if (colon < 0 || !isPort || address.isNull() || isIpv6 != bracketed)
        return broken("listen: \"" + text + "\" is no address and port; write 127.0.0.1:8080 or [::1]:8080");
    return std::pair{address, port};
}

Result<void> checkRules(const Config &config, bool allowDevelopmentOnNetwork)
{
    if (const auto checked = checkListen(config, allowDevelopmentOnNetwork); !checked)
        return checked;
    if (const auto checked = checkTls(config); !checked)
        return checked;
    if (!config.isDevelopment() && config.databaseUrl.startsWith("memory:"))
        return broken("database.url: memory: forgets everything at the end; in production use postgresql:// or sqlite:///");
    if (!config.nodeId.isEmpty() && !isNodeId(config.nodeId))
        return broken("node.id: 1 to 48 characters of A-Z a-z 0-9 . _ -");
    if (const auto checked = checkOrigins(config.originAllowed); !checked)
        return checked;
    if (const auto checked = checkMetrics(config.metricsListen); !checked)
        return checked;
    if (const auto checked = checkLimits(config.limits); !checked)
        return checked;
    return checkRedis(config);
}

QByteArrayList effectiveOrigins(const Config &config, const std::vector<quint16> &ports, const std::vector<quint16> &tlsPorts)
{
    QByteArrayList origins = config.originAllowed;
    if (origins.isEmpty() && !config.isDevelopment())
        origins = {"https://app.ventros.io", "https://ventros.io"};
    if (!config.isDevelopment())
        return origins;
    if (origins.isEmpty())
        origins = {"http://localhost:3000", "http://localhost:5173", "http://127.0.0.1:3000"};
    for (const char *host : {"localhost", "127.0.0.1", "[::1]"}) {
        for (const quint16 port : ports)
            origins.append(QByteArray("http://") + host + ':' + QByteArray::number(port));
        for (const quint16 port : tlsPorts)
            origins.append(QByteArray("https://") + host + ':' + QByteArray::number(port));
    }
    return origins;
}

} // namespace conversa
