// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/latencypanel.h"

#include "page/looks.h"
#include "page/savefile.h"

#include <QEvent>
#include <QGridLayout>
#include <QLocale>
#include <QPainter>

namespace conversa::console {

namespace {

constexpr std::array shares{ 0.50, 0.95, 0.99 };

} // namespace

QString shortTime(qint64 us)
{
    const QLocale locale;
    if (us < 1'000)
        return LatencyPanel::tr("%1 µs").arg(locale.toString(us));
    if (us < 1'000'000)
        return LatencyPanel::tr("%1 ms").arg(locale.toString(double(us) / 1'000, 'f', us < 100'000 ? 1 : 0));
    return LatencyPanel::tr("%1 s").arg(locale.toString(double(us) / 1'000'000, 'f', 1));
}

LatencyBars::LatencyBars(QWidget *parent)
    : QWidget(parent)
{
    setMinimumHeight(120);
    setMaximumHeight(220);
}

void LatencyBars::setCounts(const Counts &counts)
{
    m_counts = counts;
    update();
}

// From the first bar that has something to the last.
void LatencyBars::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    size_t first = 0;
    size_t end = m_counts.size();
    while (first < end && m_counts[first] == 0)
        ++first;
    while (end > first && m_counts[end - 1] == 0)
        --end;
    painter.setPen(palette().color(QPalette::PlaceholderText));
    if (first == end) {
        painter.drawText(rect(), Qt::AlignCenter, tr("No samples yet"));
        return;
    }
    const qint64 most = *std::max_element(m_counts.begin(), m_counts.end());
    const int labels = fontMetrics().height() + 4;
    const int width = std::min(72, this->width() / int(end - first));
    for (size_t i = first; i < end; ++i) {
        const int height = int(double(this->height() - 2 * labels) * double(m_counts[i]) / double(most));
        const QRect column(int(i - first) * width, 0, width, this->height());
        const QRect bar(column.left() + 3, column.bottom() - labels - height, width - 6, height);
        painter.fillRect(bar, palette().color(QPalette::Highlight));
        const QString bound = i < Histogram::boundsUs.size() ? QStringLiteral("≤") + shortTime(Histogram::boundsUs[i]) : QStringLiteral("…");
        const auto write = [&](const QRect &where, const QString &text) {
            if (fontMetrics().horizontalAdvance(text) <= width)
                painter.drawText(where, Qt::AlignCenter, text);
        };
        write(QRect(column.left(), column.bottom() - labels, width, labels), bound);
        write(QRect(column.left(), bar.top() - labels, width, labels), QLocale().toString(m_counts[i]));
    }
}

LatencyPanel::LatencyPanel(ChatTester &tester, QWidget *parent)
    : QWidget(parent)
    , m_tester(tester)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 8, 0, 0);
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(12);
    for (size_t i = 0; i < m_heads.size(); ++i)
        grid->addWidget(&m_heads[i], 0, int(i) + 1, Qt::AlignRight);
    for (size_t kind = 0; kind < kinds; ++kind) {
        grid->addWidget(&m_names[kind], int(kind) + 1, 0);
        for (size_t i = 0; i < m_values[kind].size(); ++i)
            grid->addWidget(&m_values[kind][i], int(kind) + 1, int(i) + 1, Qt::AlignRight);
    }
    grid->setColumnStretch(0, 1);
    column->addLayout(grid);
    m_shown.setObjectName(QStringLiteral("latencyKind"));
    column->addWidget(&m_shown);
    column->addWidget(&m_bars, 1);
    column->addStretch();
    auto *buttons = new QHBoxLayout;
    m_shown.setMinimumHeight(controlHeight);
    m_clear.setMinimumHeight(controlHeight);
    m_export.setMinimumHeight(controlHeight);
    m_clear.setObjectName(QStringLiteral("latencyClear"));
    m_export.setObjectName(QStringLiteral("latencyExport"));
    buttons->addStretch();
    buttons->addWidget(&m_clear);
    buttons->addWidget(&m_export);
    column->addLayout(buttons);
    m_refresh.setSingleShot(true);
    connect(&tester, &ChatTester::latencyChanged, this, [this] {
        if (!m_refresh.isActive())
            m_refresh.start(refreshMs);
    });
    connect(&m_refresh, &QTimer::timeout, this, &LatencyPanel::refresh);
    connect(&m_shown, &QComboBox::currentIndexChanged, this, &LatencyPanel::refresh);
    connect(&m_clear, &QPushButton::clicked, &tester, &ChatTester::clearLatency);
    connect(&m_export, &QPushButton::clicked, this, &LatencyPanel::onExport);
    retranslate();
}

void LatencyPanel::refresh()
{
    const LatencySamples &samples = m_tester.latency();
    for (size_t i = 0; i < kinds; ++i) {
        const auto kind = LatencySamples::kinds[i];
        for (size_t share = 0; share < shares.size(); ++share) {
            const auto us = samples.quantileUs(kind, shares[share]);
            m_values[i][share].setText(us ? shortTime(*us) : QStringLiteral("–"));
        }
        m_values[i].back().setText(QLocale().toString(samples.count(kind)));
    }
    m_bars.setCounts(samples.histogram(LatencySamples::kinds[size_t(std::max(m_shown.currentIndex(), 0))]));
}

void LatencyPanel::onExport()
{
    saveFile(this, QStringLiteral("latency.csv"), m_tester.latency().csv());
}

void LatencyPanel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void LatencyPanel::retranslate()
{
    const std::array names{ tr("There and back"), tr("Sent until stored"), tr("Sent until received") };
    const QSignalBlocker quiet(m_shown);
    const int shown = std::max(m_shown.currentIndex(), 0);
    m_shown.clear();
    for (size_t i = 0; i < kinds; ++i) {
        m_names[i].setText(names[i]);
        m_shown.addItem(names[i]);
    }
    m_shown.setCurrentIndex(shown);
    m_shown.setAccessibleName(tr("What the bars show"));
    m_bars.setAccessibleName(tr("How many took how long"));
    m_heads[0].setText(tr("p50"));
    m_heads[1].setText(tr("p95"));
    m_heads[2].setText(tr("p99"));
    m_heads[3].setText(tr("samples"));
    m_clear.setText(tr("Cl&ear"));
    m_export.setText(tr("E&xport CSV…"));
    refresh();
}

} // namespace conversa::console
