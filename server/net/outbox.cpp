// SPDX-License-Identifier: Apache-2.0
#include "net/outbox.h"

#include <errno.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include <algorithm>
#include <array>

namespace conversa {

namespace {

constexpr size_t vectorSize = 64; // frames of one sendmsg
constexpr size_t keptCapacity = 8;

} // namespace

void Outbox::append(const QByteArray &bytes)
{
    m_frames.push_back(bytes);
    m_size += bytes.size();
}

Outbox::Written Outbox::writeTo(int fd)
{
    while (m_size > 0) {
        std::array<iovec, vectorSize> vectors;
        size_t count = 0;
        qint64 offset = m_offset;
        qint64 gathered = 0;
        for (size_t i = m_first; i < m_frames.size() && count < vectorSize; ++i, offset = 0) {
            const QByteArray &frame = m_frames[i];
            vectors[count++] = {const_cast<char *>(frame.constData()) + offset, size_t(frame.size() - offset)};
            gathered += frame.size() - offset;
        }
        msghdr message{};
        message.msg_iov = vectors.data();
        message.msg_iovlen = count;
        const ssize_t written = ::sendmsg(fd, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return errno == EAGAIN || errno == EWOULDBLOCK ? Written::Blocked : Written::Broken;
        consume(written);
        if (written < gathered)
            return Written::Blocked;
    }
    return Written::All;
}

void Outbox::dropUnsent()
{
    const size_t keep = m_offset > 0 ? m_first + 1 : m_first;
    m_frames.resize(std::min(keep, m_frames.size()));
    m_size = m_offset > 0 ? m_frames[m_first].size() - m_offset : 0;
}

void Outbox::consume(qint64 written)
{
    m_size -= written;
    if (m_size == 0) {
        m_frames.clear();
        m_first = 0;
        m_offset = 0;
        // A burst's vector is not kept by a connection that may be idle from now on.
        if (m_frames.capacity() > keptCapacity)
            m_frames.shrink_to_fit();
        return;
    }
    m_offset += written;
    while (m_offset >= m_frames[m_first].size()) {
        m_offset -= m_frames[m_first].size();
        m_frames[m_first].clear();
        ++m_first;
    }
    if (m_first > vectorSize && m_first * 2 > m_frames.size()) {
        m_frames.erase(m_frames.begin(), m_frames.begin() + ptrdiff_t(m_first));
        m_first = 0;
    }
}

} // namespace conversa
