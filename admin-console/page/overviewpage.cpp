// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/overviewpage.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLocale>
#include <QVBoxLayout>

namespace conversa::console {

namespace {

constexpr int attentionWidth = 260;
constexpr int mostChart = 320; // a line across a whole window says no more

qreal perSecond(qint64 count, qint64 spanMs)
{
    return qreal(count) * 1'000 / qreal(spanMs);
}

// One line of a chart: `value` of each sample.
template <typename Value>
QList<QPointF> pointsOf(const std::vector<StatsSample> &samples, Value value)
{
    QList<QPointF> points;
    points.reserve(qsizetype(samples.size()));
    for (const StatsSample &sample : samples)
        points.append({ qreal(sample.atMs), qreal(value(sample)) });
    return points;
}

} // namespace

OverviewPage::OverviewPage(LiveState &live, QWidget *parent)
    : Page(parent)
    , m_live(live)
{
    setObjectName(QStringLiteral("overview"));
    buildContent();
    connect(&live, &LiveState::linkChanged, this, &OverviewPage::update);
    connect(&live, &LiveState::capabilitiesChanged, this, &OverviewPage::update);
    connect(&live.stats(), &StatsHistory::changed, this, &OverviewPage::onStats);
    connect(this, &Page::reconnectRequested, &live, &LiveState::retryNow);
    connect(&m_range, &QComboBox::currentIndexChanged, this, &OverviewPage::showCharts);
    connect(&m_attention, &AttentionList::chosen, this, &Page::jumpRequested);
    retranslate();
    update();
}

void OverviewPage::refresh()
{
    m_live.retryNow();
}

void OverviewPage::retranslate()
{
    const int range = std::max(m_range.currentIndex(), 0);
    const QSignalBlocker blocker(&m_range);
    m_range.clear();
    m_range.addItems({ tr("5 minutes"), tr("1 hour"), tr("24 hours") });
    m_range.setCurrentIndex(range);
    m_rangeLabel.setText(tr("&Time shown"));
    m_connections.setCaption(tr("connections"));
    m_sessions.setCaption(tr("sessions with somebody in them"));
    m_in.setCaption(tr("messages received per second"));
    m_out.setCaption(tr("messages sent per second"));
    m_redis.setCaption(tr("Redis, the link between servers"));
    m_database.setCaption(tr("database"));
    m_clients.setTitle(tr("Connections"));
    m_clients.setNames({ tr("connections") });
    m_churn.setTitle(tr("Churn per second"));
    m_churn.setNames({ tr("opened"), tr("closed") });
    m_messages.setTitle(tr("Messages per second"));
    m_messages.setNames({ tr("received"), tr("sent") });
    m_bytes.setTitle(tr("KiB per second"));
    m_bytes.setNames({ tr("received"), tr("sent") });
    onStats();
}

void OverviewPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    onStats();
}

void OverviewPage::update()
{
    m_operatorCharts.setVisible(m_live.access() == Access::Operator);
    m_clients.setMaximumHeight(m_live.access() == Access::Operator ? mostChart : QWIDGETSIZE_MAX); // alone, it has all the room
    for (FigureTile *tile : { &m_in, &m_out })
        tile->setVisible(m_live.access() == Access::Operator);
    const bool isStale = m_live.link().state != LinkState::Connected;
    for (FigureTile *tile : { &m_connections, &m_sessions, &m_in, &m_out, &m_redis, &m_database })
        tile->setStale(isStale);
    if (m_live.access() == Access::Agent)
        return setState(PageState::NoPermission,
            { Sign::Cross, Tone::Quiet, tr("Figures are for administrators"), tr("It takes a key of the role admin to see how the server does.") });
    if (!m_live.stats().now())
        return setState(PageState::Loading);
    setState(isStale ? PageState::Stale : PageState::Ready, m_live.link());
}

void OverviewPage::onStats()
{
    update();
    // What nobody sees is not drawn.
    if (!isVisible())
        return;
    showFigures();
    showCharts();
}

void OverviewPage::buildContent()
{
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins({});
    column->setSpacing(16);
    auto *tiles = new QHBoxLayout;
    tiles->setSpacing(12);
    for (FigureTile *tile : { &m_connections, &m_sessions, &m_in, &m_out, &m_redis, &m_database })
        tiles->addWidget(tile, 1);
    column->addLayout(tiles);
    auto *choice = new QHBoxLayout;
    choice->addStretch();
    choice->addWidget(&m_rangeLabel);
    choice->addWidget(&m_range);
    m_rangeLabel.setBuddy(&m_range);
    m_range.setObjectName(QStringLiteral("range"));
    column->addLayout(choice);
    auto *below = new QHBoxLayout;
    below->setSpacing(16);
    auto *charts = new QVBoxLayout;
    charts->setSpacing(16);
    m_clients.setMaximumHeight(mostChart);
    charts->addWidget(&m_clients, 1);
    auto *more = new QGridLayout(&m_operatorCharts);
    more->setContentsMargins({});
    more->setSpacing(16);
    more->addWidget(&m_churn, 0, 0);
    more->addWidget(&m_messages, 0, 1);
    more->addWidget(&m_bytes, 1, 0, 1, 2);
    charts->addWidget(&m_operatorCharts, 2);
    charts->addStretch();
    below->addLayout(charts, 1);
    m_attention.setFixedWidth(attentionWidth);
    below->addWidget(&m_attention);
    column->addLayout(below, 1);
    setContent(content);
}

void OverviewPage::showFigures()
{
    const auto &now = m_live.stats().now();
    const QLocale locale;
    const auto word = [&](bool isUp) { return isUp ? tr("up") : tr("down"); };
    m_connections.setFigure(now ? locale.toString(now->clients) : QString());
    m_sessions.setFigure(now ? locale.toString(now->sessions) : QString());
    m_redis.setFigure(now ? (now->isRedisUp ? tr("on") : tr("off")) : QString());
    m_database.setFigure(now ? word(now->isDatabaseUp) : QString());
    const auto &samples = m_live.stats().samples(StatsHistory::Range::FiveMinutes);
    const auto &traffic = samples.empty() ? std::optional<Traffic>() : samples.back().traffic;
    m_in.setFigure(traffic ? locale.toString(traffic->messagesIn) : QString());
    m_out.setFigure(traffic ? locale.toString(traffic->messagesOut) : QString());
    std::vector<Attention> items;
    if (now && !now->isDatabaseUp)
        items.push_back({ Tone::Bad, tr("The database is away: no message is confirmed."), QStringLiteral("logs"), {} });
    for (const NodeSign &node : now ? now->nodes : std::vector<NodeSign>()) {
        if (node.isSilent)
            items.push_back({ Tone::Bad, tr("Server %1 is silent.").arg(QString::fromUtf8(node.name)), QStringLiteral("nodes"), {} });
    }
    if (now && !now->isRedisUp && now->nodes.size() > 1)
        items.push_back({ Tone::Warning, tr("Redis is away: typing and presence stay at their server."), QStringLiteral("nodes"), {} });
    m_attention.setItems(std::move(items));
}

void OverviewPage::showCharts()
{
    const auto range = StatsHistory::Range(std::max(m_range.currentIndex(), 0));
    const auto &resolution = StatsHistory::resolutions[size_t(range)];
    const auto &samples = m_live.stats().samples(range);
    const qint64 to = samples.empty() ? 0 : samples.back().atMs;
    const qint64 from = to - resolution.spanMs * qint64(resolution.most);
    m_clients.setPoints({ pointsOf(samples, [](const StatsSample &sample) { return sample.clients; }) }, from, to);
    const auto rate = [&](qint64 Traffic::*count) {
        return pointsOf(samples, [&](const StatsSample &sample) { return sample.traffic ? perSecond((*sample.traffic).*count, resolution.spanMs) : 0.0; });
    };
    const auto kib = [&](qint64 Traffic::*count) {
        return pointsOf(samples, [&](const StatsSample &sample) { return sample.traffic ? perSecond((*sample.traffic).*count, resolution.spanMs) / 1'024 : 0.0; });
    };
    m_churn.setPoints({ rate(&Traffic::opened), rate(&Traffic::closed) }, from, to);
    m_messages.setPoints({ rate(&Traffic::messagesIn), rate(&Traffic::messagesOut) }, from, to);
    m_bytes.setPoints({ kib(&Traffic::bytesIn), kib(&Traffic::bytesOut) }, from, to);
}

} // namespace conversa::console
