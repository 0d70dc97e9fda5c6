// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHash>

#include <array>
#include <mutex>

namespace conversa {

// A hash table cut into shards with a lock each, so that threads rarely meet. Values are reached only under their lock.
template <typename Key, typename Value>
class Sharded
{
public:
    // Calls `use(table)` with the shard of `key` locked; returns what it returns.
    template <typename Use>
    auto with(const Key &key, Use &&use)
    {
        Shard &shard = m_shards[qHash(key, 0x5eed) % m_shards.size()];
        const std::lock_guard lock(shard.mutex);
        return use(shard.table);
    }

    // Calls `use(table)` for one shard after the other.
    template <typename Use>
    void forEach(Use &&use) const
    {
        for (Shard &shard : m_shards) {
            const std::lock_guard lock(shard.mutex);
            use(std::as_const(shard.table));
        }
    }

private:
    struct Shard
    {
        std::mutex mutex;
        QHash<Key, Value> table;
    };
    mutable std::array<Shard, 64> m_shards;
};

} // namespace conversa
