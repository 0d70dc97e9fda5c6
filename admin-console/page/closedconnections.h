// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "page/tablepage.h"

namespace conversa::console {

// Who is not connected any more, and how it ended. A part of the ConnectionsPage.
class ClosedConnections : public TablePage
{
    Q_OBJECT

public:
    explicit ClosedConnections(LiveState &live, QWidget *parent = nullptr);

    QString title() const override { return tr("Recently closed"); }
    QString iconName() const override { return QStringLiteral("connections"); }

protected:
    StateText emptyText() const override;
};

} // namespace conversa::console
