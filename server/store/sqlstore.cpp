// SPDX-License-Identifier: Apache-2.0
#include "store/sqlstore.h"

#include "store/messagerow.h"
#include "store/pagebuilder.h"

#include <limits>

using namespace Qt::StringLiterals;

namespace conversa {

SqlStore::SqlStore(SqlDialect dialect)
    : m_connection(dialect)
{
}

Result<void> SqlStore::prepare(Migrate mode)
{
    if (const auto migrated = Migrator(m_connection, sqlMigrations(m_connection.dialect())).run(mode); !migrated)
        return migrated;
    if (const auto read = readEpoch(); !read || !m_epoch.isNull())
        return read;
    if (const auto noted = m_connection.run(u"note_epoch"_s, { m_connection.idValue(Uuid::random()) }); !noted)
        return noted.error();
    return readEpoch();
}

Result<void> SqlStore::readEpoch()
{
    auto rows = m_connection.run(u"read_epoch"_s);
    if (!rows)
        return rows.error();
    m_epoch = rows->next() ? Epoch{ uuidOf(rows->value(0)) } : Epoch{};
    return {};
}

Result<void> SqlStore::ping()
{
    const auto rows = m_connection.run(u"ping"_s);
    return rows ? Result<void>() : rows.error();
}

Result<std::optional<SessionState>> SqlStore::session(const SessionKey &key)
{
    auto rows = m_connection.run(
        u"find_session"_s, { m_connection.textValue(key.tenant), m_connection.idValue(key.session.uuid) });
    if (!rows)
        return rows.error();
    if (!rows->next())
        return std::optional<SessionState>();
    return std::optional(
        SessionState{ ContactId{ uuidOf(rows->value(0)) }, rows->value(1).toLongLong(), rows->value(2).toBool() });
}

Result<std::optional<JoinedState>> SqlStore::joinedSession(const SessionKey &key)
{
    auto rows = m_connection.run(
        u"joined_session"_s, { m_connection.textValue(key.tenant), m_connection.idValue(key.session.uuid), mostWatermarks });
    if (!rows)
        return rows.error();
    std::optional<JoinedState> joined;
    while (rows->next()) {
        if (!joined)
            joined = JoinedState{ { ContactId{ uuidOf(rows->value(0)) }, rows->value(1).toLongLong(), rows->value(2).toBool() } };
        // A session nobody has marked comes as one row without a user.
        if (!rows->isNull(3))
            joined->watermarks.push_back({ UserId{ uuidOf(rows->value(3)) }, roleOf(rows->value(4)),
                rows->value(5).toLongLong(), rows->value(6).toLongLong() });
    }
    return joined;
}

Result<SideMarks> SqlStore::sideMarks(const SessionKey &key)
{
    auto rows = m_connection.run(u"side_marks"_s, { m_connection.textValue(key.tenant), m_connection.idValue(key.session.uuid) });
    if (!rows)
        return rows.error();
    SideMarks marks;
    while (rows->next()) {
        Watermark &side = rows->value(0).toBool() ? marks.contact : marks.business;
        side.delivered = rows->value(1).toLongLong();
        side.read = rows->value(2).toLongLong();
    }
    return marks;
}

Result<StoredPage> SqlStore::history(const HistoryQuery &query)
{
    const qint64 bound
        = query.afterSeq ? *query.afterSeq : query.beforeSeq.value_or(std::numeric_limits<qint64>::max());
    // One more than asked for tells whether there are more.
    auto rows = m_connection.run(query.afterSeq ? u"history_after"_s : u"history_before"_s,
        { m_connection.textValue(query.key.tenant), m_connection.idValue(query.key.session.uuid), bound,
            query.limit + 1 });
    if (!rows)
        return rows.error();
    PageBuilder page(query);
    while (rows->next() && page.add(messageOf(*rows, query.key))) { }
    return std::move(page).finish();
}

} // namespace conversa
