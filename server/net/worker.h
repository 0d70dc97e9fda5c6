// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "chat/attendance.h"
#include "chat/historyservice.h"
#include "chat/messageservice.h"
#include "command/dispatcher.h"
#include "hub/sessionindex.h"
#include "net/connection.h"
#include "net/gate.h"
#include "net/mailbox.h"
#include "net/turn.h"

#include <QHash>
#include <QWebSocketServer>

#include <atomic>
#include <list>
#include <memory>
#include <vector>

namespace conversa {

// What all network threads share. Everything in it is thread-safe or constant; owned by the composition root.
struct Shared
{
    const Limits &limits;
    Clock clock;
    bool autoCreateSessions = true;
    Storage &storage;
    Registry &registry;
    Hub &hub;
    PresenceTable &presence;
    TypingTable &typing;
    RateLimiter &messageRates;
    StrikeCounter &strikes;
    Population &population;
    const Door &door;
    const RestApi &rest;
};

// Everything that lives in one network thread: gates, connections, the session index and the services over it.
class Worker
{
public:
    Worker(int index, const Shared &shared, Mailbox &mailbox);
    ~Worker();
    Q_DISABLE_COPY_MOVE(Worker)

    // Takes over a descriptor that was accepted; sockets() counts it from then on. In this thread.
    void adopt(int fd, const QHostAddress &peer);
    // Called once per loop turn, before the thread sleeps.
    void endTurn();
    // Closes all connections over `spreadMs`, each with a retry hint of its own; then gates, then calls `done`.
    void drain(qint64 spreadMs, std::function<void()> done);

    TimerWheel &wheel() { return m_turn.wheel(); }

private:
    void handlePosts();
    void handle(MessageDelivery &delivery) { m_index.deliver(delivery); }
    void handle(EphemeralDelivery &delivery) { m_index.deliver(delivery); }
    void handle(HeadNotice &notice) { m_index.deliver(notice); }
    void handle(DirectReply &reply);
    void handle(Task &task) { task(); }
    void upgrade(Upgrade upgrade, const QByteArray &handshake, const QByteArray &rest);
    void buryRetired();
    void later(qint64 delayMs, Task task);
    Connection *find(ConnectionId id) const;
    IndexEnvironment indexEnvironment(int index);
    Dispatcher::Environment dispatcherEnvironment();

    struct Timer;

    const Shared &m_shared;
    Mailbox &m_mailbox;
    Turn m_turn;
    QWebSocketServer m_server;
    HistoryService m_history;
    MessageService m_messages;
    SessionIndex m_index;
    Attendance m_attendance;
    Dispatcher m_dispatcher;
    ConnectionHost m_host;
    GateHost m_gateHost;
    std::list<Timer> m_timers;
    QHash<quint64, std::shared_ptr<Gate>> m_gates;
    std::unordered_map<ConnectionId, std::unique_ptr<Connection>, IdHash> m_connections;
    std::vector<quint64> m_retiredGates;
    std::vector<ConnectionId> m_retired;
    std::function<void()> m_onDrained;
};

} // namespace conversa
