// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"

#include <QJsonObject>
#include <QString>

#include <memory>

namespace conversa::ctl {

class Arguments;

// A database as a whole: copied into a file and made anew from one. What it holds is told by its facts: {schema: version of
// the newest migration, tables: {name: rows}, audit: SHA-256 over the heads of all chains}.
class StoreCopy
{
public:
    StoreCopy() = default;
    virtual ~StoreCopy() = default;
    Q_DISABLE_COPY_MOVE(StoreCopy)

    virtual const char *kind() const = 0;
    // The facts are exactly those of the copy, whoever writes into the database meanwhile.
    virtual Result<QJsonObject> saveTo(const QString &file) = 0;
    // Conflict: there is something already.
    virtual Result<void> mustBeEmpty() = 0;
    // All or nothing; the facts as they are then.
    virtual Result<QJsonObject> loadFrom(const QString &file) = 0;
};

// The database of CONVERSA_DATABASE_URL, or of the configuration that --config names.
Result<std::unique_ptr<StoreCopy>> openStoreCopy(const Arguments &arguments);

// What facts are read with, in either database.
constexpr auto schemaQuery = "SELECT max(version) FROM schema_migrations";
constexpr auto auditQuery = "SELECT chain, last_seq, head FROM audit_chains ORDER BY chain";
// `heads`: a line a chain, its columns with | between.
QJsonObject factsOf(qint64 schema, const QJsonObject &tables, const QByteArray &heads);

} // namespace conversa::ctl
