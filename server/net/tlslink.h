// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/outbox.h"
#include "tls/tlschannel.h"

#include <memory>

namespace conversa {

class Turn;

// What lies between a stream and its descriptor when they speak TLS. No more is encrypted than the kernel is about to take,
// so that what waits stays a reference to shared frames. Owned by the stream.
class TlsLink
{
public:
    TlsLink(Turn &turn, std::shared_ptr<const TlsContext> context);

    TlsChannel &channel() { return m_channel; }
    // Writes out what the channel has to say, and as much of `plain` as the kernel takes.
    Outbox::Written writeTo(int fd, Outbox &plain);
    // Tells the peer that nothing follows, as far as the kernel takes it.
    void end(int fd);
    qint64 queued() const { return m_wire.size(); } // bytes, encrypted

private:
    Turn &m_turn;
    TlsChannel m_channel;
    Outbox m_wire; // encrypted
};

} // namespace conversa
