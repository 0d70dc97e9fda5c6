// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/chattester.h"

#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QTimer>
#include <QWidget>

#include <array>

namespace conversa::console {

// How many samples took how long, as bars. Owned by the LatencyPanel.
class LatencyBars : public QWidget
{
    Q_OBJECT

public:
    using Counts = std::array<qint64, Histogram::boundsUs.size() + 1>;

    explicit LatencyBars(QWidget *parent = nullptr);
    void setCounts(const Counts &counts);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Counts m_counts{};
};

// What the tester has measured: three kinds with their percentiles, the bars of one, and all of it as CSV. Owned by the ChatPage.
class LatencyPanel : public QWidget
{
    Q_OBJECT

public:
    explicit LatencyPanel(ChatTester &tester, QWidget *parent = nullptr);

protected:
    void changeEvent(QEvent *event) override;

private Q_SLOTS:
    void refresh();
    void onExport();

private:
    void retranslate();

    static constexpr int refreshMs = 500; // at most so often
    static constexpr size_t kinds = LatencySamples::kinds.size();

    ChatTester &m_tester;
    std::array<QLabel, kinds> m_names;
    std::array<std::array<QLabel, 4>, kinds> m_values; // p50, p95, p99, samples
    std::array<QLabel, 4> m_heads;
    QComboBox m_shown;
    LatencyBars m_bars;
    QPushButton m_clear;
    QPushButton m_export;
    QTimer m_refresh;
};

// "840 µs", "12.5 ms", "3.2 s".
QString shortTime(qint64 us);

} // namespace conversa::console
