// SPDX-License-Identifier: Apache-2.0
#include "bus/sessionlinks.h"

#include <chrono>
#include <utility>

namespace conversa {

SessionLinks::SessionLinks(Bus &bus, Clock clock, qint64 waitMs, QObject *parent)
    : QObject(parent)
    , m_bus(bus)
    , m_clock(std::move(clock))
    , m_waitMs(waitMs)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &SessionLinks::onWaitOver);
    connect(&m_bus, &Bus::joined, this, &SessionLinks::onJoined);
    connect(&m_bus, &Bus::stateChanged, this, &SessionLinks::onStateChanged);
}

void SessionLinks::enter(const SessionKey &key, int thread)
{
    Link &link = m_links[key];
    const bool isFirst = link.threads == 0;
    link.threads |= quint64(1) << thread;
    if (!isFirst)
        return;
    m_bus.join(key);
    if (isLinked(key))
        Q_EMIT linked(key);
}

QList<SessionKey> SessionLinks::linkedSessions() const
{
    QList<SessionKey> all;
    for (const SessionKey &key : m_links.keys()) {
        if (isLinked(key))
            all.append(key);
    }
    return all;
}

void SessionLinks::settle(const SessionKey &key)
{
    const auto link = m_links.find(key);
    if (link == m_links.end())
        return;
    link->settled = true;
    release(key);
}

void SessionLinks::leave(const SessionKey &key, int thread)
{
    const auto link = m_links.find(key);
    if (link == m_links.end())
        return;
    link->threads &= ~(quint64(1) << thread);
    if (link->threads)
        return;
    const auto waiting = std::move(link->waiting);
    m_links.erase(link);
    m_bus.leave(key);
    for (const auto &then : waiting)
        then();
    Q_EMIT unlinked(key);
}

void SessionLinks::await(const SessionKey &key, std::function<void()> then)
{
    const auto link = m_links.find(key);
    if (link != m_links.end() && m_bus.isUp() && !link->settled) {
        link->waiting.push_back(std::move(then));
        m_deadlines.emplace_back(m_clock.monotonicMs() + m_waitMs, key);
        if (!m_timer.isActive())
            m_timer.start(std::chrono::milliseconds(m_waitMs));
        return;
    }
    if (link != m_links.end())
        link->admitted = true;
    then();
}

void SessionLinks::onJoined(const SessionKey &key)
{
    const auto link = m_links.constFind(key);
    if (link == m_links.constEnd())
        return;
    const bool hadMembers = link->admitted;
    if (m_bus.isUp())
        Q_EMIT linked(key);
    if (hadMembers)
        Q_EMIT missed(key);
}

void SessionLinks::onStateChanged(BusState state)
{
    if (state == BusState::Up) {
        for (const SessionKey &key : linkedSessions())
            Q_EMIT linked(key);
        return;
    }
    for (Link &link : m_links)
        link.settled = false;
    for (const auto &[due, key] : std::exchange(m_deadlines, {}))
        release(key);
}

void SessionLinks::onWaitOver()
{
    const qint64 now = m_clock.monotonicMs();
    while (!m_deadlines.empty() && m_deadlines.front().first <= now) {
        const SessionKey key = std::move(m_deadlines.front().second);
        m_deadlines.pop_front();
        release(key);
    }
    if (!m_deadlines.empty())
        m_timer.start(std::chrono::milliseconds(m_deadlines.front().first - now));
}

void SessionLinks::release(const SessionKey &key)
{
    const auto link = m_links.find(key);
    if (link == m_links.end())
        return;
    link->admitted = true;
    for (const auto &then : std::exchange(link->waiting, {}))
        then();
}

} // namespace conversa
