// SPDX-License-Identifier: Apache-2.0
#include "conversactl/liverows.h"

using namespace Qt::StringLiterals;

namespace conversa::ctl {

namespace {

Uuid uuidOf(const QJsonValue &value)
{
    return Uuid::parse(value.toString().toStdString()).value_or(Uuid());
}

std::vector<JsonRow> rowsIn(const QJsonObject &payload)
{
    std::vector<JsonRow> rows;
    for (const QJsonValue &row : payload["rows"_L1].toArray())
        rows.push_back({uuidOf(row["id"_L1]), row.toObject()});
    return rows;
}

std::vector<Uuid> idsIn(const QJsonValue &list)
{
    std::vector<Uuid> ids;
    for (const QJsonValue &id : list.toArray())
        ids.push_back(uuidOf(id));
    return ids;
}

} // namespace

bool LiveRows::take(const QJsonObject &message)
{
    const QJsonObject payload = message["payload"_L1].toObject();
    const qint64 sequence = payload["sequence"_L1].toInteger();
    const qint64 total = payload["total"_L1].toInteger();
    if (message["type"_L1] == "snapshot"_L1) {
        m_follower.start(sequence, {rowsIn(payload), total});
        return true;
    }
    TableDelta<JsonRow> delta{.removed = idsIn(payload["removed"_L1]), .rows = rowsIn(payload), .total = total};
    if (payload.contains("order"_L1))
        delta.order = idsIn(payload["order"_L1]);
    return m_follower.follow(sequence, delta);
}

QJsonArray LiveRows::rows() const
{
    QJsonArray rows;
    for (const JsonRow &row : m_follower.view().rows)
        rows.append(row.json);
    return rows;
}

} // namespace conversa::ctl
