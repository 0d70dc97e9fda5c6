// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "page/connectiondetails.h"
#include "page/disconnectdialog.h"
#include "page/tablepage.h"

#include <QPushButton>

namespace conversa::console {

// Who is connected, in full, and what can be done about it. A part of the ConnectionsPage.
class LiveConnections : public TablePage
{
    Q_OBJECT

public:
    explicit LiveConnections(LiveState &live, QWidget *parent = nullptr);

    QString title() const override { return tr("Connected"); }
    QString iconName() const override { return QStringLiteral("connections"); }

protected:
    StateText emptyText() const override;
    QWidget *buildContent() override;
    void retranslate() override;

private Q_SLOTS:
    void onSelectionChanged();
    void onDisconnect();
    void onDisconnectAll();
    void onBan();

private:
    std::optional<ConnectionRow> chosen();
    void ask(const DisconnectTarget &target);
    void takeBack(const QString &restriction);

    ConnectionDetails *m_details;
    QPushButton m_disconnect, m_disconnectAll, m_tap, m_ban;
};

} // namespace conversa::console
