// SPDX-License-Identifier: Apache-2.0
#include "app/readconfig.h"

#include "core/clock.h"

namespace conversa {

TlsFiles tlsFiles(const Config &config)
{
    return {config.tlsCertificate, config.tlsKey, config.tlsMinVersion == "1.3"};
}

Result<std::shared_ptr<const TlsContext>> readCertificate(const Config &config)
{
    if (config.tlsListen.isEmpty())
        return std::shared_ptr<const TlsContext>();
    return TlsContext::load(tlsFiles(config), Clock::system().wallMs());
}

Result<ReadConfig> readConfig(const Config &config)
{
    auto store = parseStoreUrl(config.databaseUrl);
    if (!store)
        return store.error();
    store->migrate = config.databaseMigrate == "auto" ? Migrate::Auto : Migrate::Off;
    auto proxies = TrustedProxies::parse(config.proxyTrusted);
    if (!proxies)
        return proxies.error();
    ReadConfig read{*std::move(store), *std::move(proxies), {}};
    if (config.redisUrl.isEmpty())
        return read;
    auto redis = parseRedisUrl(config.redisUrl);
    if (!redis)
        return redis.error();
    read.redis = *std::move(redis);
    return read;
}

} // namespace conversa
