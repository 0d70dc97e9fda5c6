// SPDX-License-Identifier: Apache-2.0
#include "support/pulse.h"

#include "support/descriptor.h"
#include "support/frames.h"
#include "support/loopback.h"
#include "support/wsclient.h"

#include <algorithm>

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace conversa::test {

namespace {

constexpr int patienceMs = 10'000;

bool waitFor(int fd, short events)
{
    pollfd wanted{ fd, events, 0 };
    return ::poll(&wanted, 1, patienceMs) == 1;
}

bool sendAll(int fd, const QByteArray &bytes)
{
    return ::send(fd, bytes.constData(), size_t(bytes.size()), MSG_NOSIGNAL) == bytes.size();
}

QByteArray onSession(const char *type, const QByteArray &session, const QByteArray &more = {})
{
    return clientFrame(
        0x81, QByteArray("{\"type\":\"") + type + "\",\"payload\":{\"session_id\":\"" + session + '"' + more + "}}");
}

} // namespace

Pulse::Pulse(Options options)
    : m_options(std::move(options))
    , m_clients(size_t(m_options.pairs) * 2)
{
}

Pulse::~Pulse()
{
    stop();
    for (const Client &client : m_clients)
        ::close(client.fd);
}

bool Pulse::start()
{
    for (int i = 0; i < int(m_clients.size()); ++i) {
        if (!letIn(i))
            return false;
    }
    m_thread = std::thread([this] { beat(); });
    return true;
}

bool Pulse::letIn(int client)
{
    Client &each = m_clients[size_t(client)];
    each.fd = connectFrom(loopbackAddress(0), m_options.port);
    const QByteArray head = Handshake{ .token = m_options.token(client) }.head();
    const QByteArray join = onSession("join_session", m_options.session(client / 2));
    if (!waitFor(each.fd, POLLOUT) || !sendAll(each.fd, head + join))
        return false;
    while (!each.received.contains("session_joined")) {
        if (!waitFor(each.fd, POLLIN) || receive(each.fd, each.received) <= 0)
            return false;
    }
    each.received.remove(0, each.received.indexOf("\r\n\r\n") + 4);
    return true;
}

void Pulse::beat()
{
    const qint64 stepNs = 1'000'000'000 / m_options.perSecond;
    qint64 dueNs = steadyNs();
    while (!m_ending) {
        dueNs += stepNs;
        m_dueNs.push_back(dueNs);
        m_tookNs.push_back(0);
        readFor(int(std::max<qint64>(0, dueNs - steadyNs()) / 1'000'000));
        write(m_dueNs.size() - 1);
    }
    const qint64 endNs = steadyNs() + qint64(patienceMs) * 1'000'000;
    while (missing() > 0 && steadyNs() < endNs)
        readFor(10);
}

void Pulse::write(size_t number)
{
    const size_t pair = number % size_t(m_options.pairs);
    sendAll(m_clients[pair * 2].fd, onSession("send_message", m_options.session(int(pair)),
        ",\"contact_id\":\"660e8400-e29b-41d4-a716-446655440000\",\"text\":\"" + QByteArray::number(qint64(number)) + '"'));
}

void Pulse::readFor(int ms)
{
    const qint64 endNs = steadyNs() + qint64(ms) * 1'000'000;
    std::vector<pollfd> wanted;
    for (const Client &client : m_clients)
        wanted.push_back({ client.fd, POLLIN, 0 });
    do {
        const int left = int(std::max<qint64>(0, endNs - steadyNs()) / 1'000'000);
        if (::poll(wanted.data(), nfds_t(wanted.size()), left) <= 0)
            continue;
        for (size_t i = 0; i < wanted.size(); ++i) {
            if (wanted[i].revents)
                read(m_clients[i]);
        }
    } while (steadyNs() < endNs);
}

void Pulse::read(Client &client)
{
    static const QByteArray mark("\"text\":\"");
    receive(client.fd, client.received);
    while (const auto frame = serverFrame(client.received)) {
        const qsizetype at = frame->payload.contains("new_message") ? frame->payload.indexOf(mark) : -1;
        const auto text = at < 0 ? QByteArrayView() : frame->payload.sliced(at + mark.size());
        const auto number = text.first(std::max<qsizetype>(0, text.indexOf('"'))).toULongLong();
        if (at >= 0 && number < m_tookNs.size())
            m_tookNs[number] = steadyNs() - m_dueNs[number];
        client.received.remove(0, frame->size);
    }
}

void Pulse::stop()
{
    m_ending = true;
    if (m_thread.joinable())
        m_thread.join();
}

int Pulse::missing() const
{
    return int(std::count(m_tookNs.begin(), m_tookNs.end(), 0));
}

qint64 Pulse::percentileMs(double percent) const
{
    std::vector<qint64> sorted = m_tookNs;
    std::sort(sorted.begin(), sorted.end());
    const auto index = size_t(double(sorted.size()) * percent / 100);
    return sorted.empty() ? 0 : sorted[std::min(index, sorted.size() - 1)] / 1'000'000;
}

} // namespace conversa::test
