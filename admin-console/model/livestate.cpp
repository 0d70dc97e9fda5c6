// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/livestate.h"

#include "protocol/jsonparser.h"

#include <QJsonArray>

namespace conversa::console {

namespace {

Result<Capabilities> readCapabilities(QByteArrayView body)
{
    const auto json = readJsonObject(body);
    if (!json)
        return json.error();
    const auto text = [&](const char *key) { return (*json)[QLatin1String(key)].toString().toUtf8(); };
    if (!json->contains(QLatin1String("version")))
        return Error{ ErrorCode::InvalidMessage, "This is not a Conversa server." };
    Capabilities capabilities{ text("version"), text("node"), text("tenant"), (*json)[QLatin1String("operator")].toBool() ? Access::Operator : Access::Admin };
    for (const QJsonValue &name : (*json)[QLatin1String("features")].toArray())
        capabilities.features.insert(name.toString().toUtf8());
    return capabilities;
}

} // namespace

LiveState::LiveState(QObject *parent)
    : QObject(parent)
{
    m_thread.setObjectName(QStringLiteral("link"));
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &LiveState::askCapabilities);
    connect(&m_channel, &AdminChannel::statusChanged, this, &LiveState::onStatusChanged);
    connect(&m_channel, &AdminChannel::newsCame, this, &LiveState::onNews);
    connect(&m_channel, &AdminChannel::welcomed, this, [this](ConnectionId self) { m_self = self; });
    m_thread.start();
}

LiveState::~LiveState()
{
    m_thread.quit();
    m_thread.wait();
}

void LiveState::open(const Endpoint &endpoint)
{
    close();
    ++m_opening;
    m_endpoint = endpoint;
    m_backoff.reset();
    m_rest.setEndpoint(endpoint);
    setLink({ LinkState::Connecting });
    askCapabilities();
}

void LiveState::close()
{
    ++m_opening;
    m_retry.stop();
    m_channel.stop();
    m_endpoint = {};
    m_rest.setEndpoint({});
    m_wasConnected = false;
    m_self.reset();
    m_statsSink.reset(); // what was handed over and is not collected is of the server before
    m_stats.clear();
    for (RowTable *table : std::initializer_list<RowTable *>{ &m_connections, &m_closed, &m_sessions, &m_events, &m_audit, &m_logs })
        table->forget();
    Q_EMIT left();
    m_capabilities = {};
    setLink({});
    Q_EMIT capabilitiesChanged();
}

void LiveState::retryNow()
{
    if (m_retry.isActive())
        askCapabilities();
    m_channel.retryNow();
}

void LiveState::askCapabilities()
{
    m_retry.stop();
    m_rest.ask<Capabilities>({ QStringLiteral("/api/v1/admin/capabilities") }, readCapabilities, this,
        [this, opening = m_opening](const Answer<Capabilities> &answer) {
            if (opening == m_opening)
                onCapabilities(answer);
        });
}

void LiveState::onCapabilities(const Answer<Capabilities> &answer)
{
    if (answer)
        return begin(*answer);
    const Problem problem = answer.failure().problem;
    if (problem == Problem::KeyTooWeak)
        return begin({ .access = Access::Agent });
    if (isFinal(problem))
        return setLink({ LinkState::Refused, problem });
    const auto wait = m_backoff.next();
    m_retry.start(wait);
    setLink({ LinkState::Reconnecting, problem, wait });
}

void LiveState::begin(const Capabilities &capabilities)
{
    m_capabilities = capabilities;
    Q_EMIT capabilitiesChanged();
    if (capabilities.access == Access::Agent)
        return setLink({ LinkState::Connected });
    m_statsSink = std::make_shared<StatsSink>();
    m_channel.subscribe(AdminTopic::Stats, {}, m_statsSink);
    m_channel.start(socketLink(m_endpoint, QStringLiteral("/api/v1/ws/admin?client=conversa-console/" CONVERSA_VERSION)));
    askHistory();
}

void LiveState::askHistory()
{
    if (access() != Access::Operator)
        return;
    for (size_t range = 0; range < StatsHistory::resolutions.size(); ++range) {
        RestRequest request{ QStringLiteral("/api/v1/admin/stats/history") };
        request.query.addQueryItem(QStringLiteral("resolution"), QString::fromLatin1(StatsHistory::resolutions[range].name));
        m_rest.ask<std::vector<StatsSample>>(std::move(request), readHistory, this,
            [this, range, opening = m_opening](const Answer<std::vector<StatsSample>> &answer) {
                if (answer && opening == m_opening)
                    m_stats.fill(StatsHistory::Range(range), *answer);
            });
    }
}

void LiveState::onStatusChanged(const LinkStatus &status)
{
    const bool isBack = status.kind == LinkStatus::Kind::Connected && m_wasConnected;
    m_wasConnected = m_wasConnected || status.kind == LinkStatus::Kind::Connected;
    // What happened meanwhile, the server remembers.
    if (isBack)
        askHistory();
    if (m_capabilities.access == Access::Admin || m_capabilities.access == Access::Operator)
        setLink(linkView(status, m_wasConnected));
}

void LiveState::onNews(AdminTopic topic)
{
    if (topic != AdminTopic::Stats || !m_statsSink)
        return;
    if (const auto stats = m_statsSink->collect())
        m_stats.add(*stats);
}

void LiveState::setLink(const LinkView &link)
{
    if (m_link == link)
        return;
    m_link = link;
    Q_EMIT linkChanged(m_link);
}

} // namespace conversa::console
