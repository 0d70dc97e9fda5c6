// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "admin/tableview.h"

#include <QJsonArray>
#include <QJsonObject>

namespace conversa::ctl {

// A row of the admin socket as it came.
struct JsonRow
{
    Uuid id;
    QJsonObject json;

    bool operator==(const JsonRow &) const = default;
};
inline Uuid idOf(const JsonRow &row)
{
    return row.id;
}

// A table of the admin socket that is kept up to date.
class LiveRows
{
public:
    // A snapshot or a delta. False: something was lost, a new snapshot must be asked for.
    bool take(const QJsonObject &message);
    QJsonArray rows() const;
    qint64 total() const { return m_follower.view().total; }

private:
    TableFollower<JsonRow> m_follower;
};

} // namespace conversa::ctl
