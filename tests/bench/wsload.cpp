// SPDX-License-Identifier: Apache-2.0
// wsload: a load generator that knows only WebSocket frames (one epoll thread). Subscribers say hello, publishers send
// at a rate; every text frame that holds "@@<ns>@@" counts as one delivery and gives one latency. What the server costs
// comes from /proc. README.md says how it is used.
#include "frames.h"
#include "load.h"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

using namespace wsload;

namespace {

constexpr uint64_t second = 1'000'000'000;

uint64_t now()
{
    timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return uint64_t(t.tv_sec) * second + uint64_t(t.tv_nsec);
}

std::string replaced(std::string text, const std::string &name, const std::string &value)
{
    for (size_t at = text.find(name); at != std::string::npos; at = text.find(name, at + value.size()))
        text.replace(at, name.size(), value);
    return text;
}

} // namespace

Load::Load(const Options &options)
    : m_name(options.text("--name", "?"))
    , m_host(options.text("--host", "127.0.0.1"))
    , m_path(options.text("--path", "/"))
    , m_publisherPath(options.text("--pub-path", m_path))
    , m_hello(options.text("--hello"))
    , m_message(options.text("--pub", "@@{TS}@@"))
    , m_header(options.text("--header"))
    , m_padding(size_t(options.number("--pad", 200)), 'x')
    , m_port(options.number("--port", 8080))
    , m_publisherPort(options.number("--pub-port", m_port))
    , m_subscribers(options.number("--subs", 1000))
    , m_publishers(options.number("--pubs", 1))
    , m_rooms(std::max(1, options.number("--rooms", 1)))
    , m_messages(options.number("--msgs", 1000))
    , m_rate(std::max(1, options.number("--rate", 100)))
    , m_window(options.number("--window", 0))
    , m_settle(options.number("--settle-ms", 1000))
    , m_seconds(options.number("--seconds", 20))
    , m_meter(options.numbers("--pid"))
    , m_connections(size_t(m_subscribers + m_publishers))
    , m_roomSize(size_t(m_rooms))
{
    m_residentBefore = m_meter.residentKiB();
}

std::string Load::room(int index) const
{
    char id[64];
    snprintf(id, sizeof id, "550e8400-e29b-41d4-a716-%012d", index % m_rooms);
    return id;
}

void Load::drop(Connection &each)
{
    (each.state == State::Open ? m_closed : m_failed) += 1;
    close(each.fd);
    each.fd = -1;
    each.state = State::Closed;
}

// Waits where the socket is full: a server that does not read is what is measured then.
bool Load::send(const Connection &each, const std::string &data) const
{
    for (size_t done = 0; done < data.size();) {
        const ssize_t n = write(each.fd, data.data() + done, data.size() - done);
        if (n > 0)
            done += size_t(n);
        else if (errno == EAGAIN)
            usleep(50);
        else
            return false;
    }
    return true;
}

void Load::start(int index)
{
    Connection &each = m_connections[size_t(index)];
    each.index = index;
    each.isPublisher = index >= m_subscribers;
    each.fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    if (each.fd < 0) {
        perror("socket");
        exit(2);
    }
    const int on = 1;
    setsockopt(each.fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    // Several source addresses: one has not ports enough.
    sockaddr_in source{};
    source.sin_family = AF_INET;
    source.sin_addr.s_addr = htonl(0x7f000101u + (unsigned(index / 20000) << 8));
    setsockopt(each.fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on);
    bind(each.fd, reinterpret_cast<sockaddr *>(&source), sizeof source);
    sockaddr_in target{};
    target.sin_family = AF_INET;
    target.sin_port = htons(uint16_t(each.isPublisher ? m_publisherPort : m_port));
    inet_pton(AF_INET, m_host.c_str(), &target.sin_addr);
    if (connect(each.fd, reinterpret_cast<sockaddr *>(&target), sizeof target) != 0 && errno != EINPROGRESS) {
        drop(each);
        return;
    }
    epoll_event event{ EPOLLIN | EPOLLOUT | EPOLLET, { .u32 = uint32_t(index) } };
    epoll_ctl(m_epoll, EPOLL_CTL_ADD, each.fd, &event);
}

void Load::pump(int ms)
{
    static epoll_event events[2048];
    const int count = epoll_wait(m_epoll, events, 2048, ms);
    for (int i = 0; i < count; ++i) {
        Connection &each = m_connections[events[i].data.u32];
        if (each.fd >= 0 && each.state == State::Connecting && (events[i].events & EPOLLOUT))
            writable(each);
        if (each.fd >= 0)
            readable(each);
    }
}

void Load::pumpFor(uint64_t duration, int step)
{
    for (const uint64_t end = now() + duration; now() < end;)
        pump(step);
}

void Load::writable(Connection &each)
{
    each.state = State::Handshaking;
    std::string path = each.isPublisher ? m_publisherPath : m_path;
    path = replaced(replaced(path, "{ROOM}", room(each.index)), "{I}", std::to_string(each.index));
    const std::string request = "GET " + path + " HTTP/1.1\r\nHost: " + m_host + ":" + std::to_string(m_port)
        + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
          "Sec-WebSocket-Version: 13\r\n"
        + (m_header.empty() ? "" : m_header + "\r\n") + "\r\n";
    if (!send(each, request))
        drop(each);
}

// False: nothing more to do with this data now.
bool Load::handshake(Connection &each, const char *&data, size_t &size)
{
    const auto *end = static_cast<const char *>(memmem(data, size, "\r\n\r\n", 4));
    if (end == nullptr) {
        each.pending.assign(std::string(data, size));
        return false;
    }
    if (memcmp(data, "HTTP/1.1 101", 12) != 0) {
        if (m_failed == 0)
            fprintf(stderr, "%s: refused: %.*s\n", m_name.c_str(), int(std::min<size_t>(size, 120)), data);
        drop(each);
        return false;
    }
    size -= size_t(end + 4 - data);
    data = end + 4;
    each.state = State::Open;
    ++m_opened;
    if (!m_hello.empty())
        send(each, frame(replaced(m_hello, "{ROOM}", room(each.index)), 1));
    return true;
}

void Load::readable(Connection &each)
{
    static char buffer[1 << 20];
    for (;;) {
        const ssize_t n = read(each.fd, buffer, sizeof buffer);
        if (n < 0 && errno == EAGAIN)
            return;
        if (n <= 0) {
            drop(each);
            return;
        }
        const uint64_t at = now();
        const char *data = buffer;
        size_t size = size_t(n);
        if (!each.pending.empty()) {
            each.pending.append(buffer, size_t(n));
            data = each.pending.data();
            size = each.pending.size();
        }
        if (each.state == State::Handshaking && !handshake(each, data, size)) {
            if (each.fd < 0)
                return;
            continue;
        }
        for (Header head; (head = readHeader(reinterpret_cast<const unsigned char *>(data), size)).complete;) {
            received(each, head.opcode, data + head.header, head.payload, at);
            data += head.header + head.payload;
            size -= head.header + head.payload;
        }
        each.pending = std::string(data, size);
    }
}

void Load::received(Connection &each, int opcode, const char *payload, size_t size, uint64_t at)
{
    if (opcode == 9) {
        send(each, frame(std::string(payload, size), 10));
        return;
    }
    const auto *stamp = static_cast<const char *>(memmem(payload, size, "@@", 2));
    if (stamp == nullptr || opcode == 0 || opcode > 2)
        return;
    const uint64_t sent = strtoull(stamp + 2, nullptr, 10);
    if (!each.isPublisher) {
        ++m_delivered;
        m_deliveryTimes.add(sent, at);
    } else if (memmem(payload, size, "message_sent", 12) != nullptr) {
        ++m_confirmed;
        m_confirmTimes.add(sent, at);
        m_confirmedBy.push_back(each.index);
    }
}

void Load::connectAll()
{
    constexpr int atOnce = 256;
    const int all = m_subscribers + m_publishers;
    const uint64_t begin = now();
    const double cpu = m_meter.cpuSeconds();
    int started = 0;
    int done = 0;
    for (uint64_t progress = begin; m_opened + m_failed < all;) {
        while (started < all && started - m_opened - m_failed < atOnce)
            start(started++);
        pump(10);
        if (m_opened + m_failed != done) {
            done = m_opened + m_failed;
            progress = now();
        } else if (now() - progress > 20 * second) {
            fprintf(stderr, "%s: stalled at %d opened, %d failed\n", m_name.c_str(), m_opened, m_failed);
            break;
        }
    }
    m_connectSeconds = double(now() - begin) / second;
    m_connectCpu = m_meter.cpuSeconds() - cpu;
    pumpFor(uint64_t(m_settle) * 1'000'000, 20);
    m_residentIdle = m_meter.residentKiB();
    for (int i = 0; i < m_subscribers; ++i)
        m_roomSize[size_t(i % m_rooms)] += m_connections[size_t(i)].state == State::Open ? 1 : 0;
}

void Load::idle(int ms)
{
    const double cpu = m_meter.cpuSeconds();
    pumpFor(uint64_t(ms) * 1'000'000, 50);
    printf("%s idle_cpu_s=%.2f over %d ms\n", m_name.c_str(), m_meter.cpuSeconds() - cpu, ms);
}

bool Load::publish(int publisher, int roomIndex, const std::string &id)
{
    const Connection &each = m_connections[size_t(publisher)];
    if (each.fd < 0)
        return false;
    std::string text = replaced(replaced(m_message, "{TS}", std::to_string(now())), "{PAD}", m_padding);
    text = replaced(replaced(text, "{SEQ}", id), "{ROOM}", room(roomIndex));
    return send(each, frame(text, 1));
}

void Load::awaitDeliveries()
{
    uint64_t seen = m_delivered;
    for (uint64_t progress = now(); m_delivered < m_expected && now() - progress < 5 * second;) {
        pump(5);
        if (m_delivered != seen) {
            seen = m_delivered;
            progress = now();
        }
    }
}

// An open loop at the rate, or, with a window, at most that many messages that have not reached everybody.
int Load::runAtRate()
{
    const double cpu = m_meter.cpuSeconds();
    const uint64_t begin = now();
    const uint64_t gap = second / uint64_t(m_rate);
    const uint64_t window = uint64_t(m_window) * uint64_t(std::max(1, m_subscribers / m_rooms));
    for (uint64_t next = begin; m_sent < uint64_t(m_messages);) {
        if (m_window > 0 ? m_expected - m_delivered >= window : now() < next) {
            pump(m_window > 0 ? 1 : 0);
            continue;
        }
        const int roomIndex = int(m_sent % uint64_t(m_rooms));
        const int publisher = m_subscribers + int(m_sent % uint64_t(m_publishers));
        if (!publish(publisher, roomIndex, std::to_string(m_sent)))
            break;
        m_expected += m_roomSize[size_t(roomIndex)];
        ++m_sent;
        next += gap;
        pump(0);
    }
    awaitDeliveries();
    printRate(double(now() - begin) / second, m_meter.cpuSeconds() - cpu);
    return m_delivered == m_expected && m_failed == 0 ? 0 : 1;
}

void Load::printRate(double wall, double cpu)
{
    m_deliveryTimes.sort();
    const auto at = [this](double q) { return m_deliveryTimes.quantile(q); };
    const auto each = [](double total, auto count) { return total / double(std::max<uint64_t>(1, uint64_t(count))); };
    printf(
        "%-14s subs=%d opened=%d failed=%d closed=%d conn_s=%.2f conn_cpu_us=%.1f sent=%llu deliv=%llu/%llu wall=%.2fs "
        "deliv/s=%.0f cpu_us/deliv=%.3f p50=%.2fms p99=%.2fms p99.9=%.2fms max=%.2fms rss/conn=%.1fKiB "
        "rss_end=%.1fMiB\n",
        m_name.c_str(), m_subscribers, m_opened, m_failed, m_closed, m_connectSeconds,
        each(m_connectCpu, m_opened) * 1e6, static_cast<unsigned long long>(m_sent),
        static_cast<unsigned long long>(m_delivered), static_cast<unsigned long long>(m_expected), wall,
        double(m_delivered) / wall, each(cpu, m_delivered) * 1e6, at(.5), at(.99), at(.999), at(1),
        each(m_residentIdle - m_residentBefore, m_opened), m_meter.residentKiB() / 1024);
}

void Load::fire(int publisher)
{
    if (publish(publisher, publisher, "c-" + std::to_string(publisher) + "-" + std::to_string(m_sent)))
        ++m_sent;
}

// Every publisher keeps one unconfirmed message on its way.
int Load::runClosed()
{
    const double cpu = m_meter.cpuSeconds();
    const uint64_t begin = now();
    const uint64_t end = begin + uint64_t(m_seconds) * second;
    for (int i = m_subscribers; i < m_subscribers + m_publishers; ++i)
        fire(i);
    while (now() < end) {
        pump(1);
        std::vector<int> ready;
        ready.swap(m_confirmedBy);
        for (int publisher : ready)
            fire(publisher);
    }
    for (const uint64_t last = now(); m_confirmed < m_sent && now() - last < 5 * second;)
        pump(5);
    const double wall = double(now() - begin) / second;
    m_confirmTimes.sort();
    printf("%-14s pubs=%d sent=%llu confirmed=%llu conf/s=%.0f p50=%.2fms p99=%.2fms max=%.2fms cpu_us/conf=%.1f "
           "closed=%d\n",
        m_name.c_str(), m_publishers, static_cast<unsigned long long>(m_sent),
        static_cast<unsigned long long>(m_confirmed), double(m_confirmed) / wall, m_confirmTimes.quantile(.5),
        m_confirmTimes.quantile(.99), m_confirmTimes.quantile(1),
        m_confirmed > 0 ? (m_meter.cpuSeconds() - cpu) / double(m_confirmed) * 1e6 : 0, m_closed);
    return m_confirmed == m_sent && m_failed == 0 ? 0 : 1;
}

namespace {

void raiseDescriptorLimit()
{
    rlimit limit{ 400000, 400000 };
    if (setrlimit(RLIMIT_NOFILE, &limit) == 0)
        return;
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

} // namespace

int main(int argc, char **argv)
{
    raiseDescriptorLimit();
    const Options options(argc, argv);
    Load load(options);
    load.connectAll();
    if (const int ms = options.number("--idle", 0); ms > 0)
        load.idle(ms);
    return options.text("--mode", "rate") == "closed" ? load.runClosed() : load.runAtRate();
}
