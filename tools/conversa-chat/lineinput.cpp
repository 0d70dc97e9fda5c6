// SPDX-License-Identifier: Apache-2.0
#include "conversa-chat/lineinput.h"

#include <cerrno>

#include <unistd.h>

namespace conversa {

LineInput::LineInput(int fd, QObject *parent)
    : QObject(parent)
    , m_fd(fd)
    , m_notifier(fd, QSocketNotifier::Read)
{
    connect(&m_notifier, &QSocketNotifier::activated, this, &LineInput::onReadable);
}

void LineInput::setPaused(bool paused)
{
    if (std::exchange(m_isPaused, paused) == paused)
        return;
    if (!paused)
        takeLines();
    m_notifier.setEnabled(!m_isPaused && !m_isEnded);
}

void LineInput::onReadable()
{
    char buffer[16'384];
    const ssize_t size = ::read(m_fd, buffer, sizeof buffer);
    if (size < 0 && (errno == EINTR || errno == EAGAIN))
        return;
    if (size > 0) {
        m_rest.append(buffer, size);
    } else {
        m_isEnded = true;
        m_notifier.setEnabled(false);
    }
    takeLines();
}

void LineInput::takeLines()
{
    while (!m_isPaused) {
        qsizetype end = m_rest.indexOf('\n');
        if (end < 0 && m_rest.size() > mostBytes)
            end = mostBytes;
        if (end < 0)
            break;
        QByteArray line = m_rest.left(end);
        m_rest.remove(0, end + 1);
        if (line.endsWith('\r'))
            line.chop(1);
        Q_EMIT lineRead(line);
    }
    if (!m_isEnded || m_isPaused)
        return;
    if (!m_rest.isEmpty())
        Q_EMIT lineRead(std::exchange(m_rest, {}));
    Q_EMIT ended();
}

} // namespace conversa
