// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "core/uuid.h"
#include "store/sqlfiles.h"

#include <QElapsedTimer>
#include <QHash>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QVariant>

#include <functional>
#include <initializer_list>
#include <memory>

namespace conversa {

// The rows of a statement that was run; it is free again when this ends.
class SqlRows
{
public:
    explicit SqlRows(QSqlQuery *query)
        : m_query(query)
    {
    }

    bool next() { return m_query->next(); }
    QVariant value(int column) const { return m_query->value(column); }
    bool isNull(int column) const { return m_query->isNull(column); }
    int affected() const { return m_query->numRowsAffected(); }

private:
    struct Finish
    {
        void operator()(QSqlQuery *query) const { query->finish(); }
    };
    std::unique_ptr<QSqlQuery, Finish> m_query;
};

// One QSqlDatabase connection with its prepared statements, each from a file of its own, prepared at its first use.
// Lives in the thread that opened it. Whatever fails is logged here and Unavailable to the caller; lastError() has the
// details.
class SqlConnection
{
public:
    explicit SqlConnection(SqlDialect dialect);
    ~SqlConnection();
    Q_DISABLE_COPY_MOVE(SqlConnection)

    // `prepare` sets name, host and options of the new connection.
    Result<void> open(const std::function<void(QSqlDatabase &)> &prepare);
    bool isOpen() const { return m_database.isOpen(); }
    void close();

    // Runs the statement of that file, its placeholders bound in their order.
    Result<SqlRows> run(const QString &name, std::initializer_list<QVariant> values = {});
    // Runs a text once, without preparing it.
    Result<void> execute(const QString &text);
    Result<void> begin();
    // An error means that nobody knows whether the transaction was committed.
    Result<void> commit();
    void rollback();

    SqlDialect dialect() const { return m_dialect; }
    // An id as this dialect stores it; null for the null id.
    QVariant idValue(const Uuid &id) const;
    // A text as this dialect binds it: empty, never null. SQLite gets the bytes, which its statements cast to TEXT: of
    // UTF-16 it would lose a byte order mark and U+FFFE.
    QVariant textValue(const QByteArray &utf8) const;
    QString lastState() const { return m_lastError.nativeErrorCode(); }
    QSqlDriver *driver() const { return m_database.driver(); }

private:
    Error failed(const QString &what, const QSqlError &error);

    const SqlDialect m_dialect;
    QString m_name;
    QSqlDatabase m_database;
    QHash<QString, std::shared_ptr<QSqlQuery>> m_statements;
    QSqlError m_lastError;
    QElapsedTimer m_lastLogged;
};

// The other way: a text read from a column; empty for NULL. Statements select what users wrote as bytes: Qt's drivers
// lose a byte order mark, SQLite's also U+FFFE.
QByteArray textOf(const QVariant &value);
// An id read from a column; null for NULL.
Uuid uuidOf(const QVariant &value);

} // namespace conversa
