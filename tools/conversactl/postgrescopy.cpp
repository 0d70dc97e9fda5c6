// SPDX-License-Identifier: Apache-2.0
#include "conversactl/postgrescopy.h"

#include "conversactl/process.h"

#include <QDir>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace conversa::ctl {

namespace {

constexpr int snapshotMs = 30'000;
constexpr auto tablesQuery
    = "SELECT tablename FROM pg_catalog.pg_tables WHERE schemaname = current_schema() ORDER BY tablename";

// Where Debian has it when it is not on the path.
QString find(const QString &program)
{
    if (const QString path = QStandardPaths::findExecutable(program); !path.isEmpty())
        return path;
    QStringList versions = QDir(u"/usr/lib/postgresql"_s).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    std::sort(versions.begin(), versions.end(), [](const QString &a, const QString &b) { return a.toInt() > b.toInt(); });
    for (const QString &version : versions) {
        if (const QString path = u"/usr/lib/postgresql/%1/bin/%2"_s.arg(version, program); QFile::exists(path))
            return path;
    }
    return {};
}

// A transaction that stays open, and the name under which others see what it sees.
class Snapshot
{
public:
    Result<QByteArray> take(const QString &psql, const QString &url, const QProcessEnvironment &environment)
    {
        m_session.setProcessEnvironment(environment);
        m_session.start(psql, {u"-XAtq"_s, u"-v"_s, u"ON_ERROR_STOP=1"_s, u"-d"_s, url});
        m_session.write("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;\nSELECT pg_export_snapshot();\n");
        while (!m_session.canReadLine()) {
            if (!m_session.waitForReadyRead(snapshotMs))
                return Error{ErrorCode::Unavailable, "The database cannot be reached: " + m_session.readAllStandardError().trimmed().right(300)};
        }
        return m_session.readLine().trimmed();
    }
    Snapshot() = default;
    ~Snapshot()
    {
        m_session.closeWriteChannel();
        m_session.waitForFinished();
    }
    Q_DISABLE_COPY_MOVE(Snapshot)

private:
    QProcess m_session;
};

} // namespace

PostgresCopy::PostgresCopy(const QByteArray &url)
    : m_url(QString::fromUtf8(url))
{
    static const QRegularExpression user(u"^(\\w+://[^:@/?]*):([^@/]*)@"_s);
    static const QRegularExpression option(u"([?&])password=([^&]*)&?"_s);
    for (const auto &[pattern, keeps] : {std::pair(&user, u"\\1@"_s), std::pair(&option, u"\\1"_s)}) {
        const auto match = pattern->match(m_url);
        if (!match.hasMatch())
            continue;
        m_environment.insert(u"PGPASSWORD"_s, QUrl::fromPercentEncoding(match.captured(2).toUtf8()));
        m_url.replace(*pattern, keeps);
    }
    m_environment.insert(u"PGCONNECT_TIMEOUT"_s, u"10"_s);
}

Result<QByteArray> PostgresCopy::run(const QString &program, const QStringList &arguments) const
{
    const QString path = find(program);
    if (path.isEmpty())
        return Error{ErrorCode::NotFound, program.toUtf8() + " is missing: apt-get install postgresql-client."};
    return runProgram(path, arguments, m_environment);
}

Result<QByteArray> PostgresCopy::ask(const QByteArray &query, const QByteArray &snapshot) const
{
    QByteArray script = query;
    if (!snapshot.isEmpty())
        script = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET TRANSACTION SNAPSHOT '" + snapshot + "'; " + query + "; COMMIT";
    const auto answer = run(u"psql"_s, {u"-XAtq"_s, u"-v"_s, u"ON_ERROR_STOP=1"_s, u"-d"_s, m_url, u"-c"_s, QString::fromUtf8(script)});
    return answer ? Result<QByteArray>(answer->trimmed()) : answer;
}

Result<QJsonObject> PostgresCopy::facts(const QByteArray &snapshot) const
{
    const auto names = ask(tablesQuery, snapshot);
    if (!names)
        return names.error();
    QByteArrayList counts;
    for (const QByteArray &name : names->split('\n'))
        counts.append("SELECT '" + name + "', count(*) FROM \"" + name + '"');
    const auto rows = ask(counts.join(" UNION ALL "), snapshot);
    const auto schema = ask(schemaQuery, snapshot);
    const auto heads = ask(auditQuery, snapshot);
    for (const auto *answer : {&rows, &schema, &heads}) {
        if (!*answer)
            return answer->error();
    }
    QJsonObject tables;
    for (const QByteArray &row : rows->split('\n'))
        tables.insert(QString::fromUtf8(row.left(row.lastIndexOf('|'))), row.mid(row.lastIndexOf('|') + 1).toLongLong());
    return factsOf(schema->toLongLong(), tables, *heads);
}

Result<QJsonObject> PostgresCopy::saveTo(const QString &file)
{
    Snapshot snapshot;
    const auto name = snapshot.take(find(u"psql"_s), m_url, m_environment);
    if (!name)
        return name.error();
    const auto dumped = run(u"pg_dump"_s, {u"--format=custom"_s, u"--no-owner"_s, u"--no-privileges"_s, u"--snapshot="_s + QString::fromLatin1(*name),
                                           u"--file="_s + file, u"--dbname="_s + m_url});
    if (!dumped)
        return dumped.error();
    if (const auto listed = run(u"pg_restore"_s, {u"--list"_s, file}); !listed)
        return listed.error();
    return facts(*name);
}

Result<void> PostgresCopy::mustBeEmpty()
{
    const auto names = ask(tablesQuery);
    if (!names)
        return names.error();
    if (names->isEmpty())
        return {};
    return Error{ErrorCode::Conflict, "The database has tables already: make an empty one with createdb, and restore into that."};
}

Result<QJsonObject> PostgresCopy::loadFrom(const QString &file)
{
    const auto restored = run(u"pg_restore"_s, {u"--single-transaction"_s, u"--exit-on-error"_s, u"--no-owner"_s, u"--no-privileges"_s,
                                                u"--dbname="_s + m_url, file});
    if (!restored)
        return restored.error();
    return facts();
}

} // namespace conversa::ctl
