// SPDX-License-Identifier: Apache-2.0
#include "config/keys.h"

#include "config/keykinds.h"

#include <algorithm>

namespace conversa {

namespace {

using namespace keykinds;

constexpr qint64 day = 86'400'000;
constexpr qint64 mib = 1'048'576;

ConfigKey secret(ConfigKey key)
{
    key.isSecret = true;
    return key;
}

ConfigKey live(ConfigKey key)
{
    key.isLive = true;
    return key;
}

std::vector<ConfigKey> serverKeys()
{
    return {
        choice("env", "development: fixed keys and the chat page, for one machine only; production: neither.",
               [](Config &c) -> auto & { return c.env; }, {"development", "production"}),
        list("listen", "Addresses and ports to listen on, as \"127.0.0.1:8080\" or \"[::1]:8080\".",
             [](Config &c) -> auto & { return c.listen; }),
        number("net.threads", "Network threads; 0 means one for each processor.",
               [](Config &c) -> auto & { return c.netThreads; }, 0, 64),
        secret(text("database.url", "sqlite:///path, postgresql://user:password@host/name, or memory: (development only).",
                    [](Config &c) -> auto & { return c.databaseUrl; })),
        choice("database.migrate", "Whether the server brings the schema up to date when it starts.",
               [](Config &c) -> auto & { return c.databaseMigrate; }, {"auto", "off"}),
        number("database.writers", "Connections that store messages; SQLite and memory have one.",
               [](Config &c) -> auto & { return c.databaseWriters; }, 1, 64),
        number("database.readers", "Connections that read.", [](Config &c) -> auto & { return c.databaseReaders; }, 1, 64),
        number("database.queue_limit", "Messages waiting to be stored; more are answered overloaded.",
               [](Config &c) -> auto & { return c.databaseQueueLimit; }, 1, 10'000'000),
        number("database.batch_limit", "Messages of one transaction.",
               [](Config &c) -> auto & { return c.databaseBatchLimit; }, 1, 10'000),
        duration("database.deadline", "How long a request may wait for the database.",
                 [](Config &c) -> auto & { return c.databaseDeadline; }, 100, 60'000),
        secret(text("redis.url", "redis:// or rediss://user:password@host:port/database; empty: this server works alone.",
                    [](Config &c) -> auto & { return c.redisUrl; })),
        text("node.id", "Name of this server among those at the same database; empty: the host's name and six characters.",
             [](Config &c) -> auto & { return c.nodeId; }),
        duration("cluster.lease", "A server at the same PostgreSQL that is silent for this long is gone.",
                 [](Config &c) -> auto & { return c.clusterLease; }, 600, 60'000),
        text("redis.ca_file", "PEM file of who may have signed Redis' certificate (rediss://); empty: the system's.",
             [](Config &c) -> auto & { return c.redisCaFile; }),
        secret(text("bus.secret", "What all servers of a cluster share and nobody else knows, 16 bytes or more.",
                    [](Config &c) -> auto & { return c.busSecret; })),
        flag("bus.redis.pattern", "One PSUBSCRIBE websocket:* instead of a channel for each session.",
             [](Config &c) -> auto & { return c.busRedisPattern; }),
        live(list("origin.allowed", "Origins of web pages that may connect; empty: the list of the environment.",
             [](Config &c) -> auto & { return c.originAllowed; })),
        live(flag("origin.allow_missing", "Whether a client without Origin may carry its token in the URL.",
             [](Config &c) -> auto & { return c.originAllowMissing; })),
        live(list("proxy.trusted", "Addresses or CIDR blocks whose X-Forwarded-For is believed.",
             [](Config &c) -> auto & { return c.proxyTrusted; })),
        flag("tls.terminated_by_proxy", "A proxy in front speaks TLS, so plain text off loopback is meant.",
             [](Config &c) -> auto & { return c.tlsTerminatedByProxy; }),
        list("tls.listen", "Addresses and ports to speak TLS on, as \"0.0.0.0:8443\"; empty: no TLS.",
             [](Config &c) -> auto & { return c.tlsListen; }),
        live(text("tls.certificate", "PEM file of the server's certificate, followed by those that it is signed with.",
             [](Config &c) -> auto & { return c.tlsCertificate; })),
        live(text("tls.key", "PEM file of its private key, without a password.", [](Config &c) -> auto & { return c.tlsKey; })),
        live(choice("tls.min_version", "The oldest TLS that is spoken.", [](Config &c) -> auto & { return c.tlsMinVersion; },
               {"1.2", "1.3"})),
        flag("auth.first_message", "A socket may be opened without a token and give it in its first message, authenticate.",
             [](Config &c) -> auto & { return c.authFirstMessage; }),
        flag("sessions.auto_create", "The first message of the business side creates its session.",
             [](Config &c) -> auto & { return c.sessionsAutoCreate; }),
        duration("sessions.inactivity", "Sessions nobody writes in for this long are closed; 0: never.",
                 [](Config &c) -> auto & { return c.sessionsInactivity; }, 0, 366 * day),
        live(number("resume.max_messages", "A client further behind than this is not replayed to.",
              [](Config &c) -> auto & { return c.limits.resumeMessages; }, 0, 1'000'000)),
        text("metrics.listen", "Where GET /metrics is answered, for Prometheus; off: nowhere.",
             [](Config &c) -> auto & { return c.metricsListen; }),
        live(choice("log.level", "The least that is logged.", [](Config &c) -> auto & { return c.logLevel; },
               {"debug", "info", "warning", "error"})),
    };
}

std::vector<ConfigKey> auditKeys()
{
    return {
        choice("audit.on_failure", "While the audit log cannot be written: deny lets nobody in, drop counts what finds no room.",
               [](Config &c) -> auto & { return c.auditOnFailure; }, {"drop", "deny"}),
        number("audit.queue_limit", "Events waiting to be written to the audit log.",
               [](Config &c) -> auto & { return c.auditQueueLimit; }, 10, 1'000'000),
        duration("audit.retention", "Older rows of the audit log are forgotten; 0: never.",
                 [](Config &c) -> auto & { return c.auditRetention; }, 0, 3'660 * day),
    };
}

std::vector<ConfigKey> limitKeys()
{
    return {
        flag("limits.enabled", "Whether rates are limited; by default in production only. Sizes and clocks always hold.",
             [](Config &c) -> auto & { return c.limits.ratesEnabled; }),
        size("limits.text", "Bytes of a message's text.", [](Config &c) -> auto & { return c.limits.text; }, 1, mib),
        size("limits.frame", "Bytes of an inbound frame and message.", [](Config &c) -> auto & { return c.limits.frame; }, 1024, mib),
        count("limits.json_depth", "Levels of a message's JSON.", [](Config &c) -> auto & { return c.limits.jsonDepth; }, 2, 1'000),
        count("limits.json_keys", "Keys of an object in it.", [](Config &c) -> auto & { return c.limits.jsonKeys; }, 16, 1'000),
        count("limits.joined_sessions", "Sessions a connection may have joined.",
              [](Config &c) -> auto & { return c.limits.joinedSessions; }, 1, 100'000),
        size("limits.send_queue", "Bytes waiting for a client; more closes it 4008.",
             [](Config &c) -> auto & { return c.limits.sendQueue; }, 65'536, 1024 * mib),
        count("limits.page_messages", "Messages of a page of history or of a replay.",
              [](Config &c) -> auto & { return c.limits.pageMessages; }, 1, 1'000),
        size("limits.page_bytes", "Bytes of such a page on the wire.", [](Config &c) -> auto & { return c.limits.pageBytes; },
             1024, 64 * mib),
        duration("limits.ping_interval", "Between the server's pings.", [](Config &c) -> auto & { return c.limits.pingInterval; },
                 100, day),
        duration("limits.heartbeat", "Without a byte for this long a connection is closed 4009.",
                 [](Config &c) -> auto & { return c.limits.heartbeat; }, 100, day),
        duration("limits.abort", "From a close nobody answers to the end of the socket.",
                 [](Config &c) -> auto & { return c.limits.abort; }, 100, 60'000),
        duration("limits.idle", "Without a client message for this long a connection is closed 4009.",
                 [](Config &c) -> auto & { return c.limits.idle; }, 100, 30 * day),
        duration("limits.handshake", "For an HTTP head to arrive.", [](Config &c) -> auto & { return c.limits.handshake; }, 100,
                 600'000),
        size("limits.head", "Bytes of an HTTP head.", [](Config &c) -> auto & { return c.limits.head; }, 1024, mib),
        count("limits.headers", "Header lines of an HTTP head.", [](Config &c) -> auto & { return c.limits.headers; }, 10, 10'000),
        size("limits.uri", "Bytes of a request's URI.", [](Config &c) -> auto & { return c.limits.uri; }, 256, mib),
        size("limits.body", "Bytes of a REST request's body.", [](Config &c) -> auto & { return c.limits.body; }, 1024, mib),
        count("limits.user_connections", "Connections of one user.", [](Config &c) -> auto & { return c.limits.userConnections; },
              1, 10'000'000),
        count("limits.connections", "Sockets of this server; 0: what the open-file limit allows.",
              [](Config &c) -> auto & { return c.limits.connections; }, 0, 10'000'000),
        duration("limits.admission", "A new connection that waits longer than this, here or for the database, is told when to return.",
                 [](Config &c) -> auto & { return c.limits.admission; }, 1, 60'000),
        size("limits.memory", "Memory of this server, of which at 85 % nobody is let in any more; 0: what the system allows.",
             [](Config &c) -> auto & { return c.limits.memory; }, 0, 1024 * 1024 * mib),
        duration("limits.typing_repeat", "A repeated typing notice is passed on at most this often.",
                 [](Config &c) -> auto & { return c.limits.typingRepeat; }, 0, day),
        duration("limits.typing_change", "A changed typing notice is passed on at most this often.",
                 [](Config &c) -> auto & { return c.limits.typingChange; }, 0, day),
        duration("limits.typing_expiry", "Typing ends by itself after this.", [](Config &c) -> auto & { return c.limits.typingExpiry; },
                 100, day),
        duration("limits.presence_grace", "From a user's last connection to user_left.",
                 [](Config &c) -> auto & { return c.limits.presenceGrace; }, 0, day),
        count("limits.presence_users", "Sessions of more users have no presence events.",
              [](Config &c) -> auto & { return c.limits.presenceUsers; }, 0, 100'000),
        count("limits.inbox_connections", "Connections of a tenant's agents to this server; with more they have no inbox events.",
              [](Config &c) -> auto & { return c.limits.inboxConnections; }, 1, 100'000),
        duration("limits.drain", "Over this time at most the connections are closed on SIGTERM.",
                 [](Config &c) -> auto & { return c.limits.drain; }, 0, 600'000),
    };
}

std::vector<ConfigKey> rateKeys()
{
    return {
        rate("limits.connects_per_ip", "New connections of an address (IPv6: of a /64).",
             [](Config &c) -> auto & { return c.limits.connects.perSecond; }),
        burst("limits.connects_per_ip_burst", "How many at once.", [](Config &c) -> auto & { return c.limits.connects.burst; }),
        rate("limits.bad_tokens_per_ip", "Wrong tokens of an address.",
             [](Config &c) -> auto & { return c.limits.badTokens.perSecond; }),
        burst("limits.bad_tokens_per_ip_burst", "How many at once.", [](Config &c) -> auto & { return c.limits.badTokens.burst; }),
        rate("limits.messages_per_user", "Messages of a user.", [](Config &c) -> auto & { return c.limits.messages.perSecond; }),
        burst("limits.messages_per_user_burst", "How many at once.", [](Config &c) -> auto & { return c.limits.messages.burst; }),
        rate("limits.actions_per_connection", "Joins, leaves, typing, marks and pings of a connection.",
             [](Config &c) -> auto & { return c.limits.actions.perSecond; }),
        burst("limits.actions_per_connection_burst", "How many at once.", [](Config &c) -> auto & { return c.limits.actions.burst; }),
        rate("limits.rest_per_key", "REST requests of a key.", [](Config &c) -> auto & { return c.limits.rest.perSecond; }),
        burst("limits.rest_per_key_burst", "How many at once.", [](Config &c) -> auto & { return c.limits.rest.burst; }),
        count("limits.json_errors", "Unreadable messages within 10 s that close a connection 1008.",
              [](Config &c) -> auto & { return c.limits.jsonErrors; }, 1, 1'000'000),
    };
}

} // namespace

QByteArray ConfigKey::environmentName() const
{
    return "CONVERSA_" + QByteArray(name).replace('.', '_').toUpper();
}

const std::vector<ConfigKey> &configKeys()
{
    static const std::vector<ConfigKey> keys = [] {
        std::vector<ConfigKey> all = serverKeys();
        std::ranges::move(auditKeys(), std::back_inserter(all));
        for (std::vector<ConfigKey> limits : {limitKeys(), rateKeys()})
            std::ranges::transform(limits, std::back_inserter(all), live);
        return all;
    }();
    return keys;
}

const ConfigKey *findConfigKey(const QByteArray &name)
{
    const auto &keys = configKeys();
    const auto key = std::find_if(keys.begin(), keys.end(), [&](const ConfigKey &candidate) { return candidate.name == name; });
    return key == keys.end() ? nullptr : &*key;
}

} // namespace conversa
