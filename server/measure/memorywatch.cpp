// SPDX-License-Identifier: Apache-2.0
#include "measure/memorywatch.h"

#include "core/log.h"

#include <QFile>

#include <malloc.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>

namespace conversa {

namespace {

constexpr auto lookEvery = std::chrono::milliseconds(250);
constexpr qint64 tightPercent = 85;
constexpr qint64 relaxedPercent = 80;
constexpr qint64 noLimit = qint64(1) << 60; // what version 1 writes where there is none, and more

QByteArray contents(const QByteArray &path)
{
    QFile file(QFile::decodeName(path));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

std::optional<qint64> addressLimit()
{
    rlimit limit{};
    ::getrlimit(RLIMIT_AS, &limit);
    return limit.rlim_cur == RLIM_INFINITY ? std::nullopt : std::optional(qint64(limit.rlim_cur));
}

// Of a group and all those above it: each holds those inside.
std::optional<qint64> leastOf(const QByteArray &root, QByteArray group, const char *file)
{
    std::optional<qint64> least;
    while (true) {
        bool isNumber = false;
        const qint64 limit = contents(root + group + '/' + file).trimmed().toLongLong(&isNumber);
        if (isNumber && limit < noLimit)
            least = std::min(limit, least.value_or(limit));
        if (group.isEmpty() || group == "/")
            return least;
        group.truncate(group.lastIndexOf('/'));
    }
}

} // namespace

std::optional<qint64> controlGroupLimit(const QByteArray &groups, const QByteArray &root)
{
    // Lines of hierarchy:controllers:path; version 2 is 0::path.
    for (const QByteArray &line : groups.split('\n')) {
        const qsizetype path = line.indexOf(':', line.indexOf(':') + 1);
        if (path < 0)
            continue;
        const QByteArray controllers = line.first(path).mid(line.indexOf(':') + 1);
        if (controllers.split(',').contains("memory"))
            return leastOf(root + "/memory", line.mid(path + 1), "memory.limit_in_bytes");
        if (line.startsWith("0::")) {
            if (const auto limit = leastOf(root, line.mid(path + 1), "memory.max"))
                return limit;
        }
    }
    return std::nullopt;
}

MemoryWatch::MemoryWatch(const Limits &limits)
    : m_limits(limits)
    , m_groupLimit(controlGroupLimit(contents("/proc/self/cgroup"), "/sys/fs/cgroup"))
    , m_addressLimit(addressLimit())
{
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { look(); });
}

void MemoryWatch::start()
{
    m_timer.start(lookEvery);
}

qint64 MemoryWatch::percent(const Use &use) const
{
    const auto share = [](qint64 used, std::optional<qint64> limit) { return limit && *limit > 0 ? used * 100 / *limit : 0; };
    return std::max({share(use.resident, m_limits.memory), share(use.resident, m_groupLimit), share(use.addresses, m_addressLimit)});
}

void MemoryWatch::look()
{
    const QByteArrayList pages = contents("/proc/self/statm").split(' ');
    const qint64 pageSize = ::sysconf(_SC_PAGESIZE);
    const qint64 used = percent({pages.value(0).toLongLong() * pageSize, pages.value(1).toLongLong() * pageSize});
    const bool wasTight = isTight();
    m_isTight = used >= (wasTight ? relaxedPercent : tightPercent);
    // Who has left has left memory that the allocator keeps.
    if (wasTight)
        ::malloc_trim(0);
    if (wasTight != isTight())
        logEvent(logApp(), isTight() ? "memory_tight" : "memory_relaxed", {{"percent", QByteArray::number(used)}});
}

} // namespace conversa
