// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/histogram.h"

#include <QByteArray>

#include <array>
#include <deque>
#include <optional>

namespace conversa::console {

// How long the things of a chat took, the latest of each kind. Pure.
class LatencySamples
{
public:
    enum class Kind : quint8 {
        Ping, // there and back
        Ack, // from what a party sends to the server's word that it is stored
        Delivery, // from what a party sends until another party of this tester has it
    };
    static constexpr std::array kinds{ Kind::Ping, Kind::Ack, Kind::Delivery };
    static constexpr size_t most = 10'000;

    // `atMs`: Unix time.
    void add(Kind kind, qint64 us, qint64 atMs);
    void clear() { m_samples = {}; }

    qsizetype count(Kind kind) const { return qsizetype(of(kind).size()); }
    // The least time in which `share` of them, 0 to 1, were done; nothing without samples.
    std::optional<qint64> quantileUs(Kind kind, double share) const;
    // How many took up to each of Histogram::boundsUs, and longer than the last.
    std::array<qint64, Histogram::boundsUs.size() + 1> histogram(Kind kind) const;
    // time,kind,microseconds
    QByteArray csv() const;

private:
    struct Sample
    {
        qint64 us;
        qint64 atMs;
    };
    const std::deque<Sample> &of(Kind kind) const { return m_samples[size_t(kind)]; }

    std::array<std::deque<Sample>, kinds.size()> m_samples;
};

} // namespace conversa::console
