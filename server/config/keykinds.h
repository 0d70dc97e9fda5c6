// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "config/keys.h"

#include <functional>
#include <utility>

// What a key's value may be; each makes the key of one field.
namespace conversa::keykinds {

// A key's place in the configuration, made of what gives a reference to it.
template <typename T>
struct Field
{
    template <typename Access>
    Field(Access access)
        : set([access](Config &config, T value) { access(config) = std::move(value); })
        , get([access](Config config) -> T { return access(config); })
    {
    }

    std::function<void(Config &, T)> set;
    std::function<T(Config)> get;
};

ConfigKey text(const char *name, const char *doc, Field<QByteArray> field);
ConfigKey choice(const char *name, const char *doc, Field<QByteArray> field, QByteArrayList choices);
ConfigKey list(const char *name, const char *doc, Field<QByteArrayList> field);
ConfigKey flag(const char *name, const char *doc, Field<bool> field);
// A whole number from `low` to `high`.
ConfigKey number(const char *name, const char *doc, Field<qint64> field, qint64 low, qint64 high);
ConfigKey count(const char *name, const char *doc, Field<int> field, int low, int high);
// A number of bytes, or of KiB or MiB: "64KiB".
ConfigKey size(const char *name, const char *doc, Field<qint64> field, qint64 low, qint64 high);
// Milliseconds, or "500ms", "25s", "15min", "2h".
ConfigKey duration(const char *name, const char *doc, Field<qint64> field, qint64 lowMs, qint64 highMs);
// "30/s", "300/min", or a number a second.
ConfigKey rate(const char *name, const char *doc, Field<double> perSecond);
ConfigKey burst(const char *name, const char *doc, Field<double> field);

} // namespace conversa::keykinds
