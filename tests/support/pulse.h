// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

#include <atomic>
#include <functional>
#include <thread>
#include <vector>

namespace conversa::test {

// Clients who are there already, in pairs: at a steady pace one of the next pair writes, and how long the text takes to
// reach the other is noted, counted from when it was due. Works in a thread of its own.
class Pulse
{
public:
    struct Options
    {
        quint16 port = 0;
        int pairs = 20;
        int perSecond = 200;
        std::function<QByteArray(int client)> token; // client 2n writes to client 2n + 1
        std::function<QByteArray(int pair)> session;
    };

    explicit Pulse(Options options);
    ~Pulse();
    Q_DISABLE_COPY_MOVE(Pulse)

    // Lets all in and begins; false: one was not let in.
    bool start();
    // Ends, and waits a while for what is under way.
    void stop();

    // After stop(): how many were written, how many of them never came, and the time that `percent` of them took at most.
    int written() const { return int(m_dueNs.size()); }
    int missing() const;
    qint64 percentileMs(double percent) const;

private:
    struct Client
    {
        int fd = -1;
        QByteArray received;
    };

    bool letIn(int client);
    void beat();
    void write(size_t number);
    void read(Client &client);
    void readFor(int ms);

    const Options m_options;
    std::vector<Client> m_clients;
    std::vector<qint64> m_dueNs; // by number of the text
    std::vector<qint64> m_tookNs; // 0: not yet
    std::atomic<bool> m_ending = false;
    std::thread m_thread;
};

} // namespace conversa::test
