// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "measure/netfigures.h"

#include <prometheus/collectable.h>

#include <functional>
#include <optional>
#include <span>

namespace conversa {

// What is asked for when a scrape comes.
struct Gauges
{
    qint64 connections = 0;
    qint64 sessions = 0; // with members here
    qint64 messagesOut = 0;
    qint64 bytesIn = 0;
    qint64 bytesOut = 0;
    bool isDraining = false;
    bool isStoreUp = false;
    qint64 storeQueue = 0; // messages
    qint64 storeReadWaitMs = 0;
    QByteArray bus; // "off", "degraded", "up"
    std::optional<qint64> certificateExpiresMs; // Unix time; nothing: no TLS is spoken
    qint64 certificatesRefused = 0;
    qint64 auditLost = 0; // events
};

struct MetricSources
{
    QByteArray version;
    QByteArray store; // its kind
    std::span<const NetFigures> threads;
    const StoreFigures &stored;
    const Histogram &publish;
    const Histogram &mainLag;
    std::function<Gauges()> gauges;
};

// Makes Prometheus' families of what the threads count, summed over them; docs/operations.md lists them. No label has
// values that clients choose. Any thread; owned by the composition root.
class Collector : public prometheus::Collectable
{
public:
    explicit Collector(MetricSources sources);

    std::vector<prometheus::MetricFamily> Collect() const override;

private:
    using Families = std::vector<prometheus::MetricFamily>;

    void addConnections(Families &families, const Gauges &gauges) const;
    void addMessages(Families &families, const Gauges &gauges) const;
    void addTimes(Families &families) const;
    void addState(Families &families, const Gauges &gauges) const;

    const MetricSources m_sources;
};

} // namespace conversa
