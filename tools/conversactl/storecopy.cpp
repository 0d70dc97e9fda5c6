// SPDX-License-Identifier: Apache-2.0
#include "conversactl/storecopy.h"

#include "conversactl/arguments.h"
#include "conversactl/postgrescopy.h"
#include "conversactl/sqlitecopy.h"

#include <QCryptographicHash>
#include <QFile>
#include <QUrl>

#include <toml++/toml.h>

using namespace Qt::StringLiterals;

namespace conversa::ctl {

namespace {

Result<QByteArray> urlIn(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorCode::InvalidField, "--config: " + file.errorString().toUtf8()};
    const QByteArray text = file.readAll();
    try {
        const toml::table table = toml::parse(std::string_view(text.constData(), size_t(text.size())));
        if (const auto url = table.at_path("database.url").value<std::string>())
            return QByteArray::fromStdString(*url);
    } catch (const toml::parse_error &error) {
        return Error{ErrorCode::InvalidField, "--config: " + QByteArray(error.what())};
    }
    return Error{ErrorCode::InvalidField, "The configuration names no database.url."};
}

Result<QByteArray> databaseUrl(const Arguments &arguments)
{
    if (arguments.has("config"))
        return urlIn(arguments.value("config"));
    if (const QByteArray url = qgetenv("CONVERSA_DATABASE_URL"); !url.isEmpty())
        return url;
    return Error{ErrorCode::InvalidField, "Which database? --config names the server's configuration; or set CONVERSA_DATABASE_URL."};
}

} // namespace

Result<std::unique_ptr<StoreCopy>> openStoreCopy(const Arguments &arguments)
{
    const auto url = databaseUrl(arguments);
    if (!url)
        return url.error();
    if (url->startsWith("sqlite:")) {
        const QByteArray path = url->startsWith("sqlite://") ? url->mid(9) : url->mid(7);
        return std::unique_ptr<StoreCopy>(std::make_unique<SqliteCopy>(QUrl::fromPercentEncoding(path)));
    }
    if (url->startsWith("postgresql://") || url->startsWith("postgres://"))
        return std::unique_ptr<StoreCopy>(std::make_unique<PostgresCopy>(*url));
    return Error{ErrorCode::InvalidField, "Only a PostgreSQL or SQLite database can be saved: memory: has none."};
}

QJsonObject factsOf(qint64 schema, const QJsonObject &tables, const QByteArray &heads)
{
    return {{"schema"_L1, schema}, {"tables"_L1, tables},
            {"audit"_L1, QString::fromLatin1(QCryptographicHash::hash(heads.trimmed(), QCryptographicHash::Sha256).toHex())}};
}

} // namespace conversa::ctl
