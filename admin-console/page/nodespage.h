// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/polledtable.h"
#include "model/rowids.h"
#include "page/tablepage.h"
#include "page/verdictbar.h"

namespace conversa::console {

using NodeTable = PolledTable<NodeRow>;

// What an operator has to know of the servers before anything else; an empty sentence: all is well.
struct NodeHealth
{
    Sign sign = Sign::Tick;
    Tone tone = Tone::Good;
    QString sentence = {};
    QStringList more = {};
};
// Who is silent, and that not all are of one version.
NodeHealth healthOf(const std::vector<NodeRow> &nodes);

// The servers at one database: which of them are there, and what an operator can have them do.
class NodesPage : public TablePage
{
    Q_OBJECT

public:
    explicit NodesPage(LiveState &live, QWidget *parent = nullptr);

    QString title() const override { return tr("Servers"); }
    QString iconName() const override { return QStringLiteral("nodes"); }

protected:
    StateText emptyText() const override;
    QWidget *buildContent() override;
    void retranslate() override;

private Q_SLOTS:
    void onDrain();
    void onReload();
    void onLevel();
    void onSelected();
    void showHealth();

private:
    NodesPage(LiveState &live, NodeTable *nodes, QWidget *parent);
    // Null: none, or several.
    const NodeRow *selectedNode();
    // Its name where one is selected; empty: all.
    QString selectedName();
    void onReloaded(const QJsonObject &answer);

    NodeTable &m_nodes;
    VerdictBar *m_health;
    VerdictBar *m_result;
    QPushButton m_drain;
    QPushButton m_reload;
    QPushButton m_level;
};

} // namespace conversa::console
