// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QVarLengthArray>

#include <span>

namespace conversa {

// What waits to be written to one descriptor: references to shared frames, not copies, and how much of the first has gone
// out already.
class Outbox
{
public:
    enum class Written { All, Blocked, Broken };

    void append(const QByteArray &bytes);
    // Writes as much as the kernel takes, several frames to a system call.
    Written writeTo(int fd);
    // Moves what waits into `buffer`, as much as fits: the part that was filled.
    std::span<const char> take(std::span<char> buffer);
    // Drops every frame of which no byte has gone out.
    void dropUnsent();
    qint64 size() const { return m_size; } // bytes
    bool isEmpty() const { return m_size == 0; }

private:
    qint64 send(int fd, qint64 &offered) const;
    void consume(qint64 written);

    // Mostly it is one frame, which lies beside the rest of the connection then.
    QVarLengthArray<QByteArray, 1> m_frames;
    qsizetype m_first = 0; // index of the first frame that is not written whole
    qint64 m_offset = 0;   // bytes of it that are
    qint64 m_size = 0;
};

} // namespace conversa
