// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QMap>

#include <functional>
#include <queue>
#include <vector>

namespace conversa::test {

// Clients that all want in at once, each from an address of its own: each joins its session from the start and reads what
// is in it, and whoever is refused comes back when he was told to. Lives in the test's thread and works only in run().
class Storm
{
public:
    struct Options
    {
        quint16 port = 0;
        int clients = 0;
        int withinMs = 1'000; // they come evenly over this time
        int messages = 0; // in each session
        std::function<QByteArray(int client)> token;
        std::function<QByteArray(int client)> session;
    };

    explicit Storm(Options options);
    ~Storm();
    Q_DISABLE_COPY_MOVE(Storm)

    // Until all are in and have every message, in order; false at the deadline.
    bool run(int deadlineMs);

    qint64 backMs() const { return m_backMs; } // from the first connect until all were in
    int in() const { return m_in; }
    int refused() const { return m_refused; } // told when to come back, at the door or after
    int overloaded() const { return m_overloaded; } // of these, those whose join was
    // How often one was ended, reset or left without an answer or a time, by what happened.
    const QMap<QByteArray, int> &silences() const { return m_silences; }
    int dropped() const { return m_dropped; } // packets of connecting and asking that the kernel had to send again
    int disorders() const { return m_disorders; } // messages that were not the next

private:
    enum class Stage { Away, Connecting, Asking, Joining, Refused, Reading, In };

    struct Client
    {
        int fd = -1;
        Stage stage = Stage::Away;
        int seq = 0; // of the last message received
        qint64 dueMs = 0; // of the next try or join, or of the answer to one
        QByteArray received = {}; // not yet taken apart
    };

    void wake(int client);
    void comeIn(int client);
    void onReady(int client, bool writable);
    void ask(int client);
    void read(int client);
    void onAnswer(int client);
    void onFrame(int client, int opcode, const QByteArray &payload);
    void join(int client);
    void onJoinRefused(int client, const QJsonObject &error);
    void giveUp(int client, const QByteArray &why);
    void comeBack(int client, qint64 waitMs);
    void close(Client &client) const;
    qint64 now() const;

    const Options m_options;
    const int m_poll;
    const qint64 m_startNs;
    std::vector<Client> m_clients;
    using Due = std::pair<qint64, int>;
    std::priority_queue<Due, std::vector<Due>, std::greater<>> m_due;
    qint64 m_backMs = 0;
    int m_in = 0;
    int m_refused = 0;
    int m_overloaded = 0;
    QMap<QByteArray, int> m_silences;
    int m_dropped = 0;
    int m_disorders = 0;
};

} // namespace conversa::test
