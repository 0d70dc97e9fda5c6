// SPDX-License-Identifier: Apache-2.0
#include "net/tlslink.h"

#include "net/turn.h"

namespace conversa {

TlsLink::TlsLink(Turn &turn, std::shared_ptr<const TlsContext> context)
    : m_turn(turn)
    , m_channel(std::move(context))
{
}

Outbox::Written TlsLink::writeTo(int fd, Outbox &plain)
{
    for (;;) {
        if (m_channel.hasOutput())
            m_wire.append(m_channel.takeOutput());
        if (const auto written = m_wire.writeTo(fd); written != Outbox::Written::All)
            return written;
        if (plain.isEmpty() || !m_channel.isOpen())
            return Outbox::Written::All;
        m_channel.write(plain.take(m_turn.tlsBuffers().record));
    }
}

void TlsLink::end(int fd)
{
    m_channel.end();
    m_wire.append(m_channel.takeOutput());
    m_wire.writeTo(fd);
}

} // namespace conversa
