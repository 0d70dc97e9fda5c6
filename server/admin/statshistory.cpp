// SPDX-License-Identifier: Apache-2.0
#include "admin/statshistory.h"

#include <utility>

namespace conversa {

namespace {

constexpr qint64 StatsSample::*counts[] = {&StatsSample::opened, &StatsSample::closed, &StatsSample::messagesIn,
    &StatsSample::messagesOut, &StatsSample::bytesIn, &StatsSample::bytesOut};

} // namespace

void writeCounts(JsonWriter &json, const StatsSample &sample)
{
    json.number("opened", sample.opened);
    json.number("closed", sample.closed);
    json.number("in", sample.messagesIn);
    json.number("out", sample.messagesOut);
    json.number("in_bytes", sample.bytesIn);
    json.number("out_bytes", sample.bytesOut);
}

StatsSample readCounts(FieldReader &fields)
{
    const auto count = [&](std::string_view name) { return fields.number(name, 0, maxSequence).value_or(0); };
    StatsSample sample;
    sample.opened = count("opened");
    sample.closed = count("closed");
    sample.messagesIn = count("in");
    sample.messagesOut = count("out");
    sample.bytesIn = count("in_bytes");
    sample.bytesOut = count("out_bytes");
    return sample;
}

void addCounts(StatsSample &sum, const StatsSample &more)
{
    for (const auto count : counts)
        sum.*count += more.*count;
}

StatsHistory::StatsHistory(std::vector<const Traffic *> traffic, std::function<qint64()> clients)
    : m_traffic(std::move(traffic))
    , m_clients(std::move(clients))
{
}

StatsSample StatsHistory::totals() const
{
    StatsSample sum;
    for (const Traffic *thread : m_traffic) {
        sum.opened += thread->opened.get();
        sum.closed += thread->closed.get();
        sum.messagesIn += thread->messagesIn.get();
        sum.messagesOut += thread->messagesOut.get();
        sum.bytesIn += thread->bytesIn.get();
        sum.bytesOut += thread->bytesOut.get();
    }
    return sum;
}

void StatsHistory::sample(qint64 wallMs)
{
    const std::lock_guard lock(m_mutex);
    const StatsSample now = totals();
    StatsSample second{wallMs, m_clients()};
    for (const auto count : counts)
        second.*count = now.*count - m_last.*count;
    m_last = now;
    put(0, second);
}

// Adds the sample to its ring, and to what the next coarser one gathers.
void StatsHistory::put(size_t resolution, const StatsSample &sample)
{
    Ring &ring = m_rings[resolution];
    const size_t most = resolutions[resolution].most;
    if (ring.samples.size() < most)
        ring.samples.push_back(sample);
    else
        ring.samples[ring.next] = sample;
    ring.next = (ring.next + 1) % most;
    const size_t coarser = resolution + 1;
    if (coarser == resolutions.size())
        return;
    Ring &gathering = m_rings[coarser];
    for (const auto count : counts)
        gathering.open.*count += sample.*count;
    gathering.open.atMs = sample.atMs;
    gathering.open.clients = sample.clients;
    if (++gathering.gathered < resolutions[coarser].spanMs / resolutions[resolution].spanMs)
        return;
    gathering.gathered = 0;
    put(coarser, std::exchange(gathering.open, {}));
}

std::vector<StatsSample> StatsHistory::samples(size_t resolution) const
{
    const std::lock_guard lock(m_mutex);
    const Ring &ring = m_rings[resolution];
    std::vector<StatsSample> ordered = ring.samples;
    if (ordered.size() == resolutions[resolution].most)
        std::rotate(ordered.begin(), ordered.begin() + qsizetype(ring.next), ordered.end());
    return ordered;
}

} // namespace conversa
