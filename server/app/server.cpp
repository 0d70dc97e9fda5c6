// SPDX-License-Identifier: Apache-2.0
#include "app/server.h"

#include "core/log.h"

#include <sys/resource.h>

#include <algorithm>

namespace conversa {

namespace {

constexpr int reservedDescriptors = 64; // for the store, the log and the process itself
constexpr auto catchUpRetry = std::chrono::milliseconds(500);
constexpr qint64 leastIdlePaceMs = 500; // between two looks for idle sessions
constexpr qint64 mostIdlePaceMs = 60'000;
constexpr qint64 connectionsPerMs = 1; // paced: a server that takes them over must not drown

int mostSockets()
{
    rlimit open{};
    ::getrlimit(RLIMIT_NOFILE, &open);
    return int(std::clamp<rlim_t>(open.rlim_cur, reservedDescriptors + 1, 1'000'000)) - reservedDescriptors;
}

std::vector<std::unique_ptr<NetThread>> makeThreads(int count)
{
    std::vector<std::unique_ptr<NetThread>> threads;
    for (int i = 0; i < count; ++i)
        threads.push_back(std::make_unique<NetThread>(i));
    return threads;
}

std::vector<ThreadPort *> portsOf(const std::vector<std::unique_ptr<NetThread>> &threads)
{
    std::vector<ThreadPort *> ports;
    for (const auto &thread : threads)
        ports.push_back(&thread->mailbox());
    return ports;
}

} // namespace

Server::Server(ServerSettings settings, QObject *parent)
    : QObject(parent)
    , m_settings(std::move(settings))
    , m_limits(m_settings.reloader->settings().limits)
    , m_logLevel(m_settings.reloader->settings().logLevel)
    , m_clock(Clock::system())
    , m_netFigures(size_t(m_settings.netThreads))
    , m_storage(m_settings.storeFactory, m_settings.storage, m_clock)
    , m_audit(m_storage, m_journal, m_clock, m_settings.audit)
    , m_presence(m_limits)
    , m_typing(m_limits)
    , m_messageRates(m_limits.messages, m_clock)
    , m_strikes(m_clock)
    , m_population(m_limits, mostSockets(), m_settings.netThreads)
    , m_connections(m_settings.netThreads)
    , m_verifier(m_storage, m_clock, m_settings.development)
    , m_cluster(makeCluster())
    , m_bus(makeBus())
    , m_health(m_storage, m_bus->status(), m_clock, [this] { return m_population.isDraining(); }, m_settings.storeKind)
    , m_admission(m_limits, m_clock, [this] { return m_storage.readWaitMs(); })
    , m_restrictions(m_clock)
    , m_restrictionWatch(m_storage, m_restrictions,
                         [this](std::function<void(qint64)> done) {
                             everywhere([](Worker &worker) { return worker.obey(); }, std::move(done));
                         })
    , m_memory(m_limits)
    , m_door({m_limits, m_clock, m_verifier, m_population, m_admission, m_audit, m_restrictions, m_memory}, m_settings.reloader->settings().door)
    , m_threads(makeThreads(m_settings.netThreads))
    , m_hub(m_registry, portsOf(m_threads), m_clock)
    , m_inboxes(m_storage, m_hub, m_clock, m_limits)
    , m_relay(makeRelay())
    , m_sessions(m_storage, m_hub, m_inboxes)
    , m_ingest({m_storage, m_hub, m_presence, m_inboxes, m_clock, m_settings.autoCreateSessions})
    , m_keyWatch(m_storage, m_verifier, m_clock, [this](const ApiKey &key) { applyKey(key); })
    , m_keys(m_storage, m_clock,
             [this](KeyId key) {
                 m_keyWatch.check(key);
                 if (m_relay)
                     m_relay->changed(key);
             })
    , m_tickets(m_storage, m_clock)
    , m_restrictionService(m_storage, m_clock)
    , m_nodes(m_clock)
    , m_calls({[this] { return calledNodes(nodeRows()); },
               [this](const NodePiece &piece) {
                   if (m_relay)
                       m_relay->send(piece);
               }})
    , m_admin(adminEnvironment())
    , m_clusterDesk(m_admin, m_calls, m_limits)
    , m_taps({m_settings.netThreads, [this](int thread, const std::shared_ptr<FrameTap> &tap, bool isOn, const std::function<void()> &done) {
                  inThread(thread, [tap, isOn, done](Worker &worker) {
                      worker.setTap(tap, isOn);
                      done();
                  });
              }, m_audit, m_clock})
    , m_streams({m_journal, m_log, m_taps})
    , m_adminFeed(m_admin, m_clusterDesk, m_streams, m_limits,
                  [this](int thread, ConnectionId connection, const QByteArray &frame, const std::function<void(AdminFeed::Sent)> &then) {
                      inThread(thread, [connection, frame, then](Worker &worker) { then(worker.offer(connection, frame)); });
                  })
    , m_rest({m_storage, m_health, m_population, m_presence, m_sessions, m_ingest, m_keys, m_tickets, m_admin, m_clusterDesk, m_audit, m_restrictions, m_restrictionService, m_calls, m_limits,
              [this](const QByteArray &tenant, TotalsCache::Then then) {
                  if (m_cluster)
                      m_cluster->totals(tenant, std::move(then));
                  else
                      then(std::nullopt);
              },
              m_settings.autoCreateSessions,
              m_settings.development})
    , m_outlet(m_hub, m_storage, m_inboxes, m_storeFigures, m_clock)
    , m_operations({m_calls, m_restrictionWatch, m_logLevel, [this] { return reload(); }, [this] { drain(); },
                    [this](const std::function<qint64(Worker &)> &task, const std::function<void(qint64)> &then) { everywhere(task, then); }, m_limits})
    , m_shared(shared())
    , m_workers(m_threads.size())
    , m_wheel(m_clock)
    , m_certificate(makeCertificate())
    , m_collector(metricSources())
    , m_metrics(m_collector, m_clock)
    , m_loopLag(m_mainLag)
{
    followLog(&m_log);
    m_storage.setOnAppended([this](std::span<AppendOutcome> outcomes) { m_outlet.onAppended(outcomes); });
    connect(&m_idleTimer, &QTimer::timeout, this, &Server::closeIdle);
    connect(&m_statsTimer, &QTimer::timeout, this, [this] { m_admin.sample(); });
    if (m_cluster) {
        connect(m_cluster.get(), &Cluster::nodeCame, this, [this](const ClusterNode &node) { m_nodes.came(node); });
        connect(m_cluster.get(), &Cluster::nodeLost, this, [this](const ClusterNode &node) { m_nodes.lost(node); });
    }
    m_storage.setOnUncertain([this](const std::vector<SessionKey> &sessions) { catchUp(sessions); });
}

std::unique_ptr<Cluster> Server::makeCluster()
{
    if (!m_settings.cluster)
        return nullptr;
    ClusterSources sources;
    sources.presence = [this] {
        const auto sessions = m_presence.sessions();
        return NodePresence{m_population.clientsByTenant(), {sessions.begin(), sessions.end()}};
    };
    sources.bus = [this] { return busStateName(m_bus->status().state()).toByteArray(); };
    sources.heads = [this] {
        std::vector<SessionHead> heads;
        for (const LiveSession &each : m_registry.liveSessions())
            heads.push_back({each.key, each.head, each.closed});
        return heads;
    };
    sources.onAhead = [this](const std::vector<SessionHead> &ahead) {
        for (const SessionHead &each : ahead) {
            m_hub.notice(each.key, each.head, each.contact);
            m_hub.receive(Closed{each.key, each.closed, each.changedUs});
        }
    };
    sources.watched = [this] { return m_inboxes.watched(); };
    sources.onChanged = [this](const std::vector<ChangedSession> &changed) {
        for (const ChangedSession &each : changed)
            m_inboxes.hear(each.key, each.opened);
    };
    return std::make_unique<Cluster>(*m_settings.cluster, std::move(sources), m_clock);
}

std::unique_ptr<Bus> Server::makeBus() const
{
    if (!m_settings.redis)
        return std::make_unique<LocalBus>();
    RedisBusSettings settings = *m_settings.redis;
    settings.node = NodeId{m_cluster ? m_cluster->self().incarnation : Uuid::random()};
    return std::make_unique<RedisBus>(std::move(settings), m_clock);
}

std::unique_ptr<Relay> Server::makeRelay()
{
    if (!m_cluster)
        return nullptr;
    auto relay = std::make_unique<Relay>(
        Relay::Environment{*m_bus, *m_cluster, m_hub, m_inboxes, m_presence, m_typing, m_limits, m_clock});
    m_hub.setPeers(*relay);
    return relay;
}

std::unique_ptr<Certificate> Server::makeCertificate() const
{
    if (!m_settings.tls.context)
        return nullptr;
    return std::make_unique<Certificate>(m_settings.tls.files, m_settings.tls.context, m_clock);
}

Result<ReloadReport> Server::reload()
{
    auto report = m_settings.reloader->run([this](const LiveSettings &settings) { return apply(settings); });
    // After the line that tells of it.
    m_logLevel.configure(m_settings.reloader->settings().logLevel);
    return report;
}

Result<void> Server::apply(const LiveSettings &settings)
{
    if (m_certificate) {
        if (const auto loaded = m_certificate->reload(settings.tls); !loaded)
            return loaded;
    }
    m_limits = settings.limits;
    m_door.adopt(settings.door);
    return {};
}

Server::~Server()
{
    stop(0);
    followLog(nullptr);
}

void Server::stop(qint64 storageMs)
{
    m_acceptor.reset();
    m_admin.stop(); // what it answers lives in the network threads
    for (const auto &thread : m_threads)
        thread->end();
    m_audit.flush(storageMs);
    m_storage.stop(storageMs);
    if (m_relay)
        m_relay->finish();
    if (m_cluster)
        m_cluster->stop();
}

Shared Server::shared()
{
    return {m_limits, m_clock, m_settings.autoCreateSessions, m_settings.takesFirstMessage, m_storage, m_registry, m_hub, m_presence, m_typing, m_inboxes, m_messageRates,
            m_strikes, m_population, m_connections, m_netFigures, m_adminFeed, m_door, m_audit, m_journal, m_restrictions, m_rest,
            m_settings.redis ? m_relay.get() : nullptr};
}

void Server::inThread(int thread, std::function<void(Worker &)> task)
{
    m_threads[size_t(thread)]->mailbox().post(
        Task([this, thread, task = std::move(task)] { task(*m_workers[size_t(thread)]); }));
}

void Server::everywhere(const std::function<qint64(Worker &)> &task, const std::function<void(qint64)> &then)
{
    struct Sum
    {
        std::atomic<qint64> count = 0;
        std::atomic<int> waiting = 0;
    };
    const auto sum = std::make_shared<Sum>();
    sum->waiting = int(m_threads.size());
    for (int i = 0; i < int(m_threads.size()); ++i)
        inThread(i, [task, then, sum](Worker &worker) {
            sum->count += task(worker);
            if (--sum->waiting == 0)
                then(sum->count);
        });
}

ClusterNode Server::self() const
{
    ClusterNode self = m_cluster ? m_cluster->self() : ClusterNode{m_settings.nodeName, m_run, CONVERSA_VERSION, m_startedMs, {}};
    self.bus = busStateName(m_bus->status().state()).toByteArray();
    self.clients = m_population.clients("*");
    return self;
}

std::vector<NodeRow> Server::nodeRows()
{
    return m_nodes.rows(self(), m_cluster ? std::span(m_cluster->peers()) : std::span<const ClusterNode>());
}

AdminDesk::Environment Server::adminEnvironment()
{
    return {m_connections,
            m_presence,
            m_typing,
            m_registry,
            m_clock,
            [this] { return m_cluster ? m_cluster->name() : m_settings.nodeName; },
            [this] { return m_population.clients("*"); },
            [this](const QByteArray &tenant) {
                return StatsNow{m_population.clients(tenant), m_presence.sessionCount(tenant), m_health.isRedisUp(), m_storage.isAvailable()};
            },
            [this](std::function<void(const std::vector<NodeRow> &)> then) {
                QMetaObject::invokeMethod(this, [this, then = std::move(then)] { then(nodeRows()); }, Qt::QueuedConnection);
            },
            [this](int thread, const std::vector<ConnectionId> &connections, quint16 code, const QByteArray &reason) {
                inThread(thread, [connections, code, reason](Worker &worker) { worker.close(connections, code, reason); });
            },
            [this](int thread, ConnectionId connection, const std::function<void(std::vector<SessionId>)> &then) {
                inThread(thread, [connection, then](const Worker &worker) { then(worker.joined(connection)); });
            }};
}

Result<void> Server::start(std::vector<Listener> listeners)
{
    if (const auto started = m_storage.start(); !started && started.error().code != ErrorCode::Unavailable)
        return started;
    for (const Listener &listener : listeners)
        logEvent(logApp(), "listening",
                 {{"address", listener.address.toString().toLatin1()},
                  {"port", QByteArray::number(listener.port)},
                  {"tls", listener.tls ? "yes" : "no"}});
    for (size_t i = 0; i < m_threads.size(); ++i)
        startThread(i);
    m_acceptor = std::make_unique<Acceptor>(std::move(listeners), m_wheel, m_clock,
                                            [this](int fd, const QHostAddress &peer, bool tls) { handOver(fd, peer, tls); });
    if (m_settings.metrics)
        m_metrics.listen(m_settings.metrics->first, m_settings.metrics->second);
    m_keyWatch.start();
    m_restrictionWatch.start();
    m_memory.start();
    if (m_relay) {
        connect(m_relay.get(), &Relay::keyChanged, &m_keyWatch, &KeyWatch::check);
        connect(m_relay.get(), &Relay::pieceHeard, &m_calls, &NodeCalls::hear);
    }
    if (m_cluster)
        m_cluster->start();
    m_bus->start();
    if (m_settings.redis && !m_cluster)
        logEvent(logBus(), "bus_alone", {{"store", m_settings.storeKind}});
    m_statsTimer.start(std::chrono::seconds(1));
    if (m_settings.inactivityMs > 0)
        m_idleTimer.start(int(std::clamp(m_settings.inactivityMs / 10, leastIdlePaceMs, mostIdlePaceMs)));
    qCInfo(logHub).noquote() << (m_settings.redis ? "✅ WebSocket Hub started (Redis Pub/Sub enabled)"
                                                  : "✅ WebSocket Hub started (Redis Pub/Sub disabled)");
    return {};
}

void Server::startThread(size_t index)
{
    m_threads[index]->begin([this, index] {
        auto worker = std::make_unique<Worker>(int(index), m_shared, m_threads[index]->mailbox());
        m_workers[index] = worker.get();
        return worker;
    });
}

void Server::closeIdle()
{
    m_sessions.closeIdle(m_settings.inactivityMs, [this](bool isMore) {
        if (isMore)
            QMetaObject::invokeMethod(this, &Server::closeIdle, Qt::QueuedConnection);
    });
}

void Server::handOver(int fd, const QHostAddress &peer, bool tls)
{
    const int target = m_population.leastLoaded();
    auto arrival = std::make_shared<Arrival>(Descriptor(fd), Population::Seat(m_population, target), peer,
                                             m_clock.monotonicMs(), tls ? m_certificate->current() : nullptr);
    m_threads[size_t(target)]->mailbox().post(
        Task([this, target, arrival] { m_workers[size_t(target)]->adopt(std::move(*arrival)); }));
}

void Server::catchUp(const std::vector<SessionKey> &sessions)
{
    m_outlet.onUncertain(sessions, [this](const std::vector<SessionKey> &unasked) {
        QMetaObject::invokeMethod(this, [this, unasked] {
            QTimer::singleShot(catchUpRetry, this, [this, unasked] { catchUp(unasked); });
        }, Qt::QueuedConnection);
    });
}

void Server::applyKey(const ApiKey &key)
{
    const auto shared = std::make_shared<const ApiKey>(key);
    for (size_t i = 0; i < m_threads.size(); ++i)
        m_threads[i]->mailbox().post(Task([this, i, shared] { m_workers[i]->apply(*shared); }));
}

void Server::drain()
{
    if (m_population.isDraining())
        return;
    Q_EMIT drainBegun();
    m_population.startDraining();
    m_draining = int(m_threads.size());
    const qint64 spreadMs = std::min(m_limits.drain.get(), m_population.clients("*") / connectionsPerMs);
    for (size_t i = 0; i < m_threads.size(); ++i)
        m_threads[i]->mailbox().post(Task([this, i, spreadMs] {
            m_workers[i]->drain(spreadMs, int(m_threads.size()),
                [this] { QMetaObject::invokeMethod(this, &Server::onThreadDrained, Qt::QueuedConnection); });
        }));
}

void Server::onThreadDrained()
{
    if (--m_draining == 0)
        Q_EMIT drained();
}

} // namespace conversa
