// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/statspoller.h"

#include "model/serveraddress.h"

#include <QNetworkReply>
#include <QNetworkRequest>

#include <algorithm>

namespace conversa::console {

namespace {

constexpr qint64 MostBody = 16 * 1024; // the figures take under 100 bytes

bool isKey(const QByteArray &key)
{
    const auto visible = [](char sign) { return sign > 0x20 && sign < 0x7f; };
    return !key.isEmpty() && std::all_of(key.begin(), key.end(), visible);
}

QNetworkRequest statsRequest(QUrl address, const QByteArray &key, std::chrono::milliseconds timeout)
{
    address.setPath(QStringLiteral("/api/v1/ws/stats"));
    QNetworkRequest request(address);
    request.setRawHeader("Authorization", "Bearer " + key);
    request.setRawHeader("Accept", "application/json");
    request.setTransferTimeout(int(timeout.count()));
    // A redirect would carry the key to another host.
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    return request;
}

} // namespace

void StatsPoller::DeleteLater::operator()(QNetworkReply *reply) const
{
    reply->deleteLater();
}

StatsPoller::StatsPoller(QObject *parent)
    : StatsPoller(Clocks(), Backoff(), parent)
{
}

StatsPoller::StatsPoller(Clocks clocks, Backoff backoff, QObject *parent)
    : QObject(parent)
    , m_clocks(clocks)
    , m_backoff(backoff)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &StatsPoller::onTimeToAsk);
}

StatsPoller::~StatsPoller()
{
    dropReply();
}

void StatsPoller::start(const QString &address, const QString &key)
{
    stop();
    m_backoff.reset();
    const auto base = parseServerAddress(address);
    if (!base)
        return setState(LinkState::Refused, Problem::BadAddress);
    const QByteArray trimmed = key.trimmed().toUtf8();
    if (!isKey(trimmed))
        return setState(LinkState::Refused, Problem::BadKey);
    m_address = *base;
    m_key = trimmed;
    setState(LinkState::Connecting, Problem::None);
    onTimeToAsk();
}

void StatsPoller::stop()
{
    m_timer.stop();
    dropReply();
    m_key.clear();
    setState(LinkState::Disconnected, Problem::None);
}

void StatsPoller::retryNow()
{
    if (m_state != LinkState::Reconnecting || m_reply)
        return;
    m_timer.stop();
    onTimeToAsk();
}

void StatsPoller::onTimeToAsk()
{
    m_reply.reset(m_network.get(statsRequest(m_address, m_key, m_clocks.timeout)));
    m_reply->setReadBufferSize(MostBody);
    connect(m_reply.get(), &QNetworkReply::finished, this, &StatsPoller::onFinished);
}

void StatsPoller::onFinished()
{
    const auto reply = std::move(m_reply);
    const Problem problem = problemOf(*reply);
    if (problem != Problem::None)
        return fail(problem);
    handle(parseStats(reply->read(MostBody)));
}

void StatsPoller::handle(const Result<Stats> &stats)
{
    if (!stats)
        return fail(Problem::NotConversa);
    m_backoff.reset();
    m_timer.start(m_clocks.interval);
    setState(LinkState::Connected, Problem::None);
    Q_EMIT statsReceived(*stats);
}

void StatsPoller::fail(Problem problem)
{
    if (isFinal(problem)) {
        m_key.clear();
        return setState(LinkState::Refused, problem);
    }
    const auto wait = m_backoff.next();
    m_timer.start(wait);
    setState(LinkState::Reconnecting, problem);
    Q_EMIT retryScheduled(wait);
}

void StatsPoller::setState(LinkState state, Problem problem)
{
    if (m_state == state && m_problem == problem)
        return;
    m_state = state;
    m_problem = problem;
    Q_EMIT stateChanged(state);
}

void StatsPoller::dropReply()
{
    const auto reply = std::move(m_reply);
    if (!reply)
        return;
    // The abort would otherwise be taken for a timeout.
    disconnect(reply.get(), nullptr, this, nullptr);
    reply->abort();
}

} // namespace conversa::console
