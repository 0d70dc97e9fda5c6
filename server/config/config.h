// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/limits.h"

#include <QByteArray>
#include <QByteArrayList>

namespace conversa {

// What a server is told, all sources taken together. One row of keys.cpp for each field.
struct Config
{
    QByteArray env = "development"; // or "production"
    QByteArrayList listen = {"127.0.0.1:8080", "[::1]:8080"};
    qint64 netThreads = 0; // 0: one for each processor

    QByteArray databaseUrl = "sqlite:///var/lib/conversa/conversa.db";
    QByteArray databaseMigrate = "auto"; // or "off"
    qint64 databaseWriters = 2;
    qint64 databaseReaders = 2;
    qint64 databaseQueueLimit = 10'000;
    qint64 databaseBatchLimit = 512;
    qint64 databaseDeadline = 4'000; // ms
    QByteArray redisUrl;
    QByteArray nodeId; // empty: the host's name and some characters
    qint64 clusterLease = 3'000; // ms
    QByteArray redisCaFile;
    QByteArray busSecret;
    bool busRedisPattern = false;

    QByteArrayList originAllowed; // empty: the list of the environment
    bool originAllowMissing = false;
    QByteArrayList proxyTrusted;
    bool tlsTerminatedByProxy = false;
    QByteArrayList tlsListen; // empty: no TLS
    QByteArray tlsCertificate;
    QByteArray tlsKey;
    QByteArray tlsMinVersion = "1.2"; // or "1.3"
    bool authFirstMessage = false;
    bool sessionsAutoCreate = true;
    qint64 sessionsInactivity = 0; // ms; 0: never
    QByteArray auditOnFailure = "drop"; // or "deny"
    qint64 auditQueueLimit = 10'000;
    qint64 auditRetention = 90 * qint64(86'400'000); // ms; 0: for ever
    QByteArray metricsListen = "127.0.0.1:9108"; // or "off"
    QByteArray logLevel = "info";
    Limits limits;

    bool isDevelopment() const { return env == "development"; }
};

} // namespace conversa
