// SPDX-License-Identifier: Apache-2.0
#include "app/daemon.h"

#include "app/exitcodes.h"
#include "app/readconfig.h"
#include "app/server.h"
#include "app/signals.h"
#include "config/rules.h"
#include "core/log.h"
#include "core/nodeid.h"
#include "loop/epolldispatcher.h"

#include <QCoreApplication>
#include <QThread>

#include <signal.h>
#include <sys/resource.h>
#include <systemd/sd-daemon.h>

#include <algorithm>

namespace conversa {

namespace {

constexpr qint64 stopPatientlyMs = 4'000;
constexpr qint64 stopAtOnceMs = 200;

void raiseDescriptorLimit()
{
    rlimit open{};
    ::getrlimit(RLIMIT_NOFILE, &open);
    open.rlim_cur = open.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &open);
}

Result<std::vector<Listener>> listenOnAll(const Config &config)
{
    std::vector<Listener> listeners;
    const QByteArrayList addresses = config.listen + config.tlsListen;
    for (qsizetype i = 0; i < addresses.size(); ++i) {
        const auto address = parseListen(addresses[i]);
        if (!address)
            return address.error();
        auto listener = listenOn(address->first, address->second, i >= config.listen.size());
        if (listener) {
            listeners.push_back(std::move(*listener));
            continue;
        }
        // A machine without IPv6 still serves what else is asked for.
        if (listener.error().code == ErrorCode::NotFound && addresses.size() > 1)
            continue;
        return Error{listener.error().code, addresses[i] + ": " + listener.error().message};
    }
    return listeners;
}

Reloader::Ports portsOf(const std::vector<Listener> &listeners)
{
    Reloader::Ports ports;
    for (const Listener &listener : listeners)
        (listener.tls ? ports.tls : ports.plain).push_back(listener.port);
    return ports;
}

ServerSettings settingsOf(const Config &config, const ReadConfig &read)
{
    ServerSettings settings;
    settings.development = config.isDevelopment();
    settings.netThreads = config.netThreads > 0 ? int(config.netThreads) : std::clamp(QThread::idealThreadCount(), 1, 64);
    settings.autoCreateSessions = config.sessionsAutoCreate;
    settings.takesFirstMessage = config.authFirstMessage;
    settings.inactivityMs = config.sessionsInactivity;
    settings.storeFactory = makeStoreFactory(read.store);
    settings.storage = {writersFor(read.store.kind, int(config.databaseWriters)), int(config.databaseReaders),
                        int(config.databaseQueueLimit), int(config.databaseBatchLimit), config.databaseDeadline};
    settings.nodeName = config.nodeId.isEmpty() ? defaultNodeId() : config.nodeId;
    settings.audit = {settings.nodeName, config.auditOnFailure == "deny", config.auditRetention, size_t(config.auditQueueLimit)};
    if (read.store.kind == StoreKind::Postgresql)
        settings.cluster = ClusterSettings{read.store.postgres, settings.nodeName,
                                           CONVERSA_VERSION, config.clusterLease};
    if (read.redis) {
        settings.redis.emplace();
        settings.redis->redis.address = *read.redis;
        settings.redis->redis.caFile = config.redisCaFile;
        settings.redis->secret = config.busSecret;
        settings.redis->pattern = config.busRedisPattern;
    }
    settings.storeKind = storeKindName(read.store.kind);
    return settings;
}

int endWith(const Error &error, int code)
{
    qCCritical(logApp).noquote() << QString::fromUtf8(error.message);
    return code;
}

int run(QCoreApplication &application, Server &server, ProcessSignals &signalsReceived)
{
    bool draining = false;
    QObject::connect(&signalsReceived, &ProcessSignals::reloadAsked, &server, &Server::reload);
    QObject::connect(&signalsReceived, &ProcessSignals::endAsked, &server, [&] {
        if (std::exchange(draining, true)) {
            server.stop(stopAtOnceMs);
            application.quit();
            return;
        }
        server.drain();
    });
    QObject::connect(&server, &Server::drainBegun, &application, [] {
        logEvent(logApp(), "draining", {});
        sd_notify(0, "STOPPING=1");
    });
    QObject::connect(&server, &Server::drained, &application, [&] {
        server.stop(stopPatientlyMs);
        application.quit();
    });
    sd_notify(0, "READY=1");
    const int code = application.exec();
    logEvent(logApp(), "stopped", {});
    return code;
}

} // namespace

int runDaemon(int argc, char **argv, const ConfigSources &sources, const Config &config)
{
    const auto read = readConfig(config);
    if (!read)
        return endWith(read.error(), exitcode::config);
    const auto certificate = readCertificate(config);
    if (!certificate)
        return endWith(certificate.error(), exitcode::config);
    raiseDescriptorLimit();
    ::signal(SIGPIPE, SIG_IGN); // a log whose reader has gone is no reason to end
    auto listeners = listenOnAll(config);
    if (!listeners)
        return endWith({listeners.error().code, "Cannot listen on " + listeners.error().message
                                                 + "; choose another port with --port N or the key listen."},
                    listeners.error().code == ErrorCode::Conflict ? exitcode::taken : exitcode::config);
    QCoreApplication::setEventDispatcher(new EpollDispatcher);
    QCoreApplication application(argc, argv);
    ProcessSignals signalsReceived;
    ServerSettings settings = settingsOf(config, *read);
    settings.reloader = std::make_shared<Reloader>(sources, config, portsOf(*listeners));
    settings.tls = {tlsFiles(config), *certificate};
    if (const auto metrics = parseListen(config.metricsListen))
        settings.metrics = *metrics;
    Server server(std::move(settings));
    if (const auto started = server.start(std::move(*listeners)); !started)
        return endWith(started.error(), exitcode::config);
    return run(application, server, signalsReceived);
}

} // namespace conversa
