// SPDX-License-Identifier: Apache-2.0
#include "loop/waker.h"

#include <QString>

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace conversa {

Waker::Waker()
    : m_fd(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
{
    if (m_fd < 0)
        qFatal("no eventfd for an event loop: %s", qPrintable(qt_error_string()));
}

Waker::~Waker()
{
    ::close(m_fd);
}

void Waker::wake()
{
    // Sequentially consistent: what the caller queued before is visible to the thread that takes this wake.
    if (m_state.exchange(State::Woken) == State::Sleeping)
        eventfd_write(m_fd, 1);
}

bool Waker::takeWake()
{
    return m_state.load(std::memory_order_relaxed) != State::Running
        && m_state.exchange(State::Running) == State::Woken;
}

void Waker::drain()
{
    eventfd_t count = 0;
    eventfd_read(m_fd, &count);
}

void Waker::wait(int timeout)
{
    pollfd descriptor{ m_fd, POLLIN, 0 };
    ::poll(&descriptor, 1, timeout);
}

} // namespace conversa
