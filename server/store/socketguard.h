// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

#include <mutex>

namespace conversa {

// A second descriptor of a connection's socket, by which another thread can break the connection off while its owner is
// blocked in it. Being its own descriptor, it never names a socket that somebody else opened since. Thread-safe.
class SocketGuard
{
public:
    SocketGuard() = default;
    ~SocketGuard(); // releases
    Q_DISABLE_COPY_MOVE(SocketGuard)

    // Duplicates `socket`; -1 holds nothing.
    void hold(int socket);
    void release();
    // Ends the connection in both directions: whoever waits in it sees it closed.
    void shutdown();
    // Whether bytes, or the end of the connection, wait to be read.
    bool hasInput() const;

private:
    mutable std::mutex m_mutex;
    int m_descriptor = -1;
};

} // namespace conversa
