// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <vector>

namespace conversa {

// The two forms of SQL, each with a folder of its own.
enum class SqlDialect { Sqlite, Postgresql };

// One step of the schema. `compatibleFrom` is the oldest version whose programs still work after it.
struct Migration
{
    int version = 0;
    QString name; // "0001_messages"
    int compatibleFrom = 0;
    QString text;
};

// The text of one bundled query, without its comments; `name` without folder and suffix.
QString sqlText(SqlDialect dialect, const QString &name);
// All bundled migrations, in order.
std::vector<Migration> sqlMigrations(SqlDialect dialect);
// The statements of a text, cut at semicolons that end a line.
QStringList sqlStatements(const QString &text);

} // namespace conversa
