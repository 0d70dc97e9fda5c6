// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "meter.h"
#include "options.h"

#include <cstdint>
#include <string>
#include <vector>

#include <sys/epoll.h>

namespace wsload {

enum class State { Connecting, Handshaking, Open, Closed };

struct Connection
{
    int fd = -1;
    int index = 0;
    State state = State::Connecting;
    bool isPublisher = false;
    std::string pending;
};

// All connections and their figures; one thread.
class Load
{
public:
    explicit Load(const Options &options);
    void connectAll();
    void idle(int ms);
    int runAtRate();
    int runClosed();

private:
    void start(int index);
    void pump(int ms);
    void pumpFor(uint64_t duration, int step);
    void writable(Connection &each);
    void readable(Connection &each);
    bool handshake(Connection &each, const char *&data, size_t &size);
    void received(Connection &each, int opcode, const char *payload, size_t size, uint64_t at);
    void drop(Connection &each);
    bool send(const Connection &each, const std::string &data) const;
    std::string room(int index) const;
    bool publish(int publisher, int roomIndex, const std::string &id);
    void awaitDeliveries();
    void printRate(double wall, double cpu);
    void fire(int publisher);

    const std::string m_name, m_host, m_path, m_publisherPath, m_hello, m_message, m_header, m_padding;
    const int m_port, m_publisherPort, m_subscribers, m_publishers, m_rooms, m_messages, m_rate, m_window, m_settle, m_seconds;
    const Meter m_meter;
    const int m_epoll = epoll_create1(0);
    std::vector<Connection> m_connections;
    std::vector<int> m_confirmedBy; // publishers that may send again
    std::vector<uint64_t> m_roomSize;
    Latencies m_deliveryTimes, m_confirmTimes;
    uint64_t m_delivered = 0, m_expected = 0, m_confirmed = 0, m_sent = 0;
    int m_opened = 0, m_failed = 0, m_closed = 0;
    double m_connectSeconds = 0, m_connectCpu = 0, m_residentBefore = 0, m_residentIdle = 0;
};

} // namespace wsload
