// SPDX-License-Identifier: Apache-2.0
#include "support/crowd.h"

#include "support/descriptor.h"
#include "support/frames.h"
#include "support/loopback.h"
#include "support/wsclient.h"

#include <QDeadlineTimer>

#include <algorithm>
#include <array>

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace conversa::test {

namespace {


} // namespace

Crowd::Crowd(quint16 port, QByteArray token, QByteArray mark)
    : m_port(port)
    , m_head(Handshake{ .token = std::move(token) }.head())
    , m_mark(std::move(mark))
    , m_poll(::epoll_create1(EPOLL_CLOEXEC))
{
    raiseOpenFiles(); // a shell's usual 1,024 is no crowd
}

Crowd::~Crowd()
{
    for (Guest &guest : m_guests)
        end(guest);
    ::close(m_poll);
}

int Crowd::connected() const
{
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    // As over a network: loopback's segments of 64 KiB let the kernel hold megabytes for one who does not read.
    const int segment = 1'400;
    const int buffer = 32'768;
    ::setsockopt(fd, IPPROTO_TCP, TCP_MAXSEG, &segment, sizeof segment);
    ::setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &buffer, sizeof buffer);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(m_port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (fd >= 0 && ::connect(fd, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0)
        return fd;
    ::close(fd);
    return -1;
}

bool Crowd::invite(int count, int deadlineMs)
{
    const QDeadlineTimer deadline(deadlineMs);
    while (count-- > 0) {
        const int fd = connected();
        if (fd < 0)
            return false;
        epoll_event event{ EPOLLIN, { .u64 = m_guests.size() } };
        ::epoll_ctl(m_poll, EPOLL_CTL_ADD, fd, &event);
        m_guests.push_back({ fd });
        (void)!::send(fd, m_head.constData(), size_t(m_head.size()), MSG_NOSIGNAL);
    }
    const auto answered = [this] {
        return std::all_of(m_guests.begin(), m_guests.end(), [](const Guest &guest) { return guest.status != 0; });
    };
    return readUntil(answered, int(deadline.remainingTime()))
        && std::all_of(m_guests.begin(), m_guests.end(), [](const Guest &guest) { return guest.status == 101; });
}

void Crowd::sayAll(const QByteArray &text)
{
    const QByteArray frame = clientFrame(0x81, text);
    for (const Guest &guest : m_guests)
        (void)!::send(guest.fd, frame.constData(), size_t(frame.size()), MSG_NOSIGNAL);
}

void Crowd::stopReading(size_t guest, bool stopped)
{
    epoll_event event{ stopped ? 0U : EPOLLIN, { .u64 = guest } };
    ::epoll_ctl(m_poll, EPOLL_CTL_MOD, m_guests[guest].fd, &event);
}

bool Crowd::readUntil(const std::function<bool()> &enough, int deadlineMs)
{
    const QDeadlineTimer deadline(deadlineMs);
    std::array<epoll_event, 256> events;
    while (!enough()) {
        if (deadline.hasExpired())
            return false;
        const int count = ::epoll_wait(m_poll, events.data(), int(events.size()), int(deadline.remainingTime()));
        for (int i = 0; i < count; ++i)
            read(m_guests[events[size_t(i)].data.u64]);
    }
    return true;
}

bool Crowd::readTexts(int each, int deadlineMs)
{
    const auto all = [&] {
        return std::all_of(m_guests.begin(), m_guests.end(),
            [each](const Guest &guest) { return guest.ended || guest.texts >= each; });
    };
    return readUntil(all, deadlineMs);
}

int Crowd::count(const std::function<bool(const Guest &)> &is) const
{
    return int(std::count_if(m_guests.begin(), m_guests.end(), is));
}

void Crowd::read(Guest &guest)
{
    if (receive(guest.fd, guest.received) <= 0) {
        end(guest);
        return;
    }
    if (guest.status == 0)
        takeHead(guest);
    qsizetype from = 0;
    while (guest.status == 101 && !guest.ended && takeFrame(guest, from)) { }
    guest.received.remove(0, from);
    if (guest.received.isEmpty())
        guest.received = QByteArray(); // thousands of idle buffers are much memory
}

void Crowd::takeHead(Guest &guest)
{
    const qsizetype end = guest.received.indexOf("\r\n\r\n");
    if (end < 0)
        return;
    guest.status = guest.received.mid(9, 3).toInt();
    guest.received.remove(0, end + 4);
}

bool Crowd::takeFrame(Guest &guest, qsizetype &from)
{
    const auto frame = serverFrame(QByteArrayView(guest.received).sliced(from));
    if (!frame)
        return false;
    if (frame->opcode == 0x1 && frame->payload.contains(m_mark)) {
        ++guest.texts;
        ++m_texts;
        guest.lastTextNs = steadyNs();
    } else if (frame->opcode == 0x9) {
        ++guest.pings;
    } else if (frame->opcode == 0x8 && frame->payload.size() >= 2) {
        guest.closeCode = qFromBigEndian<quint16>(frame->payload.data());
        guest.closeReason = frame->payload.sliced(2).toByteArray();
        end(guest);
    }
    from += frame->size;
    return true;
}

void Crowd::end(Guest &guest) const
{
    if (guest.ended)
        return;
    guest.ended = true;
    ::close(guest.fd);
}

} // namespace conversa::test
