// SPDX-License-Identifier: Apache-2.0
#include "client/connector.h"

#include "client/address.h"
#include "protocol/clientwriter.h"

#include <algorithm>

namespace conversa {

Connector::Connector(Options options, QObject *parent)
    : QObject(parent)
    , m_options(std::move(options))
    , m_heartbeat(m_options.heartbeat)
{
    m_timer.setSingleShot(true);
    // A coarse timer may be early, and a server's wish is the least.
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &Connector::onTimer);
}

Connector::~Connector()
{
    drop();
}

void Connector::start(const LinkOptions &options)
{
    drop();
    m_link = options;
    m_options.backoff.reset();
    open();
}

void Connector::stop()
{
    m_timer.stop();
    if (m_connection)
        m_connection->close();
    else if (m_state.kind != LinkStatus::Kind::Stopped)
        setState({});
}

void Connector::retryNow()
{
    if (m_state.kind == LinkStatus::Kind::Waiting)
        open();
}

void Connector::send(const QByteArray &text)
{
    if (m_state.kind == LinkStatus::Kind::Connected)
        m_connection->send(text);
}

void Connector::expectClose(qint64 retryAfterMs)
{
    m_announcedMs = std::min(retryAfterMs, mostRetryAfterMs);
}

qint64 Connector::retryInMs() const
{
    return m_state.kind == LinkStatus::Kind::Waiting ? std::max(m_timer.remainingTime(), 0) : 0;
}

void Connector::open()
{
    m_timer.stop();
    if (!isToken(m_link.token)) {
        setState({ LinkStatus::Kind::Stopped, 0, EndKind::BadSetting,
            "The access key has signs in it which no key has." });
        return;
    }
    m_announcedMs.reset();
    m_connection = new Link(m_link, this);
    connect(m_connection, &Link::opened, this, &Connector::onOpened);
    connect(m_connection, &Link::received, this, &Connector::onReceived);
    connect(m_connection, &Link::ended, this, &Connector::onEnded);
    // Not now: a try that fails at once must not come before the state that says it began.
    QMetaObject::invokeMethod(m_connection, &Link::open, Qt::QueuedConnection);
    setState({ .kind = LinkStatus::Kind::Connecting });
}

void Connector::drop()
{
    m_timer.stop();
    if (!m_connection)
        return;
    m_connection->disconnect(this);
    std::exchange(m_connection, nullptr)->deleteLater();
}

void Connector::onOpened()
{
    m_openedMs = m_options.clock.monotonicMs();
    m_heartbeat.onOpened(m_openedMs);
    armAt(m_heartbeat.dueMs());
    setState({ .kind = LinkStatus::Kind::Connected });
}

void Connector::onReceived(const QByteArray &text)
{
    m_heartbeat.onHeard();
    Q_EMIT received(text);
}

void Connector::onEnded(const Ending &ending)
{
    const bool wasStable = m_state.kind == LinkStatus::Kind::Connected
        && m_options.clock.monotonicMs() - m_openedMs >= m_options.stableMs;
    drop();
    if (wasStable)
        m_options.backoff.reset();
    if (ending.isFinal) {
        setState({ LinkStatus::Kind::Stopped, 0, ending.kind, ending.reason });
        return;
    }
    const qint64 wait = waitAfter(ending);
    m_timer.start(int(wait));
    setState({ LinkStatus::Kind::Waiting, wait, ending.kind, ending.reason });
}

qint64 Connector::waitAfter(const Ending &ending)
{
    const auto asked = ending.retryAfterMs ? ending.retryAfterMs : m_announcedMs;
    return asked ? *asked : std::max<qint64>(m_options.backoff.next().count(), ending.leastWaitMs);
}

void Connector::onTimer()
{
    if (m_state.kind == LinkStatus::Kind::Waiting)
        open();
    else if (m_state.kind == LinkStatus::Kind::Connected)
        beat();
}

void Connector::beat()
{
    switch (m_heartbeat.next(m_options.clock.monotonicMs())) {
    case Heartbeat::Beat::Dead:
        m_connection->abort({ EndKind::Lost, "Nothing was heard from the server any more." });
        return;
    case Heartbeat::Beat::Ping:
        m_connection->send(encoded(Ping{}));
        break;
    case Heartbeat::Beat::None:
        break;
    }
    armAt(m_heartbeat.dueMs());
}

void Connector::armAt(qint64 monotonicMs)
{
    m_timer.start(int(std::max<qint64>(monotonicMs - m_options.clock.monotonicMs(), 0)));
}

// The last thing a function does: whoever hears of it may start or stop.
void Connector::setState(LinkStatus state)
{
    m_state = std::move(state);
    Q_EMIT stateChanged(m_state);
}

} // namespace conversa
