// SPDX-License-Identifier: Apache-2.0
#include "redis/redisreply.h"

#include <array>
#include <utility>

namespace conversa {

std::string_view faultName(RedisFault fault)
{
    // In the order of RedisFault.
    static constexpr std::array<std::string_view, redisFaultCount> names{ "unreachable", "timeout", "protocol", "tls",
        "auth", "loading", "read_only", "out_of_memory", "misconfigured", "busy", "overflow", "other" };
    return names[size_t(fault)];
}

RedisFault classify(QByteArrayView errorText)
{
    static constexpr std::array<std::pair<std::string_view, RedisFault>, 11> words{ {
        { "NOAUTH", RedisFault::Auth },
        { "WRONGPASS", RedisFault::Auth },
        { "NOPERM", RedisFault::Auth },
        { "LOADING", RedisFault::Loading },
        { "READONLY", RedisFault::ReadOnly },
        { "OOM", RedisFault::OutOfMemory },
        { "MISCONF", RedisFault::Misconfigured },
        { "BUSY", RedisFault::Busy },
        { "MASTERDOWN", RedisFault::Busy },
        { "TRYAGAIN", RedisFault::Busy },
        { "CLUSTERDOWN", RedisFault::Busy },
    } };
    const std::string_view text(errorText.data(), size_t(errorText.size()));
    const std::string_view first = text.substr(0, text.find(' '));
    for (const auto &[word, fault] : words) {
        if (first == word)
            return fault;
    }
    return RedisFault::Other;
}

} // namespace conversa
