// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace conversa::console {

// Where a server has all rows of a table, page by page over REST.
struct RowSource
{
    QString path; // "/api/v1/admin/nodes"
    QByteArray member; // of the answer: the array of the rows
};

} // namespace conversa::console
