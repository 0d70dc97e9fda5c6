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
    return ReadConfig{*std::move(store), *std::move(proxies)};
}

} // namespace conversa
