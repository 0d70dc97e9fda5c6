// SPDX-License-Identifier: Apache-2.0
#include "conversactl/sqlitecopy.h"

#include <QFile>
#include <QFileInfo>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QVariant>

using namespace Qt::StringLiterals;

namespace conversa::ctl {

namespace {

// One connection to a file, as long as it lives.
class SqliteFile
{
public:
    SqliteFile(const QString &path, const QString &options)
        : m_database(QSqlDatabase::addDatabase(u"QSQLITE"_s, path))
    {
        m_database.setDatabaseName(path);
        m_database.setConnectOptions(options);
    }
    ~SqliteFile()
    {
        const QString name = m_database.connectionName();
        m_database = {};
        QSqlDatabase::removeDatabase(name);
    }
    Q_DISABLE_COPY_MOVE(SqliteFile)

    Result<void> open()
    {
        if (m_database.open())
            return {};
        return Error{ErrorCode::Unavailable, "The database cannot be opened: " + m_database.lastError().text().toUtf8()};
    }
    // A line a row, its columns with | between.
    Result<QByteArray> ask(const QString &statement, const QVariant &value = {})
    {
        QSqlQuery query(m_database);
        query.prepare(statement);
        if (value.isValid())
            query.addBindValue(value);
        if (!query.exec())
            return Error{ErrorCode::Conflict, "The database says: " + query.lastError().text().toUtf8()};
        QByteArray text;
        while (query.next()) {
            for (int i = 0; query.value(i).isValid(); ++i)
                text += (i > 0 ? "|" : "") + query.value(i).toString().toUtf8();
            text += '\n';
        }
        return text.trimmed();
    }
    Result<QByteArrayList> tables()
    {
        const auto names = ask(u"SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"_s);
        if (!names)
            return names.error();
        return names->isEmpty() ? QByteArrayList() : names->split('\n');
    }

private:
    QSqlDatabase m_database;
};

Result<QJsonObject> checkedFacts(const QString &path)
{
    SqliteFile file(path, u"QSQLITE_OPEN_READONLY"_s);
    if (const auto opened = file.open(); !opened)
        return opened.error();
    const auto sound = file.ask(u"PRAGMA integrity_check"_s);
    if (!sound || *sound != "ok")
        return sound ? Error{ErrorCode::Conflict, "The copy is damaged: " + sound->left(200)} : sound.error();
    const auto names = file.tables();
    if (!names)
        return names.error();
    QJsonObject tables;
    for (const QByteArray &name : *names) {
        const auto rows = file.ask(u"SELECT count(*) FROM \"%1\""_s.arg(QString::fromUtf8(name)));
        if (!rows)
            return rows.error();
        tables.insert(QString::fromUtf8(name), rows->toLongLong());
    }
    const auto schema = file.ask(QString::fromLatin1(schemaQuery));
    const auto heads = file.ask(QString::fromLatin1(auditQuery));
    if (!schema || !heads)
        return schema ? heads.error() : schema.error();
    return factsOf(schema->toLongLong(), tables, *heads);
}

} // namespace

SqliteCopy::SqliteCopy(QString path)
    : m_path(std::move(path))
{
}

Result<QJsonObject> SqliteCopy::saveTo(const QString &file)
{
    if (!QFile::exists(m_path))
        return Error{ErrorCode::NotFound, "There is no database " + m_path.toUtf8() + '.'};
    {
        SqliteFile source(m_path, u"QSQLITE_BUSY_TIMEOUT=30000"_s);
        if (const auto opened = source.open(); !opened)
            return opened.error();
        if (const auto copied = source.ask(u"VACUUM INTO ?"_s, file); !copied)
            return copied.error();
    }
    return checkedFacts(file);
}

Result<void> SqliteCopy::mustBeEmpty()
{
    for (const QString &end : {u""_s, u"-wal"_s}) {
        if (QFileInfo(m_path + end).size() > 0)
            return Error{ErrorCode::Conflict, m_path.toUtf8() + end.toUtf8() + " is there already: stop the server and move it away first."};
    }
    return {};
}

Result<QJsonObject> SqliteCopy::loadFrom(const QString &file)
{
    const QString unfinished = m_path + u".restoring"_s;
    QFile::remove(unfinished);
    QFile copy(file);
    if (!copy.copy(unfinished))
        return Error{ErrorCode::Conflict, unfinished.toUtf8() + ": " + copy.errorString().toUtf8()};
    const auto facts = checkedFacts(unfinished);
    if (!facts) {
        QFile::remove(unfinished);
        return facts;
    }
    QFile::remove(m_path); // empty
    if (!QFile::rename(unfinished, m_path))
        return Error{ErrorCode::Conflict, m_path.toUtf8() + " cannot be written."};
    return facts;
}

} // namespace conversa::ctl
