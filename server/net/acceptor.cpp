// SPDX-License-Identifier: Apache-2.0
#include "net/acceptor.h"

#include "core/log.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstring>

namespace conversa {

namespace {

constexpr int acceptsPerTurn = 1'024; // quickly, as the kernel drops without a word whom its queue does not hold
constexpr int refusalsPerTurn = 64;
constexpr auto restTime = std::chrono::milliseconds(100);
constexpr qint64 logEveryMs = 1'000;
constexpr char busyResponse[] = "HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/json\r\nRetry-After: 1\r\n"
                                "Connection: close\r\nContent-Length: 72\r\n\r\n"
                                "{\"error\":\"overloaded\",\"message\":\"The server is out of file descriptors.\"}";

bool isOutOfDescriptors(int error)
{
    return error == EMFILE || error == ENFILE || error == ENOBUFS || error == ENOMEM;
}

int openReserve()
{
    return ::open("/dev/null", O_RDONLY | O_CLOEXEC);
}

} // namespace

Acceptor::Acceptor(std::vector<Listener> listeners, TimerWheel &wheel, Clock clock, OnAccepted onAccepted)
    : m_listeners(std::move(listeners))
    , m_clock(std::move(clock))
    , m_onAccepted(std::move(onAccepted))
    , m_reserve(openReserve())
    , m_restOver(wheel, TimerWheel::call<&Acceptor::resume>(this))
{
    for (const Listener &listener : m_listeners) {
        auto &notifier = m_notifiers.emplace_back(
            std::make_unique<QSocketNotifier>(listener.socket.fd(), QSocketNotifier::Read));
        QObject::connect(notifier.get(), &QSocketNotifier::activated, notifier.get(),
                         [this, &listener] { acceptFrom(listener); });
    }
}

Acceptor::~Acceptor() = default;

void Acceptor::acceptFrom(const Listener &listener)
{
    int refused = 0;
    for (int i = 0; i < acceptsPerTurn && refused < refusalsPerTurn; ++i) {
        sockaddr_storage peer{};
        socklen_t size = sizeof peer;
        const int fd = ::accept4(listener.socket.fd(), reinterpret_cast<sockaddr *>(&peer), &size, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (fd >= 0) {
            m_onAccepted(fd, QHostAddress(reinterpret_cast<const sockaddr *>(&peer)), listener.tls);
            continue;
        }
        if (isOutOfDescriptors(errno)) {
            refuseOne(listener);
            ++refused;
            continue;
        }
        if (errno == EAGAIN || errno == EWOULDBLOCK)
            return;
    }
}

void Acceptor::refuseOne(const Listener &listener)
{
    if (m_clock.monotonicMs() - m_loggedMs >= logEveryMs) {
        m_loggedMs = m_clock.monotonicMs();
        logEvent(logNet(), "descriptors_exhausted", {{"hint", "raise the open-file limit (LimitNOFILE) of the server"}});
    }
    m_reserve.reset();
    const int fd = ::accept4(listener.socket.fd(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (fd >= 0) {
        // The request is read away first: closing over unread bytes would reset the connection before the answer is seen.
        char ignored[4096];
        (void)!::recv(fd, ignored, sizeof ignored, 0);
        if (!listener.tls) // where nothing could be read before a handshake
            (void)!::send(fd, busyResponse, sizeof busyResponse - 1, MSG_NOSIGNAL);
        ::shutdown(fd, SHUT_WR);
        ::close(fd);
    }
    m_reserve.reset(openReserve());
    rest();
}

void Acceptor::rest()
{
    if (m_restOver.isArmed())
        return;
    for (const auto &notifier : m_notifiers)
        notifier->setEnabled(false);
    m_restOver.arm(restTime);
}

void Acceptor::resume()
{
    for (const auto &notifier : m_notifiers)
        notifier->setEnabled(true);
}

} // namespace conversa
