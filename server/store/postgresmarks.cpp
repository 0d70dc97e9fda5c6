// SPDX-License-Identifier: Apache-2.0
#include "store/postgresmarks.h"

#include "store/pgarray.h"

using namespace Qt::StringLiterals;

namespace conversa {

namespace {

std::optional<MarkedMessage> messageIn(const SqlRows &row, int first)
{
    if (row.isNull(first))
        return std::nullopt;
    return MarkedMessage{ MessageId{ uuidOf(row.value(first + 1)) }, row.value(first).toLongLong() };
}

} // namespace

Result<std::vector<qint64>> postgresSeqsOf(SqlConnection &connection, std::span<const MessagePlace> places)
{
    PgKeyArrays keys;
    PgArray ids;
    for (const MessagePlace &place : places) {
        keys.add(place.key);
        ids.addId(place.id.uuid);
    }
    auto rows = connection.run(u"seqs_of_messages"_s, { keys.tenants.text(), keys.sessions.text(), ids.text() });
    if (!rows)
        return rows.error();
    std::vector<qint64> seqs(places.size());
    while (rows->next())
        seqs[size_t(rows->value(0).toLongLong() - 1)] = rows->value(1).toLongLong();
    return seqs;
}

Result<std::vector<WatermarkMoved>> movePostgresWatermarks(SqlConnection &connection, std::span<const WatermarkMove> moves)
{
    PgKeyArrays keys;
    PgArray users;
    PgArray roles;
    PgArray delivered;
    PgArray read;
    for (const WatermarkMove &move : moves) {
        keys.add(move.key);
        users.addId(move.user.uuid);
        const auto role = roleName(move.role);
        roles.addText(QByteArrayView(role.data(), qsizetype(role.size())));
        delivered.addNumber(move.delivered);
        read.addNumber(move.read);
    }
    auto rows = connection.run(u"move_watermarks"_s,
        { keys.tenants.text(), keys.sessions.text(), users.text(), roles.text(), delivered.text(), read.text() });
    if (!rows)
        return rows.error();
    std::vector<WatermarkMoved> moved(moves.size());
    while (rows->next())
        moved[size_t(rows->value(0).toLongLong() - 1)] = { messageIn(*rows, 1), messageIn(*rows, 3) };
    return moved;
}

} // namespace conversa
