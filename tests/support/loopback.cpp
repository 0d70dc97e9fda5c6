// SPDX-License-Identifier: Apache-2.0
#include "support/loopback.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/resource.h>
#include <sys/socket.h>

namespace conversa::test {

namespace {

sockaddr_in socketAddress(quint32 address, quint16 port)
{
    sockaddr_in in{};
    in.sin_family = AF_INET;
    in.sin_port = htons(port);
    in.sin_addr.s_addr = htonl(address);
    return in;
}

} // namespace

quint32 loopbackAddress(int number)
{
    return INADDR_LOOPBACK + quint32(number);
}

int connectFrom(quint32 address, quint16 port)
{
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return -1;
    // The kernel looks for a free port when it knows both ends, so there are enough for any number.
    const int later = 1;
    ::setsockopt(fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &later, sizeof later);
    const sockaddr_in from = socketAddress(address, 0);
    ::bind(fd, reinterpret_cast<const sockaddr *>(&from), sizeof from);
    const sockaddr_in to = socketAddress(INADDR_LOOPBACK, port);
    ::connect(fd, reinterpret_cast<const sockaddr *>(&to), sizeof to);
    return fd;
}

int retransmissions(int fd)
{
    tcp_info info{};
    socklen_t size = sizeof info;
    ::getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &size);
    return int(info.tcpi_total_retrans);
}

void raiseOpenFiles()
{
    rlimit files{};
    ::getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &files);
}

} // namespace conversa::test
