// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QObject>
#include <QTcpServer>
#include <QTcpSocket>

#include <functional>

namespace conversa::test {

class FaultLink;

// Stands before a server of loopback and breaks what goes through, from one moment to the next. Every fault is counted,
// so that a test can say that it was there. Lives in a thread with an event loop, see ProxyThread.
class FaultProxy : public QObject
{
    Q_OBJECT

public:
    struct Counts
    {
        int connections = 0;
        int resets = 0;
        qint64 forwarded = 0; // bytes, of both ways
        qint64 delayed = 0;
        qint64 swallowed = 0;
    };
    enum class Way { ToServer, ToClient };
    // What goes on of what came, in the pieces it came in; `connection` counts from 1.
    using Filter = std::function<QByteArray(int connection, Way way, const QByteArray &bytes)>;

    explicit FaultProxy(quint16 target);
    ~FaultProxy() override;

    quint16 port() const { return m_listener.serverPort(); }
    const Counts &counts() const { return m_counts; }

    // Where new connections go, as a name in the DNS changes.
    void setTarget(quint16 target) { m_target = target; }
    // What comes from now on goes on so many milliseconds later, each way; 0: at once.
    void setDelay(int ms) { m_delayMs = ms; }
    // The connections there are swallow everything, and neither end hears of the other's end. They stay so.
    void blackhole();
    // The same for those that come, until it is called with false.
    void blackholeNew(bool on = true) { m_blackholesNew = on; }
    // RST to both ends of all connections there are.
    void reset();
    void setFilter(Filter filter) { m_filter = std::move(filter); }

private Q_SLOTS:
    void onConnected();

private:
    friend class FaultLink;
    QList<FaultLink *> links() const;

    quint16 m_target;
    QTcpServer m_listener;
    Counts m_counts;
    Filter m_filter;
    int m_delayMs = 0;
    bool m_blackholesNew = false;
};

// Swallows the answer to each COMMIT while it is on: what is committed is in the database, and nobody is told. Counted in
// Counts::swallowed.
FaultProxy::Filter commitsUnanswered();

} // namespace conversa::test
