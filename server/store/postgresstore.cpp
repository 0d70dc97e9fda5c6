// SPDX-License-Identifier: Apache-2.0
#include "store/postgresstore.h"

#include "store/postgresappend.h"
#include "store/postgresmarks.h"

using namespace Qt::StringLiterals;

namespace conversa {

PostgresStore::PostgresStore(PostgresAddress address, Migrate mode)
    : SqlStore(SqlDialect::Postgresql)
    , m_connector(connection(), std::move(address))
    , m_mode(mode)
{
}

Result<void> PostgresStore::open()
{
    if (const auto opened = m_connector.open(); !opened)
        return opened;
    auto ready = setUp();
    if (!ready)
        close();
    return ready;
}

Result<void> PostgresStore::setUp()
{
    if (const auto checked = checkEncoding(); !checked)
        return checked;
    if (const auto ended = endPredecessor(); !ended)
        return ended;
    if (const auto noted = noteBackend(); !noted)
        return noted;
    return prepare(m_mode);
}

Result<void> PostgresStore::checkEncoding()
{
    auto rows = connection().run(u"server_encoding"_s);
    if (!rows)
        return rows.error();
    if (rows->next() && rows->value(0).toString() == "UTF8"_L1)
        return {};
    return Error{ ErrorCode::Internal,
        "The PostgreSQL database has the encoding " + rows->value(0).toString().toUtf8()
            + "; it must be UTF8 (CREATE DATABASE ... ENCODING 'UTF8' TEMPLATE template0)." };
}

Result<void> PostgresStore::endPredecessor()
{
    if (m_backend.pid == 0)
        return {};
    // What was in flight there may still be committing; after this it is over, so that what is read now stays true, and
    // its locks are free.
    auto rows = connection().run(u"end_backend"_s, { m_backend.pid, m_backend.started });
    if (!rows)
        return rows.error();
    if (rows->next() && rows->value(0).toBool())
        return {};
    return Error{ ErrorCode::Unavailable,
        QByteArrayLiteral("The message store is still busy with what was broken off.") };
}

Result<void> PostgresStore::noteBackend()
{
    auto rows = connection().run(u"this_backend"_s);
    if (!rows)
        return rows.error();
    if (rows->next())
        m_backend = { rows->value(0).toInt(), rows->value(1).toString() };
    return {};
}

Result<std::vector<AppendResult>> PostgresStore::append(std::span<const AppendRequest> batch)
{
    return PostgresAppend(connection(), batch).run();
}

Result<std::vector<qint64>> PostgresStore::seqsOf(std::span<const MessagePlace> places)
{
    return postgresSeqsOf(connection(), places);
}

Result<std::vector<WatermarkMoved>> PostgresStore::moveWatermarks(std::span<const WatermarkMove> moves)
{
    return movePostgresWatermarks(connection(), moves);
}

StoreFactory postgresStoreFactory(const PostgresAddress &address, Migrate mode)
{
    return [address, mode] { return std::make_unique<PostgresStore>(address, mode); };
}

} // namespace conversa
