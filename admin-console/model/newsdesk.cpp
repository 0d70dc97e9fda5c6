// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/newsdesk.h"

#include "model/serverlink.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace conversa::console {

namespace {

// Of every kind together: since the server's start, which it tells operators alone, or else among those it remembers.
Result<qint64> readSecurityCount(QByteArrayView body)
{
    const QJsonObject said = QJsonDocument::fromJson(body.toByteArray()).object();
    const QLatin1String name(said.contains(QLatin1String("since_start")) ? "since_start" : "counts");
    const QJsonObject kinds = said[name].toObject();
    qint64 sum = 0;
    for (const QJsonValue &count : kinds)
        sum += count.toInteger();
    return sum;
}

} // namespace

NewsDesk::NewsDesk(LiveState &live, ChatState &chat, const Settings &settings, std::chrono::milliseconds securityEvery, QObject *parent)
    : QObject(parent)
    , m_live(live)
    , m_chat(chat)
    , m_settings(settings)
{
    connect(&live, &LiveState::linkChanged, this, &NewsDesk::onLink);
    connect(&chat, &ChatState::linkChanged, this, &NewsDesk::onLink);
    connect(&live.stats(), &StatsHistory::changed, this, &NewsDesk::onStats);
    connect(&chat.inbox(), &InboxModel::contactWrote, this, [this](const InboxRow &row) {
        const bool hasName = !row.contactName.isEmpty() && !m_settings.masksPeople();
        Q_EMIT happened(Notice::Message, hasName ? QString::fromUtf8(row.contactName) : tr("A customer has written"),
            row.last ? QString::fromUtf8(row.last->text) : QString());
    });
    connect(&m_look, &QTimer::timeout, this, &NewsDesk::onTimeToLook);
    m_look.start(securityEvery);
}

void NewsDesk::onLink()
{
    const LinkView link = serverLink(m_live, m_chat);
    const bool isLost = link.state == LinkState::Reconnecting || link.state == LinkState::Refused;
    if (isLost && std::exchange(m_wasConnected, false))
        Q_EMIT happened(Notice::ConnectionLost, tr("The connection to the server was lost"));
    if (link.state == LinkState::Connected)
        m_wasConnected = true;
    // Another server, or the same one after a restart, counts anew.
    if (link.state != LinkState::Connected)
        m_security.reset();
    // Whoever disconnects on purpose knows.
    if (link.state == LinkState::Disconnected || link.state == LinkState::Connecting) {
        m_wasConnected = false;
        m_silent.clear();
    }
}

void NewsDesk::onStats()
{
    const auto &now = m_live.stats().now();
    if (!now)
        return;
    std::set<QByteArray> silent;
    for (const NodeSign &node : now->nodes) {
        if (!node.isSilent)
            continue;
        silent.insert(node.name);
        if (!m_silent.contains(node.name))
            Q_EMIT happened(Notice::NodeSilent, tr("A server has fallen silent"), QString::fromUtf8(node.name));
    }
    m_silent = std::move(silent);
}

void NewsDesk::onTimeToLook()
{
    const bool isWanted = m_settings.notifies(Notice::Security) && m_live.link().state == LinkState::Connected;
    if (!isWanted || m_live.access() < Access::Admin)
        return;
    RestRequest request{ QStringLiteral("/api/v1/admin/security-events") };
    request.query.addQueryItem(QStringLiteral("limit"), QStringLiteral("1"));
    m_live.rest().ask<qint64>(std::move(request), readSecurityCount, this, [this](const Answer<qint64> &count) {
        if (count)
            onSecurityCount(*count);
    });
}

void NewsDesk::onSecurityCount(qint64 count)
{
    const qint64 news = count - m_security.value_or(count);
    m_security = count;
    if (news > 0)
        Q_EMIT happened(Notice::Security, tr("%n security event(s)", nullptr, int(std::min<qint64>(news, 1'000'000))));
}

} // namespace conversa::console
