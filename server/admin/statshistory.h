// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "admin/connectioncard.h"
#include "protocol/fieldreader.h"
#include "protocol/jsonwriter.h"

#include <array>
#include <functional>
#include <mutex>
#include <vector>

namespace conversa {

// What happened in one span of time.
struct StatsSample
{
    qint64 atMs = 0; // its end, Unix time
    qint64 clients = 0; // at its end
    qint64 opened = 0;
    qint64 closed = 0;
    qint64 messagesIn = 0;
    qint64 messagesOut = 0;
    qint64 bytesIn = 0;
    qint64 bytesOut = 0;

    bool operator==(const StatsSample &) const = default;
};

// The members of a sample but its time and the clients.
void writeCounts(JsonWriter &json, const StatsSample &sample);
StatsSample readCounts(FieldReader &fields);
// Adds these of `more`.
void addCounts(StatsSample &sum, const StatsSample &more);

// The server's figures of the last day, in three rings of fixed size: a second for five minutes, ten seconds for an hour, a
// minute for a day. Thread-safe.
class StatsHistory
{
public:
    struct Resolution
    {
        std::string_view name; // "1s"
        qint64 spanMs = 0;
        size_t most = 0; // samples
    };
    static constexpr std::array<Resolution, 3> resolutions{{{"1s", 1'000, 300}, {"10s", 10'000, 360}, {"60s", 60'000, 1'440}}};

    // `traffic` outlives it; clients() is called with each sample.
    StatsHistory(std::vector<const Traffic *> traffic, std::function<qint64()> clients);

    // A second is over.
    void sample(qint64 wallMs);
    // The samples of a resolution by its place, the latest last.
    std::vector<StatsSample> samples(size_t resolution) const;
    // Since the start: all but the time and the clients.
    StatsSample totals() const;

private:
    struct Ring
    {
        std::vector<StatsSample> samples; // grows to its size, then the oldest is written over
        size_t next = 0;
        StatsSample open = {}; // what has gathered for the next one
        int gathered = 0;
    };
    void put(size_t resolution, const StatsSample &sample);

    const std::vector<const Traffic *> m_traffic;
    const std::function<qint64()> m_clients;
    mutable std::mutex m_mutex; // guards the rest
    StatsSample m_last;
    std::array<Ring, resolutions.size()> m_rings;
};

} // namespace conversa
