// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "auth/trustedproxies.h"
#include "config/config.h"
#include "core/result.h"
#include "redis/redisaddress.h"
#include "store/storeurl.h"
#include "tls/tlscontext.h"

#include <optional>

namespace conversa {

// The values of a configuration that only their own part of the server can read.
struct ReadConfig
{
    StoreConfig store;
    TrustedProxies proxies;
    std::optional<RedisAddress> redis; // nothing: there is none
};

// The certificate to speak TLS with; nullptr: the configuration has no TLS. InvalidField says what is wrong with its files.
Result<std::shared_ptr<const TlsContext>> readCertificate(const Config &config);
TlsFiles tlsFiles(const Config &config);

// InvalidField names the key that cannot be read, without what is secret in it.
Result<ReadConfig> readConfig(const Config &config);

} // namespace conversa
