// SPDX-License-Identifier: Apache-2.0
#include "core/lineoutput.h"

#include <limits.h>
#include <poll.h>
#include <unistd.h>

namespace conversa {

namespace {

constexpr qsizetype longestLine = PIPE_BUF;

// O_NONBLOCK would be set for every process that shares the descriptor. A pipe or socket that poll() calls writable has
// room for PIPE_BUF bytes at least.
bool hasRoom(int fd)
{
    pollfd descriptor{ fd, POLLOUT, 0 };
    return ::poll(&descriptor, 1, 0) == 1 && (descriptor.revents & POLLOUT) != 0;
}

QByteArray cut(QByteArray line)
{
    if (line.size() <= longestLine)
        return line;
    static constexpr char ending[] = "...\n";
    line.truncate(longestLine - qsizetype(sizeof ending - 1));
    return line + ending;
}

} // namespace

LineOutput::LineOutput(int fd, std::function<QByteArray(qint64)> gapLine)
    : m_fd(fd)
    , m_gapLine(std::move(gapLine))
{
}

void LineOutput::write(const QByteArray &line)
{
    const std::lock_guard lock(m_mutex);
    if (m_dropped > 0 && tryWrite(m_gapLine(m_dropped)))
        m_dropped = 0;
    if (m_dropped > 0 || !tryWrite(line))
        ++m_dropped;
}

bool LineOutput::tryWrite(QByteArray line) const
{
    line = cut(std::move(line));
    return hasRoom(m_fd) && ::write(m_fd, line.constData(), size_t(line.size())) == line.size();
}

} // namespace conversa
