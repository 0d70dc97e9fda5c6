// SPDX-License-Identifier: Apache-2.0
#include "store/sqlfiles.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

// In the global namespace, as the macro asks; a static library's resource is dropped without it.
static void initResource()
{
    Q_INIT_RESOURCE(store);
}

namespace conversa {

namespace {

QString folder(SqlDialect dialect)
{
    return dialect == SqlDialect::Sqlite ? u":/store/sql/sqlite"_s : u":/store/sql/postgresql"_s;
}

QString fileText(const QString &path)
{
    initResource();
    QFile file(path);
    const bool opened = file.open(QIODevice::ReadOnly);
    Q_ASSERT_X(opened, "sqlText", qPrintable(path));
    return opened ? QString::fromUtf8(file.readAll()) : QString();
}

QString withoutComments(const QString &text)
{
    // Qt looks for placeholders and quotes in comments too.
    static const QRegularExpression comments(u"^\\s*--.*$"_s, QRegularExpression::MultilineOption);
    return QString(text).remove(comments).trimmed();
}

Migration migration(const QString &path, const QString &name)
{
    static const QRegularExpression compatible(u"^-- compatible_from: (\\d+)$"_s, QRegularExpression::MultilineOption);
    const QString text = fileText(path);
    return { name.left(4).toInt(), name, compatible.match(text).captured(1).toInt(), withoutComments(text) };
}

} // namespace

QString sqlText(SqlDialect dialect, const QString &name)
{
    return withoutComments(fileText(folder(dialect) + u'/' + name + u".sql"_s));
}

std::vector<Migration> sqlMigrations(SqlDialect dialect)
{
    initResource();
    const QDir files(folder(dialect) + u"/migrations"_s);
    std::vector<Migration> found;
    for (const QFileInfo &file : files.entryInfoList(QDir::Files, QDir::Name))
        found.push_back(migration(file.filePath(), file.completeBaseName()));
    return found;
}

QStringList sqlStatements(const QString &text)
{
    static const QRegularExpression end(u";\\s*(\\n|$)"_s);
    return text.split(end, Qt::SkipEmptyParts);
}

} // namespace conversa
