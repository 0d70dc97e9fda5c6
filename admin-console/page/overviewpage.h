// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/livestate.h"
#include "page/attentionlist.h"
#include "page/figuretile.h"
#include "page/page.h"
#include "page/timechart.h"

#include <QComboBox>

namespace conversa::console {

// How the servers are doing: figures, their course, and what wants attention. Owned by the window.
class OverviewPage : public Page
{
    Q_OBJECT

public:
    // `live` outlives it.
    explicit OverviewPage(LiveState &live, QWidget *parent = nullptr);

    QString title() const override { return tr("Overview"); }
    QString iconName() const override { return QStringLiteral("overview"); }
    void refresh() override;

protected:
    void retranslate() override;
    void showEvent(QShowEvent *event) override;

private Q_SLOTS:
    void update();
    void onStats();

private:
    void buildContent();
    void showFigures();
    void showCharts();

    LiveState &m_live;
    QComboBox m_range;
    QLabel m_rangeLabel;
    FigureTile m_connections, m_sessions, m_in, m_out, m_redis, m_database;
    QWidget m_operatorCharts; // what only operators are told; before the charts in it
    TimeChart m_clients{ 1 }, m_churn{ 2 }, m_messages{ 2 }, m_bytes{ 2 };
    AttentionList m_attention;
};

} // namespace conversa::console
