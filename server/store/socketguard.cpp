// SPDX-License-Identifier: Apache-2.0
#include "store/socketguard.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace conversa {

SocketGuard::~SocketGuard()
{
    release();
}

void SocketGuard::hold(int socket)
{
    release();
    const std::lock_guard lock(m_mutex);
    m_descriptor = socket < 0 ? -1 : fcntl(socket, F_DUPFD_CLOEXEC, 0);
}

void SocketGuard::release()
{
    const std::lock_guard lock(m_mutex);
    if (m_descriptor >= 0)
        ::close(m_descriptor);
    m_descriptor = -1;
}

void SocketGuard::shutdown()
{
    const std::lock_guard lock(m_mutex);
    if (m_descriptor >= 0)
        ::shutdown(m_descriptor, SHUT_RDWR);
}

bool SocketGuard::hasInput() const
{
    const std::lock_guard lock(m_mutex);
    pollfd state{ m_descriptor, POLLIN | POLLRDHUP, 0 };
    return m_descriptor >= 0 && poll(&state, 1, 0) > 0;
}

} // namespace conversa
