// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "page/closedconnections.h"
#include "page/liveconnections.h"

#include <QTabWidget>

namespace conversa::console {

// Connections: those that are, and those that were. Owned by the window.
class ConnectionsPage : public Page
{
    Q_OBJECT

public:
    explicit ConnectionsPage(LiveState &live, QWidget *parent = nullptr);

    QString title() const override { return tr("Connections"); }
    QString iconName() const override { return QStringLiteral("connections"); }
    void focusFilter() override { shown().focusFilter(); }
    void clearFilter() override { shown().clearFilter(); }
    void refresh() override { shown().refresh(); }
    void exportRows() override { shown().exportRows(); }
    void copyAsJson() override { shown().copyAsJson(); }
    void setPaused(bool isPaused) override { shown().setPaused(isPaused); }
    void chooseColumns() override { shown().chooseColumns(); }
    void lookFor(const QString &what) override;
    QList<TablePane *> tablePanes() override { return { &m_live.pane(), &m_closed.pane() }; }
    LiveConnections &connected() { return m_live; }
    ClosedConnections &closed() { return m_closed; }

protected:
    void retranslate() override;

private:
    TablePage &shown() { return *static_cast<TablePage *>(m_tabs.currentWidget()); }

    QTabWidget m_tabs;
    LiveConnections m_live;
    ClosedConnections m_closed;
};

} // namespace conversa::console
