// SPDX-License-Identifier: Apache-2.0
#include "store/sqlitemarks.h"

using namespace Qt::StringLiterals;

namespace conversa {

Result<std::vector<WatermarkMoved>> SqliteMarks::run(std::span<const WatermarkMove> moves)
{
    if (const auto set = m_connection.execute(u"PRAGMA synchronous = NORMAL"_s); !set)
        return set.error();
    auto moved = runInTransaction(moves);
    if (const auto set = m_connection.execute(u"PRAGMA synchronous = FULL"_s); !set)
        return set.error();
    return moved;
}

Result<std::vector<WatermarkMoved>> SqliteMarks::runInTransaction(std::span<const WatermarkMove> moves)
{
    if (const auto begun = m_connection.execute(u"BEGIN IMMEDIATE"_s); !begun)
        return begun.error();
    auto moved = moveAll(moves);
    const auto committed = moved ? m_connection.commit() : moved.error();
    if (committed)
        return moved;
    m_connection.rollback();
    return committed.error();
}

Result<std::vector<WatermarkMoved>> SqliteMarks::moveAll(std::span<const WatermarkMove> moves)
{
    std::vector<WatermarkMoved> all;
    all.reserve(moves.size());
    for (const WatermarkMove &each : moves) {
        const auto moved = move(each);
        if (!moved)
            return moved.error();
        all.push_back(*moved);
    }
    return all;
}

Result<WatermarkMoved> SqliteMarks::move(const WatermarkMove &move)
{
    const auto next = step(move);
    if (!next)
        return next.error();
    if (!*next)
        return WatermarkMoved{};
    const auto role = roleName(move.role);
    const auto put = m_connection.run(u"put_watermark"_s,
        { m_connection.textValue(move.key.tenant), m_connection.idValue(move.key.session.uuid), m_connection.idValue(move.user.uuid),
            m_connection.textValue(QByteArray(role.data(), qsizetype(role.size()))), (*next)->after.delivered, (*next)->after.read });
    if (!put)
        return put.error();
    const auto delivered = messageAt(move.key, (*next)->tellDelivered);
    if (!delivered)
        return delivered.error();
    const auto read = messageAt(move.key, (*next)->tellRead);
    if (!read)
        return read.error();
    return WatermarkMoved{ *delivered, *read };
}

Result<std::optional<WatermarkStep>> SqliteMarks::step(const WatermarkMove &move)
{
    auto rows = m_connection.run(u"find_watermark"_s,
        { m_connection.idValue(move.user.uuid), m_connection.textValue(move.key.tenant), m_connection.idValue(move.key.session.uuid) });
    if (!rows)
        return rows.error();
    if (!rows->next())
        return std::optional<WatermarkStep>();
    const Watermark before{ move.user, move.role, rows->value(1).toLongLong(), rows->value(2).toLongLong() };
    const WatermarkStep next = stepOf(move, before, rows->value(0).toLongLong());
    return next.after == before ? std::nullopt : std::optional(next);
}

Result<std::optional<MarkedMessage>> SqliteMarks::messageAt(const SessionKey &key, qint64 seq)
{
    if (seq == 0)
        return std::optional<MarkedMessage>();
    auto rows = m_connection.run(u"message_at"_s, { m_connection.textValue(key.tenant), m_connection.idValue(key.session.uuid), seq });
    if (!rows)
        return rows.error();
    return rows->next() ? std::optional(MarkedMessage{ MessageId{ uuidOf(rows->value(0)) }, seq })
                        : std::optional<MarkedMessage>();
}

} // namespace conversa
