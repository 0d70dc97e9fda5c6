// SPDX-License-Identifier: Apache-2.0
#include "net/outbox.h"

#include <errno.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include <algorithm>
#include <array>

namespace conversa {

namespace {

constexpr qsizetype vectorSize = 64; // frames of one sendmsg
constexpr qsizetype keptCapacity = 8;
constexpr int flags = MSG_NOSIGNAL | MSG_DONTWAIT;

} // namespace

void Outbox::append(const QByteArray &bytes)
{
    m_frames.push_back(bytes);
    m_size += bytes.size();
}

Outbox::Written Outbox::writeTo(int fd)
{
    while (m_size > 0) {
        qint64 offered = 0;
        const qint64 written = send(fd, offered);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return errno == EAGAIN || errno == EWOULDBLOCK ? Written::Blocked : Written::Broken;
        consume(written);
        if (written < offered)
            return Written::Blocked;
    }
    return Written::All;
}

qint64 Outbox::send(int fd, qint64 &offered) const
{
    const qsizetype count = std::min(m_frames.size() - m_first, vectorSize);
    const QByteArray &first = m_frames[m_first];
    if (count == 1) {
        offered = first.size() - m_offset;
        return ::send(fd, first.constData() + m_offset, size_t(offered), flags);
    }
    std::array<iovec, vectorSize> vectors;
    qint64 offset = m_offset;
    for (qsizetype i = 0; i < count; ++i, offset = 0) {
        const QByteArray &frame = m_frames[m_first + i];
        vectors[size_t(i)] = {const_cast<char *>(frame.constData()) + offset, size_t(frame.size() - offset)};
        offered += frame.size() - offset;
    }
    msghdr message{};
    message.msg_iov = vectors.data();
    message.msg_iovlen = size_t(count);
    return ::sendmsg(fd, &message, flags);
}

std::span<const char> Outbox::take(std::span<char> buffer)
{
    qint64 filled = 0;
    qint64 offset = m_offset;
    for (qsizetype i = m_first; i < m_frames.size() && filled < qint64(buffer.size()); ++i, offset = 0) {
        const QByteArrayView rest = QByteArrayView(m_frames[i]).sliced(offset).first(
            std::min(m_frames[i].size() - offset, qint64(buffer.size()) - filled));
        std::copy(rest.begin(), rest.end(), buffer.begin() + filled);
        filled += rest.size();
    }
    consume(filled);
    return buffer.first(size_t(filled));
}

void Outbox::dropUnsent()
{
    const qsizetype keep = m_offset > 0 ? m_first + 1 : m_first;
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
            m_frames.squeeze();
        return;
    }
    m_offset += written;
    while (m_offset >= m_frames[m_first].size()) {
        m_offset -= m_frames[m_first].size();
        m_frames[m_first].clear();
        ++m_first;
    }
    if (m_first > vectorSize && m_first * 2 > m_frames.size()) {
        m_frames.erase(m_frames.begin(), m_frames.begin() + m_first);
        m_first = 0;
    }
}

} // namespace conversa
