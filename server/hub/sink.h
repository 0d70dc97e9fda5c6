// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ids.h"
#include "protocol/message.h"

#include <QByteArray>

namespace conversa {

// What the hub needs of a connection. Lives in one network thread and is only touched there; sending never closes or
// destroys it before the loop turn ends.
class Sink
{
public:
    virtual ~Sink() = default;

    virtual ConnectionId id() const = 0;
    virtual UserId user() const = 0;
    virtual Audience audience() const = 0;

    // Queues one complete WebSocket frame.
    virtual void send(const QByteArray &frame) = 0;
    // Queues a frame that may be dropped when the connection is slow (typing, presence).
    virtual void sendEphemeral(const QByteArray &frame) = 0;
    // Whether a replay may go on: the send queue is under half its bound. After a false, the connection reports
    // SessionIndex::onRoom() once it is.
    virtual bool hasRoom() = 0;
    // Begins the close handshake with an RFC 6455 code and a reason of at most 123 bytes.
    virtual void close(quint16 code, const QByteArray &reason) = 0;
    // It has joined so many sessions now.
    virtual void countJoined(size_t) { }
};

} // namespace conversa
