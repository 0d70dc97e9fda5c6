// SPDX-License-Identifier: Apache-2.0
#include "net/worker.h"

#include "audit/connectionevents.h"

#include <QRandomGenerator>

#include <algorithm>
#include <thread>
#include <utility>

namespace conversa {

namespace {

constexpr qint64 admitSliceMs = 5;

// The configuration key of the limit that a message was refused for.
QByteArray limitOf(const Request &request, ErrorCode code)
{
    if (code == ErrorCode::LimitExceeded)
        return QByteArrayLiteral("limits.joined_sessions");
    if (code == ErrorCode::MessageTooLarge)
        return QByteArrayLiteral("limits.text");
    if (code != ErrorCode::RateLimited)
        return {};
    return request.type == "send_message" ? QByteArrayLiteral("limits.messages_per_user")
                                          : QByteArrayLiteral("limits.actions_per_connection");
}

} // namespace

// A task that waits for its time (see later()).
struct Worker::Timer
{
    Timer(Worker &worker, Task what)
        : owner(worker)
        , task(std::move(what))
        , deadline(worker.m_turn.wheel(), TimerWheel::call<&Timer::run>(this))
    {
    }
    void run()
    {
        const Task due = std::move(task);
        owner.m_timers.remove_if([this](const Timer &timer) { return &timer == this; });
        due();
    }

    Worker &owner;
    Task task;
    TimerWheel::Deadline deadline;
};

Worker::Worker(int index, const Shared &shared, Mailbox &mailbox)
    : m_index(index)
    , m_shared(shared)
    , m_mailbox(mailbox)
    , m_figures(shared.figures[size_t(index)])
    , m_loopLag(m_figures.loopLag)
    , m_turn(shared.clock, m_figures.queuedBytes)
    , m_server(QStringLiteral("conversa"), QWebSocketServer::NonSecureMode)
    , m_history(StoreReader(shared.storage, mailbox), shared.autoCreateSessions)
    , m_messages(shared.storage, shared.clock, shared.autoCreateSessions)
    , m_sessions(shared.registry, indexEnvironment())
    , m_attendance(shared.presence, shared.typing, shared.hub, shared.peers, shared.limits, shared.clock,
                   [this](qint64 delayMs, Task task) { later(delayMs, std::move(task)); })
    , m_receipts(StoreReader(shared.storage, mailbox), shared.presence, shared.hub, shared.inboxes, shared.clock,
                 [this](qint64 delayMs, Task task) { later(delayMs, std::move(task)); })
    , m_dispatcher(dispatcherEnvironment())
    , m_host{m_turn, m_server, m_dispatcher, shared.adminFeed, m_sessions, shared.population, shared.connections, m_taps,
             shared.connections.traffic(index), shared.audit, m_figures, shared.limits, index,
             [this](ConnectionId id) { m_retired.push_back(id); }}
    , m_gateHost{m_turn, shared.limits, shared.door, shared.rest, shared.audit, mailbox, m_figures,
                 [this](quint64 id) { return findGate(id); }, [this](quint64 id) { m_retiredGates.push_back(id); },
                 [this](Task task) { m_verified.push_back(std::move(task)); },
                 [this](Upgrade upgrade) { open(std::move(upgrade)); }, shared.takesFirstMessage}
{
    m_server.setSupportedSubprotocols({QStringLiteral("conversa.v1")});
    m_server.setMaxPendingConnections(std::numeric_limits<int>::max());
}

Worker::~Worker()
{
    for (auto &[id, connection] : m_connections)
        forget(*connection);
    m_connections.clear();
    m_gates.clear();
}

IndexEnvironment Worker::indexEnvironment()
{
    return {m_index, m_shared.clock.wallMs,
            [this](const SessionKey &key, qint64 afterSeq, std::function<void(Result<HistoryPage>)> then) {
                const Limits &limits = m_shared.limits;
                m_history.memberPage({key, {}, afterSeq, limits.pageMessages, limits.pageBytes}, std::move(then));
            },
            [this](qint64 delayMs, Task task) { later(delayMs, std::move(task)); }, m_shared.peers};
}

Dispatcher::Environment Worker::dispatcherEnvironment()
{
    const auto clientOf = [this](ConnectionId id) {
        Connection *connection = find(id);
        return connection ? &connection->client() : nullptr;
    };
    return {{m_sessions, m_attendance, m_history, m_shared.limits, m_shared.clock, [this] { return m_shared.storage.epoch(); },
             clientOf, awaitingPeers()},
            m_messages,
            m_receipts,
            m_shared.messageRates,
            m_shared.strikes,
            m_figures,
            m_shared.restrictions,
            {[this](const QByteArray &token, std::function<void(const Verification &)> then) { verify(token, std::move(then)); },
             clientOf,
             [this](ConnectionId id, std::shared_ptr<const Principal> principal) {
                 if (Connection *connection = find(id))
                     connection->adopt(std::move(principal));
             }},
            [this](const Client &client, const Request &request, const Error &error) { noteRefused(client, request, error); }};
}

void Worker::noteRefused(const Client &client, const Request &request, const Error &error)
{
    const Connection *connection = find(client.sink.id());
    if (!connection)
        return;
    AuditEvent event = messageRefused(connection->id(), *client.principal, connection->address().toByteArray(), request.type,
                                      view(traits(error.code).wire).toByteArray(), limitOf(request, error.code));
    event.atMs = m_shared.clock.wallMs();
    // Of what is merely wrong there is no end.
    if (securityKindOf(event) != SecurityKind::None)
        m_shared.journal.note(event);
}

std::function<void(const SessionKey &key, Task then)> Worker::awaitingPeers()
{
    if (!m_shared.peers)
        return {};
    return [this](const SessionKey &key, Task then) {
        m_shared.peers->await(key, [&mailbox = m_mailbox, then = std::move(then)] { mailbox.post(then); });
    };
}

// Newcomers get a slice of each turn, so that a storm of them leaves the rest to those who are here. Who is known already
// goes before who has just arrived.
void Worker::admit()
{
    const qint64 endMs = m_shared.clock.monotonicMs() + admitSliceMs;
    while (hasNewcomers()) {
        if (m_shared.clock.monotonicMs() >= endMs) {
            m_mailbox.post(Task([] {})); // the loop does not sleep
            return;
        }
        if (!m_verified.empty()) {
            const Task task = std::move(m_verified.front());
            m_verified.pop_front();
            task();
        } else if (m_turn.hasShaking()) {
            m_turn.shakeNext();
        } else {
            Arrival arrival = std::move(m_arrivals.front());
            m_arrivals.pop_front();
            receive(arrival);
        }
    }
}

void Worker::receive(Arrival &arrival)
{
    const quint64 id = ++m_lastGate;
    m_figures.accept.addSince(arrival.acceptedUs);
    const qint64 waitedMs = m_shared.clock.monotonicMs() - arrival.acceptedMs;
    auto stream = std::make_unique<Stream>(m_turn, arrival.socket.release(), std::move(arrival.seat), m_shared.limits.abort,
                                           std::move(arrival.tls));
    auto gate = std::make_unique<Gate>(m_gateHost, id, std::move(stream), arrival.peer, waitedMs);
    m_gates.emplace(id, std::move(gate)).first->second->begin();
}

void Worker::open(Upgrade upgrade)
{
    auto made = std::make_unique<Connection>(m_host, upgrade);
    Connection &connection = *made;
    m_connections.emplace(connection.id(), std::move(made));
    if (!upgrade.isAdmin) {
        if (isBusinessSide(upgrade.principal->role))
            m_agents[upgrade.principal->tenant].push_back(&connection);
        m_shared.inboxes.enter(*upgrade.principal);
    }
    if (!connection.open(upgrade))
        m_retired.push_back(connection.id());
}

void Worker::endTurn()
{
    // The store's thread goes first: what it confirms at once joins this turn's writes and needs no wake-up.
    if (m_messages.hasSubmitted()) {
        m_mailbox.promiseTake();
        m_messages.flush();
        std::this_thread::yield();
    }
    handlePosts();
    if (hasNewcomers())
        admit();
    m_turn.flushAll();
    bury();
}

void Worker::handlePosts()
{
    for (Post &post : m_mailbox.take())
        std::visit([this](auto &each) { handle(each); }, post);
}

void Worker::handle(MessageDelivery &delivery)
{
    m_sessions.deliver(delivery);
    if (delivery.takenUs > 0)
        m_figures.deliver.addSince(delivery.takenUs);
}

void Worker::handle(DirectReply &reply)
{
    if (Connection *connection = find(reply.connection))
        connection->onConfirmed(reply.frame);
}

void Worker::bury()
{
    for (const quint64 id : std::exchange(m_retiredGates, {}))
        m_gates.erase(id);
    for (const ConnectionId id : std::exchange(m_retired, {})) {
        const auto found = m_connections.find(id);
        if (found == m_connections.end())
            continue;
        forget(*found->second);
        m_connections.erase(found);
    }
    if (m_onDrained && isDrained())
        std::exchange(m_onDrained, {})();
}

// Requests that come after the drain has begun do not hold up its end.
bool Worker::isDrained() const
{
    return m_connections.empty() && std::none_of(m_gates.begin(), m_gates.end(), [this](const auto &each) {
        return each.first <= m_lastGateToAnswer && each.second->isAnswering();
    });
}

void Worker::forget(Connection &connection)
{
    const Principal &principal = *connection.client().principal;
    if (connection.isAdmin()) {
        m_shared.adminFeed.leave(connection.client());
        return;
    }
    m_dispatcher.disconnect(connection.client());
    m_shared.inboxes.leave(principal);
    if (const auto agents = m_agents.find(principal.tenant); agents != m_agents.end()) {
        std::erase(*agents, &connection);
        if (agents->empty())
            m_agents.erase(agents);
    }
}

void Worker::handle(InboxDelivery &delivery)
{
    for (const auto &notice : delivery.notices) {
        const auto agents = m_agents.constFind(notice->key.tenant);
        if (agents == m_agents.constEnd())
            continue;
        for (Connection *connection : *agents) {
            const Principal &principal = *connection->client().principal;
            if (!principal.mayReach(notice->key.session, notice->contact)
                || !m_shared.restrictions.mayBeIn(principal, notice->key.session))
                continue;
            const QByteArray &frame = notice->eventFor(principal.user)->frame(connection->audience());
            // A session that is new to the agent is told whatever waits already; changes follow one another.
            if (notice->opened)
                connection->send(frame);
            else
                connection->sendEphemeral(frame);
        }
    }
}

void Worker::drain(qint64 spreadMs, int threads, std::function<void()> done)
{
    m_onDrained = std::move(done);
    m_lastGateToAnswer = m_lastGate;
    for (const auto &[id, gate] : m_gates)
        gate->drain();
    // Each client is sent away at its own moment and told its own time to come back, so that the next server does not meet
    // them all at once. A thread's times are `threads` apart at least, which leaves a place between them for each other one.
    const auto count = qint64(m_connections.size());
    const qint64 window = std::max(1'000 + 2 * spreadMs, count * threads);
    qint64 nth = 0;
    for (const auto &[id, connection] : m_connections) {
        const qint64 place = nth++ * window / count;
        const qint64 retryAfterMs = 500 + place - place % threads + m_index;
        connection->announceDrain(retryAfterMs);
        const qint64 delayMs = QRandomGenerator::global()->bounded(spreadMs + 1);
        later(delayMs, [this, id = id, retryAfterMs] {
            if (Connection *leaving = find(id))
                leaving->drain(retryAfterMs);
        });
    }
}

void Worker::apply(const ApiKey &key)
{
    for (const auto &[id, connection] : m_connections) {
        const Principal &principal = *connection->client().principal;
        if (principal.key != key.id)
            continue;
        if (key.revokedMs) {
            connection->close(4501, QByteArrayLiteral("revoked"));
        } else if (principal.expiresMs != key.expiresMs) {
            Principal shortened = principal;
            shortened.expiresMs = key.expiresMs;
            connection->adopt(std::make_shared<const Principal>(std::move(shortened)));
        }
    }
}

void Worker::verify(const QByteArray &token, std::function<void(const Verification &)> then)
{
    TokenVerifier &verifier = m_shared.door.verifier();
    const QByteArray hash = tokenHash(token);
    const auto tell = [this, then](const Verification &verification) {
        m_mailbox.post(Task([verification, then] { then(verification); }));
    };
    if (isTicket(token))
        verifier.redeem(hash, tell);
    else if (const auto verification = verifier.verifyCached(hash))
        then(*verification);
    else
        verifier.verify(hash, tell);
}

void Worker::later(qint64 delayMs, Task task)
{
    m_timers.emplace_back(*this, std::move(task)).deadline.arm(std::chrono::milliseconds(delayMs));
}

Connection *Worker::find(ConnectionId id) const
{
    const auto found = m_connections.find(id);
    return found == m_connections.end() ? nullptr : found->second.get();
}

Gate *Worker::findGate(quint64 id) const
{
    const auto found = m_gates.find(id);
    return found == m_gates.end() ? nullptr : found->second.get();
}

} // namespace conversa
