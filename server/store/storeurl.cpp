// SPDX-License-Identifier: Apache-2.0
#include "store/storeurl.h"

#include "store/memorystore.h"
#include "store/sqlitestore.h"

#include <QUrl>
#include <QUrlQuery>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace conversa {

namespace {

constexpr std::array knownOptions{
    "host",
    "port",
    "sslmode",
    "sslrootcert",
    "sslcert",
    "sslkey",
    "sslcrl",
    "ssl_min_protocol_version",
    "gssencmode",
    "channel_binding",
    "connect_timeout",
    "application_name",
    "target_session_attrs",
    "tcp_user_timeout",
    "options",
};

Error wrong(std::string_view problem)
{
    return invalidField("database.url", problem);
}

Result<StoreConfig> parseSqlite(const QByteArray &rest)
{
    // sqlite:///absolute is a URL; sqlite:relative a convenience for a shell in the right folder.
    const QByteArray path = rest.startsWith("//") ? rest.mid(2) : rest;
    if (rest.startsWith("//") && !path.startsWith('/'))
        return wrong(
            "needs three slashes before an absolute path (sqlite:///var/lib/...), or none before a relative one");
    if (path.isEmpty() || path.endsWith('/'))
        return wrong("names no SQLite file");
    return StoreConfig{ StoreKind::Sqlite, QUrl::fromPercentEncoding(path) };
}

Result<void> takeOptions(PostgresAddress &address, const QUrl &url)
{
    for (const auto &[name, value] : QUrlQuery(url).queryItems(QUrl::FullyDecoded)) {
        const QByteArray option = name.toUtf8();
        if (std::none_of(knownOptions.begin(), knownOptions.end(), [&](const char *known) { return option == known; }))
            return wrong("has an unknown option: " + option.toStdString());
        // Qt takes semicolons for the end of an option, wherever they stand.
        if (value.contains(u';'))
            return wrong("has a semicolon in the option " + option.toStdString());
        address.options.insert(name, value);
    }
    return {};
}

Result<StoreConfig> parsePostgres(const QByteArray &text)
{
    const QUrl url(QString::fromUtf8(text), QUrl::StrictMode);
    if (!url.isValid())
        return wrong("is not a valid postgresql:// URL (special characters in a password are written %XX)");
    StoreConfig config{ StoreKind::Postgresql };
    config.postgres.host = url.host();
    config.postgres.port = url.port(5432);
    config.postgres.user = url.userName(QUrl::FullyDecoded);
    config.postgres.password = url.password(QUrl::FullyDecoded);
    config.postgres.database = url.path(QUrl::FullyDecoded).mid(1);
    if (config.postgres.database.isEmpty())
        return wrong("names no database");
    if (url.hasFragment())
        return wrong("must not have a #fragment");
    if (const auto taken = takeOptions(config.postgres, url); !taken)
        return taken.error();
    return config;
}

} // namespace

Result<StoreConfig> parseStoreUrl(const QByteArray &url)
{
    if (url == "memory:")
        return StoreConfig{ StoreKind::Memory };
    if (url.startsWith("sqlite:"))
        return parseSqlite(url.mid(7));
    if (url.startsWith("postgresql://") || url.startsWith("postgres://"))
        return parsePostgres(url);
    return wrong("must start with sqlite:, postgresql:// or memory:");
}

QByteArray maskedStoreUrl(const QByteArray &url)
{
    if (!url.startsWith("postgres"))
        return url;
    const qsizetype authority = url.indexOf("://") + 3;
    // The last one: a password that was not encoded is masked whole, too.
    const qsizetype at = url.lastIndexOf('@');
    const qsizetype colon = authority < 3 ? -1 : url.indexOf(':', authority);
    QByteArray masked = url;
    if (colon >= 0 && colon < at)
        masked.replace(colon + 1, at - colon - 1, "***");
    return masked;
}

QByteArray storeKindName(StoreKind kind)
{
    switch (kind) {
    case StoreKind::Memory:
        return QByteArrayLiteral("memory");
    case StoreKind::Sqlite:
        return QByteArrayLiteral("sqlite");
    case StoreKind::Postgresql:
        break;
    }
    return QByteArrayLiteral("postgresql");
}

int writersFor(StoreKind kind, int wanted)
{
    return kind == StoreKind::Postgresql ? wanted : 1;
}

StoreFactory makeStoreFactory(const StoreConfig &config)
{
    switch (config.kind) {
    case StoreKind::Memory:
        return memoryStoreFactory();
    case StoreKind::Sqlite:
        return sqliteStoreFactory(config.path, config.migrate);
    case StoreKind::Postgresql:
        break;
    }
    return postgresStoreFactory(config.postgres, config.migrate);
}

} // namespace conversa
