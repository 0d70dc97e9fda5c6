// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "chat/attendance.h"
#include "chat/historyservice.h"
#include "chat/messageservice.h"
#include "chat/receiptservice.h"
#include "command/dispatcher.h"
#include "hub/sessionindex.h"
#include "measure/looplag.h"
#include "net/connection.h"
#include "net/gate.h"
#include "net/listener.h"
#include "net/mailbox.h"
#include "net/turn.h"

#include <QWebSocketServer>

#include <deque>
#include <list>
#include <memory>
#include <unordered_map>
#include <vector>

namespace conversa {

// What all network threads share. Everything in it is thread-safe or constant; owned by the composition root.
struct Shared
{
    const Limits &limits;
    Clock clock;
    bool autoCreateSessions = true;
    bool takesFirstMessage = false; // auth.first_message
    Storage &storage;
    Registry &registry;
    Hub &hub;
    PresenceTable &presence;
    TypingTable &typing;
    InboxFeed &inboxes;
    RateLimiter &messageRates;
    StrikeCounter &strikes;
    Population &population;
    ConnectionIndex &connections;
    std::span<NetFigures> figures; // of each network thread
    AdminFeed &adminFeed;
    Door &door;
    AuditLog &audit;
    EventJournal &journal;
    const Restrictions &restrictions;
    const RestApi &rest;
    Peers *peers = nullptr; // nullptr: what others say needs no subscription, or there are no others
};

// What an administrator has to say to those who are connected.
struct Announcement
{
    QByteArray tenant; // "*": to all
    std::optional<SessionId> session = {}; // to those alone who have joined it
    QByteArray text; // cleaned
};

// An accepted socket on its way to its network thread.
struct Arrival
{
    Descriptor socket;
    Population::Seat seat;
    QHostAddress peer;
    qint64 acceptedMs = 0; // monotonic
    std::shared_ptr<const TlsContext> tls; // nothing: it speaks in plain text
    qint64 acceptedUs = steadyUs();
};

// Everything that lives in one network thread: gates, connections, the session index and the services over it.
class Worker
{
public:
    Worker(int index, const Shared &shared, Mailbox &mailbox);
    ~Worker();
    Q_DISABLE_COPY_MOVE(Worker)

    // Takes over an accepted socket.
    void adopt(Arrival arrival) { m_arrivals.push_back(std::move(arrival)); }
    // Called once per loop turn, before the thread sleeps.
    void endTurn();
    // Closes those of the connections that are here.
    void close(const std::vector<ConnectionId> &connections, quint16 code, const QByteArray &reason);
    // Feeds a tap with the frames of this thread, or not any more.
    void setTap(const std::shared_ptr<FrameTap> &tap, bool isOn) { m_taps.set(tap, isOn); }
    // Closes those who may not be here any more, and takes those out of a session who may not be in it; returns how many felt it.
    qint64 obey();
    // Tells those whom it is for; returns how many.
    qint64 tell(const Announcement &announcement);
    // Gives an admin socket a frame, unless it is slow.
    AdminFeed::Sent offer(ConnectionId connection, const QByteArray &frame);
    // What a connection has joined; nothing when it is gone.
    std::vector<SessionId> joined(ConnectionId connection) const;
    // Sends all connections away over `spreadMs`, each with a retry hint that no other client of the server's `threads` has;
    // calls `done` when none is left, nor a request of before to be answered.
    void drain(qint64 spreadMs, int threads, std::function<void()> done);

    // A key is as it stands now: connections with it end where it does.
    void apply(const ApiKey &key);

private:
    struct Timer;
    struct IdHash
    {
        size_t operator()(const ConnectionId &id) const { return qHash(id); }
    };

    void handlePosts();
    void handle(MessageDelivery &delivery);
    void handle(EphemeralDelivery &delivery) { m_sessions.deliver(delivery); }
    void handle(ReceiptDelivery &delivery) { m_sessions.deliver(delivery); }
    void handle(InboxDelivery &delivery);
    void handle(HeadNotice &notice) { m_sessions.deliver(notice); }
    void handle(DirectReply &reply);
    void handle(Task &task) { task(); }
    bool hasNewcomers() const { return !m_verified.empty() || m_turn.hasShaking() || !m_arrivals.empty(); }
    void admit();
    void receive(Arrival &arrival);
    void open(Upgrade upgrade);
    void bury();
    bool isDrained() const;
    void forget(Connection &connection);
    void later(qint64 delayMs, Task task);
    void verify(const QByteArray &token, std::function<void(const Verification &)> then);
    Connection *find(ConnectionId id) const;
    Gate *findGate(quint64 id) const;
    IndexEnvironment indexEnvironment();
    Dispatcher::Environment dispatcherEnvironment();
    std::function<void(const SessionKey &key, Task then)> awaitingPeers();
    void noteRefused(const Client &client, const Request &request, const Error &error);

    const int m_index;
    const Shared &m_shared;
    Mailbox &m_mailbox;
    NetFigures &m_figures;
    LoopLag m_loopLag;
    Turn m_turn;
    QWebSocketServer m_server;
    HistoryService m_history;
    MessageService m_messages;
    SessionIndex m_sessions;
    Attendance m_attendance;
    ReceiptService m_receipts;
    Dispatcher m_dispatcher;
    FrameTaps m_taps;
    ConnectionHost m_host;
    GateHost m_gateHost;
    std::list<Timer> m_timers;
    std::deque<Task> m_verified; // gates whose token was looked up
    std::deque<Arrival> m_arrivals; // not looked at yet
    quint64 m_lastGate = 0;
    quint64 m_lastGateToAnswer = 0; // before the end
    std::unordered_map<quint64, std::unique_ptr<Gate>> m_gates;
    std::unordered_map<ConnectionId, std::unique_ptr<Connection>, IdHash> m_connections;
    QHash<QByteArray, std::vector<Connection *>> m_agents; // connections of the business side, by tenant
    std::vector<quint64> m_retiredGates; // to be destroyed when the turn ends
    std::vector<ConnectionId> m_retired;
    std::function<void()> m_onDrained;
};

} // namespace conversa
