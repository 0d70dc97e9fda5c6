// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/link.h"
#include "core/result.h"

#include <QEventLoop>
#include <QJsonObject>
#include <QTimer>

#include <deque>

namespace conversa::ctl {

// One WebSocket to a server, for a program that does one thing at a time: each call waits in an event loop of its own until
// there is what it wants. Owned by the command that uses it.
class LiveSocket : public QObject
{
    Q_OBJECT

public:
    explicit LiveSocket(const LinkOptions &options);
    // Says goodbye, so that the server's log has no lost connection.
    ~LiveSocket() override;

    // Until it is open, or why it is not: Forbidden, or Unavailable.
    Result<void> open();
    void send(const QJsonObject &message);
    // The next message. Nothing: none came in time. An error: the connection has ended, or the server refused what was sent.
    Result<std::optional<QJsonObject>> next(int deadlineMs);

private Q_SLOTS:
    void onReceived(const QByteArray &text);
    void onEnded(const conversa::Ending &ending);

private:
    Link m_link;
    QEventLoop m_loop; // runs while somebody waits
    QTimer m_deadline;
    std::deque<QJsonObject> m_messages;
    std::optional<Ending> m_ending;
    bool m_isOpen = false;
};

} // namespace conversa::ctl
