// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/timechart.h"

#include "page/looks.h"
#include "page/signs.h"

#include <QChart>
#include <QDateTime>
#include <QDateTimeAxis>
#include <QEvent>
#include <QGraphicsLayout>
#include <QHBoxLayout>
#include <QLineSeries>
#include <QLocale>
#include <QMouseEvent>
#include <QValueAxis>
#include <QVBoxLayout>

#include <cmath>

namespace conversa::console {

namespace {

constexpr int valueTicks = 3;
constexpr qreal lineWidth = 1.8;

// Whole minutes, tens of minutes or hours between two marks.
int ticksOf(qint64 spanMs)
{
    return spanMs % 3'600'000 == 0 ? 7 : 6;
}

// The next round number: 1, 2, 4, 6 or 8 with zeros, and never less than 4, so that the scale has whole numbers.
qreal roundAbove(qreal value)
{
    if (value <= 4)
        return 4;
    const qreal power = std::pow(10, std::floor(std::log10(value)));
    for (const qreal step : { 1.0, 2.0, 4.0, 6.0, 8.0, 10.0 }) {
        if (value <= step * power)
            return step * power;
    }
    return 10 * power;
}

// A small figure with its tenths, where it has some.
QString figureOf(qreal value)
{
    return QLocale().toString(value, 'f', value < 10 && value != std::floor(value) ? 1 : 0);
}

} // namespace

QColor lineColor(int line, const QPalette &palette)
{
    const bool dark = isDark(palette);
    return line == 0 ? QColor::fromRgb(dark ? 0xff7aa7ff : 0xff2f5fd0) : QColor::fromRgb(dark ? 0xfff0a35e : 0xffb4530a);
}

TimeChart::TimeChart(int lines, QWidget *parent)
    : QWidget(parent)
    , m_time(new QDateTimeAxis)
    , m_value(new QValueAxis)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(2);
    auto *head = new QHBoxLayout;
    head->addWidget(&m_title, 1);
    head->addWidget(&m_legend);
    column->addLayout(head);
    column->addWidget(&m_view, 1);
    m_legend.setTextFormat(Qt::RichText);
    makeHeading(m_title);
    buildChart(lines);
    applyColors();
}

void TimeChart::setTitle(const QString &title)
{
    m_title.setText(title);
    setAccessibleName(title);
}

void TimeChart::setNames(const QStringList &names)
{
    m_names = names;
    showLegend();
}

void TimeChart::setPoints(const std::vector<QList<QPointF>> &lines, qint64 fromMs, qint64 toMs)
{
    qreal highest = 0;
    for (size_t i = 0; i < m_lines.size() && i < lines.size(); ++i) {
        m_lines[i]->replace(lines[i]);
        for (const QPointF &point : lines[i])
            highest = std::max(highest, point.y());
    }
    m_value->setRange(0, roundAbove(highest));
    m_time->setRange(QDateTime::fromMSecsSinceEpoch(fromMs), QDateTime::fromMSecsSinceEpoch(toMs));
    m_time->setTickCount(ticksOf(toMs - fromMs));
    m_time->setFormat(toMs - fromMs > 600'000 ? QStringLiteral("HH:mm") : QStringLiteral("HH:mm:ss"));
    showLegend();
}

void TimeChart::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        applyColors();
    QWidget::changeEvent(event);
}

bool TimeChart::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::MouseMove)
        showAt(static_cast<QMouseEvent *>(event)->position());
    else if (event->type() == QEvent::Leave)
        showLegend();
    return QWidget::eventFilter(watched, event);
}

void TimeChart::buildChart(int lines)
{
    // The view's own: another one in its place would leave that behind.
    QChart *chart = m_view.chart();
    chart->legend()->hide();
    chart->setMargins({});
    chart->setBackgroundRoundness(6);
    chart->layout()->setContentsMargins(0, 0, 0, 0);
    chart->addAxis(m_time, Qt::AlignBottom);
    chart->addAxis(m_value, Qt::AlignLeft);
    m_value->setTickCount(valueTicks);
    m_value->setLabelFormat(QStringLiteral("%.0f"));
    for (int i = 0; i < lines; ++i) {
        auto *line = new QLineSeries;
        chart->addSeries(line);
        line->attachAxis(m_time);
        line->attachAxis(m_value);
        m_lines.push_back(line);
    }
    m_view.setFrameShape(QFrame::NoFrame);
    m_view.setRenderHint(QPainter::Antialiasing);
    m_view.setFocusPolicy(Qt::NoFocus);
    m_view.setMinimumHeight(120);
    m_view.viewport()->setMouseTracking(true);
    m_view.viewport()->installEventFilter(this);
}

void TimeChart::applyColors()
{
    const QPalette colors = palette();
    const QColor quiet = colors.color(QPalette::PlaceholderText);
    QChart *chart = m_view.chart();
    chart->setBackgroundBrush(colors.color(QPalette::Base));
    chart->setBackgroundPen(QPen(colors.color(QPalette::Midlight), 1));
    for (size_t i = 0; i < m_lines.size(); ++i)
        m_lines[i]->setPen(QPen(lineColor(int(i), colors), lineWidth));
    for (QAbstractAxis *axis : { static_cast<QAbstractAxis *>(m_time), static_cast<QAbstractAxis *>(m_value) }) {
        axis->setLabelsColor(quiet);
        axis->setGridLineColor(mixed(colors.color(QPalette::Text), colors.color(QPalette::Base), 0.18)); // behind the lines
        axis->setLinePenColor(colors.color(QPalette::Midlight));
        QFont small = font();
        small.setPointSizeF(small.pointSizeF() * 0.85);
        axis->setLabelsFont(small);
    }
    m_view.setBackgroundBrush(colors.color(QPalette::Window));
    showLegend();
}

// What the lines are called, each in its colour and with the value it ends with.
void TimeChart::showLegend()
{
    showAt({ -1, 0 });
}

// The values where the mouse is; elsewhere the last ones.
void TimeChart::showAt(const QPointF &place)
{
    QStringList parts;
    const qreal at = place.x() < 0 ? 0 : m_view.chart()->mapToValue(place, m_lines.front()).x();
    for (size_t i = 0; i < m_lines.size() && qsizetype(i) < m_names.size(); ++i) {
        const QList<QPointF> points = m_lines[i]->points();
        if (points.isEmpty())
            continue;
        auto found = at <= 0 ? std::prev(points.end()) : std::lower_bound(points.begin(), points.end(), at, [](const QPointF &point, qreal x) { return point.x() < x; });
        if (found == points.end())
            --found;
        // Our own texts and numbers: nothing of a server's is in this markup.
        parts << QStringLiteral("<span style=\"color:%1\">■</span> %2 %3")
                     .arg(lineColor(int(i), palette()).name(), m_names[qsizetype(i)].toHtmlEscaped(), figureOf(found->y()));
        if (at > 0 && i == 0)
            parts.prepend(QDateTime::fromMSecsSinceEpoch(qint64(found->x())).toString(QStringLiteral("HH:mm:ss")));
    }
    m_legend.setText(parts.join(QStringLiteral("&nbsp;&nbsp;&nbsp;")));
}

} // namespace conversa::console
