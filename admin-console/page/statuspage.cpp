// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/statuspage.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLocale>
#include <QVBoxLayout>

namespace conversa::console {

StatusPage::StatusPage(QWidget *parent)
    : StatusPage(StatsPoller::Clocks(), Backoff(), parent)
{
}

StatusPage::StatusPage(StatsPoller::Clocks clocks, Backoff backoff, QWidget *parent)
    : QWidget(parent)
    , m_poller(clocks, backoff)
{
    buildLayout();
    connect(&m_form, &ConnectForm::connectRequested, this, &StatusPage::connectToServer);
    connect(&m_form, &ConnectForm::disconnectRequested, &m_poller, &StatsPoller::stop);
    connect(&m_banner, &Banner::retryRequested, &m_poller, &StatsPoller::retryNow);
    connect(&m_poller, &StatsPoller::stateChanged, this, &StatusPage::onStateChanged);
    connect(&m_poller, &StatsPoller::statsReceived, this, &StatusPage::onStatsReceived);
    connect(&m_poller, &StatsPoller::retryScheduled, &m_banner, &Banner::setWait);
    retranslate();
}

void StatusPage::connectToServer()
{
    m_stats.reset();
    showFigures();
    m_poller.start(m_form.address(), m_form.key());
}

void StatusPage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void StatusPage::onStateChanged(LinkState state)
{
    const bool wanted = state != LinkState::Disconnected && state != LinkState::Refused;
    m_form.setActive(wanted);
    m_badge.setState(state);
    m_banner.setWait({});
    m_banner.setProblem(m_poller.problem());
    for (FigureTile *tile : { &m_clients, &m_sessions, &m_redis })
        tile->setStale(state != LinkState::Connected);
    showAge();
}

void StatusPage::onStatsReceived(const Stats &stats)
{
    m_stats = stats;
    m_receivedAt = QTime::currentTime();
    showFigures();
}

void StatusPage::buildLayout()
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 24);
    column->setSpacing(16);
    column->addWidget(&m_form);
    column->addWidget(&m_banner);
    auto *stateRow = new QHBoxLayout;
    stateRow->addWidget(&m_badge);
    stateRow->addStretch();
    stateRow->addWidget(&m_age);
    column->addLayout(stateRow);
    auto *tiles = new QHBoxLayout;
    tiles->setSpacing(16);
    for (FigureTile *tile : { &m_clients, &m_sessions, &m_redis })
        tiles->addWidget(tile, 1);
    column->addLayout(tiles, 1);
    column->addStretch();
    m_age.setForegroundRole(QPalette::PlaceholderText);
    m_age.setTextFormat(Qt::PlainText);
}

void StatusPage::retranslate()
{
    m_clients.setCaption(tr("clients connected"));
    m_sessions.setCaption(tr("sessions with somebody in them"));
    m_redis.setCaption(tr("Redis, the link between servers"));
    showFigures();
}

void StatusPage::showFigures()
{
    const QLocale locale;
    m_clients.setFigure(m_stats ? locale.toString(m_stats->clients) : QString());
    m_sessions.setFigure(m_stats ? locale.toString(m_stats->sessions) : QString());
    m_redis.setFigure(!m_stats ? QString() : m_stats->redisEnabled ? tr("on") : tr("off"));
    showAge();
}

void StatusPage::showAge()
{
    const QString time = QLocale().toString(m_receivedAt, QStringLiteral("HH:mm:ss"));
    if (!m_stats)
        m_age.clear();
    else if (m_poller.state() == LinkState::Connected)
        m_age.setText(tr("Updated at %1").arg(time));
    else
        m_age.setText(tr("Stale: figures from %1").arg(time));
}

} // namespace conversa::console
