// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/heartbeat.h"
#include "client/link.h"
#include "core/backoff.h"
#include "core/clock.h"

#include <QTimer>

namespace conversa {

// How things stand with the server, and why.
struct LinkStatus
{
    enum class Kind {
        Stopped, // nobody asked for a connection, or trying again cannot help
        Connecting,
        Connected,
        Waiting, // for the next try
    };

    Kind kind = Kind::Stopped;
    qint64 retryInMs = 0; // of Waiting, at its begin
    EndKind cause = EndKind::Stopped; // of Stopped and Waiting
    QByteArray reason = {}; // one sentence for a person
};

// Keeps a connection to one server: opens it again after each end that is not final, without a limit of tries, and ends
// one on which nothing is heard any more. Lives in its owner's thread; owned by the ChatClient.
class Connector : public QObject
{
    Q_OBJECT

public:
    struct Options
    {
        Clock clock = Clock::system();
        Backoff backoff = Backoff();
        qint64 stableMs = 5'000; // a connection that held this long makes the next wait short again
        Heartbeat::Times heartbeat = {};
    };

    explicit Connector(Options options, QObject *parent = nullptr);
    ~Connector() override;

    // Starts anew if it runs already.
    void start(const LinkOptions &options);
    // Says goodbye and stays stopped; the state says when it is done.
    void stop();
    // Cuts the wait for the next try short. No effect outside Waiting.
    void retryNow();
    // For the next try: the one that runs goes on with the old one.
    void setToken(const QByteArray &token) { m_link.token = token; }
    // One text message; lost unless the state is Connected.
    void send(const QByteArray &text);
    // The server is about to close, and wants nobody back before this.
    void expectClose(qint64 retryAfterMs);

    const LinkStatus &state() const { return m_state; }
    // What is left of Waiting; 0 outside.
    qint64 retryInMs() const;

Q_SIGNALS:
    void stateChanged(const conversa::LinkStatus &state);
    void received(const QByteArray &text);

private Q_SLOTS:
    void onOpened();
    void onReceived(const QByteArray &text);
    void onEnded(const conversa::Ending &ending);
    void onTimer();

private:
    void open();
    void drop();
    void beat();
    void armAt(qint64 monotonicMs);
    void setState(LinkStatus state);
    qint64 waitAfter(const Ending &ending);

    Options m_options;
    LinkOptions m_link;
    Link *m_connection = nullptr; // a child
    QTimer m_timer{ this }; // the next try, or the next beat
    Heartbeat m_heartbeat;
    LinkStatus m_state;
    qint64 m_openedMs = 0;
    std::optional<qint64> m_announcedMs; // by expectClose()
};

} // namespace conversa
