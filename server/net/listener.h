// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"

#include <QHostAddress>

namespace conversa {

// A descriptor that is closed when its owner goes.
class Descriptor
{
public:
    Descriptor() = default;
    explicit Descriptor(int fd)
        : m_fd(fd)
    {
    }
    ~Descriptor() { reset(); }
    Descriptor(Descriptor &&other) noexcept
        : m_fd(other.release())
    {
    }
    Descriptor &operator=(Descriptor &&other) noexcept;

    int fd() const { return m_fd; }
    int release();
    void reset(int fd = -1);

private:
    int m_fd = -1;
};

// A listening TCP socket; what it accepts inherits its options (no delay, bounded send buffer, keep-alive).
struct Listener
{
    Descriptor socket;
    QHostAddress address;
    quint16 port = 0;
    bool tls = false; // what it accepts speaks TLS
};

// Listens on an IP address and port (0: any free one) with the kernel's largest backlog. Conflict: the port is taken;
// NotFound: no such address here; InvalidField: anything else.
Result<Listener> listenOn(const QHostAddress &address, quint16 port, bool tls = false);

} // namespace conversa
