// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/closedconnections.h"

namespace conversa::console {

namespace {

const QStringList closedColumns{ QStringLiteral("ago"), QStringLiteral("name"), QStringLiteral("role"), QStringLiteral("code"), QStringLiteral("side"),
    QStringLiteral("reason"), QStringLiteral("duration"), QStringLiteral("ip"), QStringLiteral("node"), QStringLiteral("in"), QStringLiteral("out") };

} // namespace

ClosedConnections::ClosedConnections(LiveState &live, QWidget *parent)
    : TablePage(live, live.closed(), closedColumns, Access::Admin, parent)
{
    setObjectName(QStringLiteral("closed"));
    // The latest first.
    live.closed().setWish({ {}, QStringLiteral("ago") });
    build();
}

StateText ClosedConnections::emptyText() const
{
    return { Sign::Ring, Tone::Quiet, tr("No connection has ended yet."), tr("The last 2,000 of each server stand here, with their close codes.") };
}

} // namespace conversa::console
