// SPDX-License-Identifier: Apache-2.0
#include "app/readconfig.h"

namespace conversa {

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
