// SPDX-License-Identifier: Apache-2.0
#include "app/reloader.h"

#include "app/readconfig.h"
#include "config/keys.h"
#include "config/rules.h"
#include "core/clock.h"
#include "core/log.h"

#include <systemd/sd-daemon.h>

namespace conversa {

Reloader::Reloader(ConfigSources sources, Config started, Ports ports)
    : m_sources(std::move(sources))
    , m_started(std::move(started))
    , m_ports(std::move(ports))
    , m_live(m_started)
{
}

Result<ReloadReport> Reloader::run(const std::function<Result<void>(const LiveSettings &)> &apply)
{
    // systemd(5) wants the moment of the signal by the same clock as its own.
    sd_notify(0, "RELOADING=1\nMONOTONIC_USEC=" + QByteArray::number(steadyUs()));
    auto report = attempt(apply);
    if (report)
        logEvent(logApp(), "reloaded",
                 {{"changed", report->changed.join(',')}, {"restart_needed", report->waiting.join(',')}});
    else
        logEvent(logApp(), "reload_failed", {{"reason", report.error().message}, {"hint", "what held before holds on"}});
    sd_notify(0, report ? "READY=1\nSTATUS=Running" : "READY=1\nSTATUS=Running; the last reload failed, see the log");
    return report;
}

Result<ReloadReport> Reloader::attempt(const std::function<Result<void>(const LiveSettings &)> &apply)
{
    const auto loaded = loadConfig(m_sources);
    if (!loaded)
        return loaded.error();
    // What only a start applies has to be good all the same: the next start reads it.
    if (const auto read = readConfig(loaded->config); !read)
        return read.error();
    const auto settings = settingsOf(loaded->config);
    if (!settings)
        return settings.error();
    if (const auto applied = apply(*settings); !applied)
        return applied.error();
    ReloadReport report = compare(loaded->config);
    m_live = loaded->config;
    return report;
}

LiveSettings Reloader::settings() const
{
    return *settingsOf(m_live);
}

Result<LiveSettings> Reloader::settingsOf(const Config &config) const
{
    auto proxies = TrustedProxies::parse(config.proxyTrusted);
    if (!proxies)
        return proxies.error();
    OriginPolicy origins(effectiveOrigins(config, m_ports.plain, m_ports.tls), config.originAllowMissing || config.isDevelopment());
    return LiveSettings{config.limits, std::make_shared<const DoorPolicy>(DoorPolicy{std::move(origins), *std::move(proxies)}),
                        tlsFiles(config), config.logLevel};
}

ReloadReport Reloader::compare(const Config &config) const
{
    ReloadReport report;
    for (const ConfigKey &key : configKeys()) {
        const QByteArray now = key.show(config);
        if (key.isLive && now != key.show(m_live))
            report.changed.append(key.name);
        else if (!key.isLive && now != key.show(m_started))
            report.waiting.append(key.name);
    }
    return report;
}

} // namespace conversa
