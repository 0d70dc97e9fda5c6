// SPDX-License-Identifier: Apache-2.0
#include "net/listener.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstring>
#include <utility>

namespace conversa {

namespace {

// What the kernel buffers for a client that reads slowly, beside the bounded outbox.
constexpr int sendBufferBytes = 131'072;

struct SocketAddress
{
    sockaddr_storage storage{};
    socklen_t size = 0;
};

SocketAddress socketAddress(const QHostAddress &address, quint16 port)
{
    SocketAddress result;
    if (address.protocol() == QAbstractSocket::IPv6Protocol) {
        auto *in6 = reinterpret_cast<sockaddr_in6 *>(&result.storage);
        const Q_IPV6ADDR bytes = address.toIPv6Address();
        in6->sin6_family = AF_INET6;
        in6->sin6_port = htons(port);
        std::memcpy(&in6->sin6_addr, &bytes, sizeof bytes);
        result.size = sizeof *in6;
    } else {
        auto *in = reinterpret_cast<sockaddr_in *>(&result.storage);
        in->sin_family = AF_INET;
        in->sin_port = htons(port);
        in->sin_addr.s_addr = htonl(address.toIPv4Address());
        result.size = sizeof *in;
    }
    return result;
}

void setOption(int fd, int level, int name, int value)
{
    ::setsockopt(fd, level, name, &value, sizeof value);
}

void setOptions(int fd, bool ipv6)
{
    setOption(fd, SOL_SOCKET, SO_REUSEADDR, 1); // restart while old connections linger; it never shares a live port
    setOption(fd, IPPROTO_TCP, TCP_NODELAY, 1);
    setOption(fd, SOL_SOCKET, SO_SNDBUF, sendBufferBytes);
    setOption(fd, SOL_SOCKET, SO_KEEPALIVE, 1);
    if (ipv6)
        setOption(fd, IPPROTO_IPV6, IPV6_V6ONLY, 1);
}

quint16 boundPort(int fd)
{
    SocketAddress bound;
    bound.size = sizeof bound.storage;
    ::getsockname(fd, reinterpret_cast<sockaddr *>(&bound.storage), &bound.size);
    return bound.storage.ss_family == AF_INET6 ? ntohs(reinterpret_cast<sockaddr_in6 *>(&bound.storage)->sin6_port)
                                               : ntohs(reinterpret_cast<sockaddr_in *>(&bound.storage)->sin_port);
}

} // namespace

Descriptor &Descriptor::operator=(Descriptor &&other) noexcept
{
    if (this != &other)
        reset(other.release());
    return *this;
}

int Descriptor::release()
{
    return std::exchange(m_fd, -1);
}

void Descriptor::reset(int fd)
{
    if (m_fd >= 0)
        ::close(m_fd);
    m_fd = fd;
}

Result<Listener> listenOn(const QHostAddress &address, quint16 port, bool tls)
{
    const bool ipv6 = address.protocol() == QAbstractSocket::IPv6Protocol;
    Descriptor socket(::socket(ipv6 ? AF_INET6 : AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (socket.fd() >= 0)
        setOptions(socket.fd(), ipv6);
    const SocketAddress name = socketAddress(address, port);
    const bool listening = socket.fd() >= 0
        && ::bind(socket.fd(), reinterpret_cast<const sockaddr *>(&name.storage), name.size) == 0
        && ::listen(socket.fd(), std::numeric_limits<int>::max()) == 0;
    if (!listening) {
        const ErrorCode code = errno == EADDRINUSE ? ErrorCode::Conflict
            : errno == EADDRNOTAVAIL || errno == EAFNOSUPPORT ? ErrorCode::NotFound
                                                              : ErrorCode::InvalidField;
        return Error{code, QByteArray(std::strerror(errno)), QByteArrayLiteral("listen")};
    }
    const quint16 actual = boundPort(socket.fd());
    return Listener{std::move(socket), address, actual, tls};
}

} // namespace conversa
