// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include <unistd.h>

namespace wsload {

// Processor time and resident memory of the server's processes.
class Meter
{
public:
    explicit Meter(std::vector<int> processes)
        : m_processes(std::move(processes))
    {
    }

    double cpuSeconds() const
    {
        double total = 0;
        for (int process : m_processes) {
            const std::string line = read(process, "stat");
            const size_t end = line.rfind(')');
            unsigned long user = 0;
            unsigned long system = 0;
            if (end != std::string::npos)
                sscanf(line.c_str() + end + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &system);
            total += double(user + system) / double(sysconf(_SC_CLK_TCK));
        }
        return total;
    }
    double residentKiB() const
    {
        long pages = 0;
        for (int process : m_processes) {
            long all = 0;
            long resident = 0;
            if (sscanf(read(process, "statm").c_str(), "%ld %ld", &all, &resident) == 2)
                pages += resident;
        }
        return double(pages) * double(sysconf(_SC_PAGESIZE)) / 1024;
    }

private:
    static std::string read(int process, const char *name)
    {
        const std::string path = "/proc/" + std::to_string(process) + "/" + name;
        char line[4096];
        size_t size = 0;
        if (FILE *file = fopen(path.c_str(), "r")) {
            size = fread(line, 1, sizeof line, file);
            fclose(file);
        }
        return { line, size };
    }

    const std::vector<int> m_processes;
};

class Latencies
{
public:
    void add(uint64_t from, uint64_t to) { m_micros.push_back(uint32_t((to - from) / 1000)); }
    void sort() { std::sort(m_micros.begin(), m_micros.end()); }
    // Of the sorted ones; in milliseconds.
    double quantile(double q) const
    {
        if (m_micros.empty())
            return 0;
        return m_micros[std::min(m_micros.size() - 1, size_t(q * double(m_micros.size())))] / 1000.0;
    }

private:
    std::vector<uint32_t> m_micros;
};

} // namespace wsload
