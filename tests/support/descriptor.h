// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

#include <sys/socket.h>

#include <algorithm>
#include <chrono>

// For test clients on bare descriptors: thousands of them in one thread.
namespace conversa::test {

inline qint64 steadyNs()
{
    return std::chrono::steady_clock::now().time_since_epoch().count();
}

// Appends what has come, at most 64 KiB; the result is that of recv().
inline ssize_t receive(int fd, QByteArray &received)
{
    constexpr qsizetype piece = 65'536;
    const qsizetype before = received.size();
    received.resize(before + piece);
    const ssize_t size = ::recv(fd, received.data() + before, piece, MSG_DONTWAIT);
    received.resize(before + std::max<ssize_t>(size, 0));
    return size;
}

} // namespace conversa::test
