// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/latency.h"

#include "core/timestamp.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace conversa::console {

namespace {

constexpr std::array kindNames{ "ping", "ack", "delivery" }; // in the order of Kind

} // namespace

void LatencySamples::add(Kind kind, qint64 us, qint64 atMs)
{
    auto &samples = m_samples[size_t(kind)];
    if (samples.size() == most)
        samples.pop_front();
    samples.push_back({ us, atMs });
}

std::optional<qint64> LatencySamples::quantileUs(Kind kind, double share) const
{
    std::vector<qint64> sorted;
    for (const Sample &sample : of(kind))
        sorted.push_back(sample.us);
    if (sorted.empty())
        return std::nullopt;
    const auto rank = size_t(std::ceil(share * double(sorted.size())));
    const auto at = sorted.begin() + std::ptrdiff_t(std::clamp<size_t>(rank, 1, sorted.size()) - 1);
    std::nth_element(sorted.begin(), at, sorted.end());
    return *at;
}

std::array<qint64, Histogram::boundsUs.size() + 1> LatencySamples::histogram(Kind kind) const
{
    Histogram histogram;
    for (const Sample &sample : of(kind))
        histogram.add(sample.us);
    return histogram.read().counts;
}

QByteArray LatencySamples::csv() const
{
    QByteArray csv = "time,kind,microseconds\r\n";
    for (const Kind kind : kinds) {
        for (const Sample &sample : of(kind))
            csv += timestampText(sample.atMs) + ',' + kindNames[size_t(kind)] + ',' + QByteArray::number(sample.us) + "\r\n";
    }
    return csv;
}

} // namespace conversa::console
