// SPDX-License-Identifier: Apache-2.0
#include "store/sqlconnection.h"

#include "core/log.h"

#include <QSqlDriver>

#include <atomic>

using namespace Qt::StringLiterals;

namespace conversa {

namespace {

QString nextName()
{
    static std::atomic<int> count = 0;
    return u"conversa-%1"_s.arg(++count);
}

} // namespace

SqlConnection::SqlConnection(SqlDialect dialect)
    : m_dialect(dialect)
{
}

SqlConnection::~SqlConnection()
{
    close();
}

Result<void> SqlConnection::open(const std::function<void(QSqlDatabase &)> &prepare)
{
    close();
    m_name = nextName();
    m_database = QSqlDatabase::addDatabase(m_dialect == SqlDialect::Sqlite ? u"QSQLITE"_s : u"QPSQL"_s, m_name);
    prepare(m_database);
    if (m_database.open())
        return {};
    return failed(u"open"_s, m_database.lastError());
}

void SqlConnection::close()
{
    if (m_name.isEmpty())
        return;
    m_database.close();
    m_database = {};
    QSqlDatabase::removeDatabase(m_name);
    // After their driver: while it lives, PostgreSQL would be asked to forget each of them, in a round trip of its own.
    m_statements.clear();
    m_name.clear();
}

Result<SqlRows> SqlConnection::run(const QString &name, std::initializer_list<QVariant> values)
{
    auto &statement = m_statements[name];
    if (!statement) {
        auto fresh = std::make_shared<QSqlQuery>(m_database);
        if (!fresh->prepare(sqlText(m_dialect, name)))
            return failed(name, fresh->lastError());
        statement = std::move(fresh);
    }
    int position = 0;
    for (const QVariant &value : values)
        statement->bindValue(position++, value);
    if (!statement->exec())
        return failed(name, statement->lastError());
    return SqlRows(statement.get());
}

Result<void> SqlConnection::execute(const QString &text)
{
    QSqlQuery query(m_database);
    if (query.exec(text))
        return {};
    return failed(text.left(40), query.lastError());
}

Result<void> SqlConnection::begin()
{
    if (m_database.transaction())
        return {};
    return failed(u"begin"_s, m_database.lastError());
}

Result<void> SqlConnection::commit()
{
    if (m_database.commit())
        return {};
    return failed(u"commit"_s, m_database.lastError());
}

void SqlConnection::rollback()
{
    if (m_database.isOpen())
        m_database.rollback();
}

QVariant SqlConnection::idValue(const Uuid &id) const
{
    if (id.isNull())
        return QVariant(
            m_dialect == SqlDialect::Sqlite ? QMetaType::fromType<QByteArray>() : QMetaType::fromType<QString>());
    if (m_dialect == SqlDialect::Postgresql)
        return QString::fromLatin1(id.toByteArray());
    return QByteArray(reinterpret_cast<const char *>(id.bytes().data()), qsizetype(id.bytes().size()));
}

QVariant SqlConnection::textValue(const QByteArray &utf8) const
{
    if (m_dialect == SqlDialect::Sqlite)
        return utf8.isNull() ? QByteArrayLiteral("") : utf8;
    return utf8.isEmpty() ? u""_s : QString::fromUtf8(utf8);
}

Error SqlConnection::failed(const QString &what, const QSqlError &error)
{
    // A store that is full or broken fails every batch; the same is said once a second.
    const bool again = error.nativeErrorCode() == m_lastError.nativeErrorCode();
    m_lastError = error;
    if (!again || !m_lastLogged.isValid() || m_lastLogged.hasExpired(1'000)) {
        m_lastLogged.start();
        logEvent(logStore(), "sql_failed",
            { { "statement", what.toUtf8() }, { "state", error.nativeErrorCode().toUtf8() },
                { "reason", error.databaseText().section(u'\n', 0, 0).toUtf8() } });
    }
    return { ErrorCode::Unavailable, QByteArrayLiteral("The message store cannot be reached.") };
}

QByteArray textOf(const QVariant &value)
{
    return value.toByteArray();
}

Uuid uuidOf(const QVariant &value)
{
    const QByteArray bytes = value.toByteArray();
    std::array<quint8, 16> raw{};
    if (size_t(bytes.size()) != raw.size())
        return Uuid::parse({ bytes.constData(), size_t(bytes.size()) }).value_or(Uuid());
    std::copy(bytes.begin(), bytes.end(), raw.begin());
    return Uuid::fromBytes(raw);
}

} // namespace conversa
