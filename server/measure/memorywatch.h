// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/limits.h"

#include <QByteArray>
#include <QTimer>

#include <atomic>
#include <optional>

namespace conversa {

// Whether the process comes near the memory that it may have: by limits.memory, by its control group (cgroups(7), version 1 and
// 2), or in addresses (RLIMIT_AS, setrlimit(2)). At 85 % of any of them it is tight, until it is below 80 % of all. Lives in the
// main thread; isTight() is for any.
class MemoryWatch
{
public:
    explicit MemoryWatch(const Limits &limits);

    void start();
    bool isTight() const { return m_isTight.load(std::memory_order_relaxed); }

private:
    struct Use
    {
        qint64 addresses = 0; // bytes
        qint64 resident = 0;
    };
    void look();
    // The highest share of a limit that is used, in percent.
    qint64 percent(const Use &use) const;

    const Limits &m_limits;
    const std::optional<qint64> m_groupLimit; // bytes
    const std::optional<qint64> m_addressLimit;
    std::atomic<bool> m_isTight = false;
    QTimer m_timer;
};

// The least limit on memory of a process' control groups in bytes, nullopt: none. `groups`: its /proc/self/cgroup; `root`: where the
// groups are mounted.
std::optional<qint64> controlGroupLimit(const QByteArray &groups, const QByteArray &root);

} // namespace conversa
