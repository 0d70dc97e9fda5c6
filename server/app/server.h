// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "admin/admindesk.h"
#include "admin/adminfeed.h"
#include "admin/clusterdesk.h"
#include "app/loglevel.h"
#include "app/noderoster.h"
#include "app/operations.h"
#include "app/reloader.h"
#include "audit/auditlog.h"
#include "auth/keyservice.h"
#include "auth/ticketservice.h"
#include "auth/tokenverifier.h"
#include "bus/redisbus.h"
#include "chat/inboxfeed.h"
#include "chat/ingestservice.h"
#include "chat/messageoutlet.h"
#include "chat/presencetable.h"
#include "chat/sessionservice.h"
#include "chat/typingtable.h"
#include "cluster/cluster.h"
#include "hub/hub.h"
#include "hub/registry.h"
#include "measure/looplag.h"
#include "measure/memorywatch.h"
#include "metrics/collector.h"
#include "metrics/metricsserver.h"
#include "net/acceptor.h"
#include "net/admission.h"
#include "net/door.h"
#include "net/keywatch.h"
#include "net/netthread.h"
#include "net/population.h"
#include "net/restapi.h"
#include "net/worker.h"
#include "observe/health.h"
#include "relay/nodecalls.h"
#include "relay/relay.h"
#include "store/storage.h"
#include "tls/certificate.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>
#include <vector>

namespace conversa {

// The files of a certificate, and what they held at the start; nullptr: no TLS is spoken.
struct TlsSettings
{
    TlsFiles files;
    std::shared_ptr<const TlsContext> context;
};

// What a server is made with, as the configuration says.
struct ServerSettings
{
    bool development = false;
    int netThreads = 1;
    bool autoCreateSessions = true;
    bool takesFirstMessage = false; // auth.first_message
    qint64 inactivityMs = 0; // sessions nobody writes in for so long are closed; 0: never
    StoreFactory storeFactory;
    StorageSettings storage;
    AuditSettings audit;
    std::optional<ClusterSettings> cluster; // nothing: no other server can be at the same store
    std::optional<RedisBusSettings> redis; // without its node; nothing: there is no Redis
    QByteArray nodeName; // among others, and in administrators' tables
    QByteArray storeKind; // for health reports: "postgresql", "sqlite", "memory"
    TlsSettings tls;
    std::shared_ptr<Reloader> reloader; // what it says holds, also at the start
    std::optional<std::pair<QHostAddress, quint16>> metrics; // where they are served; nothing: nowhere
};

// The composition root: makes every part, wires them, and takes them down in order. Lives in the main thread.
class Server : public QObject
{
    Q_OBJECT

public:
    explicit Server(ServerSettings settings, QObject *parent = nullptr);
    ~Server() override;

    // Starts the storage and the network threads. A store that cannot be reached yet is no error; one that will never
    // do is.
    Result<void> start(std::vector<Listener> listeners);
    // Answers 503, finishes what is in flight, closes every connection 1001, then emits drained().
    // May be called more than once.
    void drain();
    // Reads the configuration again, and the certificate.
    Result<ReloadReport> reload();
    // Ends all threads; the storage has this long to finish what it holds.
    void stop(qint64 storageMs);

Q_SIGNALS:
    void drainBegun();
    void drained();

private:
    Result<void> apply(const LiveSettings &settings);
    Shared shared();
    // Runs the task in a network thread.
    void inThread(int thread, std::function<void(Worker &)> task);
    // The same in every one, and the sum of what it gave.
    void everywhere(const std::function<qint64(Worker &)> &task, const std::function<void(qint64)> &then);
    AdminDesk::Environment adminEnvironment();
    // This server as others see it.
    ClusterNode self() const;
    std::vector<NodeRow> nodeRows();
    std::unique_ptr<Cluster> makeCluster();
    std::unique_ptr<Bus> makeBus() const;
    std::unique_ptr<Relay> makeRelay();
    std::unique_ptr<Certificate> makeCertificate() const;
    MetricSources metricSources();
    Gauges gauges() const;
    void startThread(size_t index);
    // Gives an accepted socket to a network thread.
    void handOver(int fd, const QHostAddress &peer, bool tls);
    // Any thread: has the members of these sessions read what was stored without a word.
    void catchUp(const std::vector<SessionKey> &sessions);
    // Any thread: has every network thread know a key as it stands.
    void applyKey(const ApiKey &key);
    void onThreadDrained();
    void closeIdle();

    const ServerSettings m_settings;
    Limits m_limits;
    LogLevel m_logLevel;
    const Clock m_clock;
    const Uuid m_run = Uuid::random();
    const qint64 m_startedMs = m_clock.wallMs();
    std::vector<NetFigures> m_netFigures;
    StoreFigures m_storeFigures;
    Histogram m_mainLag;
    Storage m_storage;
    EventJournal m_journal;
    EntryRing<LogEntry> m_log{5'000}; // while somebody follows it
    AuditLog m_audit;
    Registry m_registry;
    PresenceTable m_presence;
    TypingTable m_typing;
    RateLimiter m_messageRates;
    StrikeCounter m_strikes;
    Population m_population;
    ConnectionIndex m_connections;
    TokenVerifier m_verifier;
    std::unique_ptr<Cluster> m_cluster; // none: this server is alone
    std::unique_ptr<Bus> m_bus;
    Health m_health;
    Admission m_admission;
    Restrictions m_restrictions;
    RestrictionWatch m_restrictionWatch;
    MemoryWatch m_memory;
    Door m_door;
    std::vector<std::unique_ptr<NetThread>> m_threads;
    Hub m_hub;
    InboxFeed m_inboxes;
    std::unique_ptr<Relay> m_relay; // as the cluster
    SessionService m_sessions;
    IngestService m_ingest;
    KeyWatch m_keyWatch;
    KeyService m_keys;
    TicketService m_tickets;
    RestrictionService m_restrictionService;
    NodeRoster m_nodes;
    NodeCalls m_calls;
    AdminDesk m_admin;
    ClusterDesk m_clusterDesk;
    TapDesk m_taps;
    StreamSources m_streams;
    AdminFeed m_adminFeed;
    RestApi m_rest;
    MessageOutlet m_outlet;
    Operations m_operations;
    Shared m_shared;
    std::vector<Worker *> m_workers; // each is only touched in its own thread
    TimerWheel m_wheel; // of the main thread
    std::unique_ptr<Certificate> m_certificate; // none: no TLS is spoken
    std::unique_ptr<Acceptor> m_acceptor;
    Collector m_collector;
    MetricsServer m_metrics;
    LoopLag m_loopLag;
    QTimer m_idleTimer; // sessions.inactivity
    QTimer m_statsTimer;
    int m_draining = 0;
};

} // namespace conversa
