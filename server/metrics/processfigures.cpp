// SPDX-License-Identifier: Apache-2.0
#include "metrics/processfigures.h"

#include <QDir>
#include <QFile>

#include <sys/resource.h>
#include <unistd.h>

namespace conversa {

namespace {

using prometheus::MetricType;

// Of proc(5), /proc/self/statm: the second number is the resident pages.
double residentBytes()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return double(file.readLine().split(' ').value(1).toLongLong()) * double(::sysconf(_SC_PAGESIZE));
}

double seconds(const timeval &time)
{
    return double(time.tv_sec) + double(time.tv_usec) / 1e6;
}

} // namespace

void addProcess(std::vector<prometheus::MetricFamily> &families)
{
    const auto add = [&](MetricType type, const char *name, const char *help, double value) {
        auto &metric = families.emplace_back(prometheus::MetricFamily{name, help, type, {}}).metric.emplace_back();
        metric.counter.value = value;
        metric.gauge.value = value;
    };
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    rlimit files{};
    ::getrlimit(RLIMIT_NOFILE, &files);
    add(MetricType::Counter, "process_cpu_seconds_total", "Processor time, user and system.",
        seconds(usage.ru_utime) + seconds(usage.ru_stime));
    add(MetricType::Gauge, "process_resident_memory_bytes", "Resident memory.", residentBytes());
    add(MetricType::Gauge, "process_max_fds", "The most file descriptors that may be open.", double(files.rlim_cur));
}

} // namespace conversa
