// SPDX-License-Identifier: Apache-2.0
#include "store/migrator.h"

#include "core/log.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace conversa {

Migrator::Migrator(SqlConnection &connection, std::vector<Migration> known)
    : m_connection(connection)
    , m_known(std::move(known))
{
}

Result<void> Migrator::run(Migrate mode)
{
    const auto found = applied();
    if (!found)
        return found.error();
    if (!isMissingAny(*found))
        return checkNewer(*found);
    if (mode == Migrate::Off)
        return Error{ ErrorCode::Internal,
            "The database lacks migration " + m_known.back().name.toUtf8()
                + " or an earlier one, and database.migrate is off." };
    return migrate();
}

Result<Migrator::AppliedMap> Migrator::applied()
{
    AppliedMap found;
    auto exists = m_connection.run(u"has_schema"_s);
    if (!exists)
        return exists.error();
    if (!exists->next() || !exists->value(0).toBool())
        return found;
    auto rows = m_connection.run(u"applied_migrations"_s);
    if (!rows)
        return rows.error();
    while (rows->next())
        found[rows->value(0).toInt()] = { rows->value(1).toString(), rows->value(2).toInt() };
    return found;
}

bool Migrator::isMissingAny(const AppliedMap &applied) const
{
    return std::any_of(m_known.begin(), m_known.end(),
        [&](const Migration &migration) { return !applied.contains(migration.version); });
}

Result<void> Migrator::checkNewer(const AppliedMap &applied) const
{
    for (const auto &[version, step] : applied) {
        if (version > m_known.back().version && step.compatibleFrom > m_known.back().version)
            return Error{ ErrorCode::Internal,
                "The database was changed by a newer conversa-server: migration " + step.name.toUtf8()
                    + " needs a program that knows migration " + QByteArray::number(step.compatibleFrom)
                    + ", this one knows " + QByteArray::number(m_known.back().version) + '.' };
    }
    return {};
}

Result<void> Migrator::migrate()
{
    for (const QString &statement : sqlStatements(sqlText(m_connection.dialect(), u"begin_migration"_s))) {
        if (const auto begun = m_connection.execute(statement); !begun) {
            m_connection.rollback();
            return begun;
        }
    }
    if (const auto done = applyMissing(); !done) {
        m_connection.rollback();
        return done;
    }
    return m_connection.commit();
}

Result<void> Migrator::applyMissing()
{
    // Read again under the lock: another server may have been faster.
    const auto found = applied();
    if (!found)
        return found.error();
    for (const Migration &migration : m_known) {
        if (found->contains(migration.version))
            continue;
        if (const auto done = apply(migration); !done)
            return done;
    }
    return checkNewer(*found);
}

Result<void> Migrator::apply(const Migration &migration)
{
    logEvent(logStore(), "schema_migration", { { "name", migration.name.toUtf8() } });
    for (const QString &statement : sqlStatements(migration.text)) {
        if (m_connection.execute(statement))
            continue;
        if (!m_connection.isOpen())
            return Error{ ErrorCode::Unavailable, QByteArrayLiteral("The message store cannot be reached.") };
        return Error{ ErrorCode::Internal, "Migration " + migration.name.toUtf8() + " could not be applied." };
    }
    const auto noted
        = m_connection.run(u"note_migration"_s, { migration.version, migration.name, migration.compatibleFrom });
    return noted ? Result<void>() : noted.error();
}

} // namespace conversa
