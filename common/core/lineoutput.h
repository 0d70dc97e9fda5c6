// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

#include <functional>
#include <mutex>

namespace conversa {

// Writes lines to a descriptor, each whole, and never waits for who reads them: what does not fit is dropped and
// counted, and the count stands before the next line that fits. Thread-safe. Does not own the descriptor.
class LineOutput
{
public:
    // gapLine: the line that tells of so many dropped ones.
    LineOutput(int fd, std::function<QByteArray(qint64 dropped)> gapLine);

    // Longer lines than a pipe takes in one piece (PIPE_BUF, 4,096 bytes) are cut.
    void write(const QByteArray &line);

private:
    bool tryWrite(QByteArray line) const;

    const int m_fd;
    const std::function<QByteArray(qint64)> m_gapLine;
    std::mutex m_mutex; // guards m_dropped, and keeps the room that was found for the line that found it
    qint64 m_dropped = 0;
};

} // namespace conversa
