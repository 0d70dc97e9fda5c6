// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "config/config.h"
#include "core/result.h"

#include <QByteArray>
#include <QHash>

#include <utility>
#include <vector>

namespace conversa {

// Where a configuration comes from; the later wins: defaults, file, environment, flags.
struct ConfigSources
{
    QByteArray file; // path; empty: none
    std::vector<std::pair<QByteArray, QByteArray>> environment;
    std::vector<std::pair<QByteArray, QByteArray>> flags; // key and value
    bool allowDevelopmentOnNetwork = false;
};

struct LoadedConfig
{
    Config config;
    QHash<QByteArray, QByteArray> sources; // key -> where its value was found; absent: the default
};

// All sources together, every key and value checked, and the rules that hold between them. Errors are one line for a
// person: where, what, and the nearest known name.
Result<LoadedConfig> loadConfig(const ConfigSources &sources);

// Every key with its value and source, secrets masked.
QByteArray describe(const LoadedConfig &loaded);

} // namespace conversa
