// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QChartView>
#include <QLabel>
#include <QWidget>

#include <vector>

class QAreaSeries;
class QDateTimeAxis;
class QLineSeries;
class QValueAxis;

namespace conversa::console {

// Values over time, one line each, with a heading and what the lines are called. The one place that knows Qt Charts. Owned by a page.
class TimeChart : public QWidget
{
    Q_OBJECT

public:
    // lines: how many, 1 or 2.
    explicit TimeChart(int lines, QWidget *parent = nullptr);

    void setTitle(const QString &title);
    void setNames(const QStringList &names);
    // The points of each line, x in Unix milliseconds, ascending; from and to: the ends of the time shown.
    void setPoints(const std::vector<QList<QPointF>> &lines, qint64 fromMs, qint64 toMs);

protected:
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildChart(int lines);
    void applyColors();
    void showLegend();
    void showAt(const QPointF &place);

    QLabel m_title;
    QLabel m_legend;
    QChartView m_view;
    QStringList m_names;
    std::vector<QLineSeries *> m_lines;
    QDateTimeAxis *m_time;
    QValueAxis *m_value;
};

// The colour of a chart's line by its number, readable on the palette's base.
QColor lineColor(int line, const QPalette &palette);

} // namespace conversa::console
