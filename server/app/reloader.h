// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "config/loader.h"
#include "core/limits.h"
#include "core/result.h"
#include "net/door.h"
#include "tls/tlscontext.h"

#include <functional>
#include <memory>
#include <vector>

namespace conversa {

// What a running server can be told anew.
struct LiveSettings
{
    Limits limits;
    std::shared_ptr<const DoorPolicy> door;
    TlsFiles tls;
    QByteArray logLevel;
};

// What a reload has found.
struct ReloadReport
{
    QByteArrayList changed; // keys whose new value holds
    QByteArrayList waiting; // keys whose new value waits for the next start
};

// Reads the configuration again while the server runs. It is taken as a whole or not at all: whatever is wrong with it, the
// one before stays, and one line in the log says why. Lives in the main thread.
class Reloader
{
public:
    // Where servers listen, which decides about origins in development.
    struct Ports
    {
        std::vector<quint16> plain;
        std::vector<quint16> tls;
    };

    // `started`: what `sources` said at the start.
    Reloader(ConfigSources sources, Config started, Ports ports);

    LiveSettings settings() const;
    // Gives what the sources say now to `apply`, which may refuse it.
    Result<ReloadReport> run(const std::function<Result<void>(const LiveSettings &)> &apply);

private:
    Result<ReloadReport> attempt(const std::function<Result<void>(const LiveSettings &)> &apply);
    Result<LiveSettings> settingsOf(const Config &config) const;
    ReloadReport compare(const Config &config) const;

    const ConfigSources m_sources;
    const Config m_started;
    const Ports m_ports;
    Config m_live; // what holds
};

} // namespace conversa
