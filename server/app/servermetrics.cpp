// SPDX-License-Identifier: Apache-2.0
// Server's part for metrics: what it counts, gathered from its parts.
#include "app/server.h"

namespace conversa {

MetricSources Server::metricSources()
{
    return {CONVERSA_VERSION, m_settings.storeKind, m_netFigures, m_storeFigures, m_bus->status().publishing(), m_mainLag,
            [this] { return gauges(); }};
}

Gauges Server::gauges() const
{
    Gauges gauges;
    gauges.connections = m_population.clients("*");
    gauges.sessions = m_registry.size();
    for (const Traffic *traffic : m_connections.traffic()) {
        gauges.messagesOut += traffic->messagesOut.get();
        gauges.bytesIn += traffic->bytesIn.get();
        gauges.bytesOut += traffic->bytesOut.get();
    }
    gauges.isDraining = m_population.isDraining();
    gauges.isStoreUp = m_storage.isAvailable();
    gauges.storeQueue = m_storage.queued();
    gauges.storeReadWaitMs = m_storage.readWaitMs();
    gauges.auditLost = qint64(m_audit.lost());
    gauges.bus = busStateName(m_bus->status().state()).toByteArray();
    if (m_certificate) {
        gauges.certificateExpiresMs = m_certificate->current()->expiresMs();
        gauges.certificatesRefused = m_certificate->refused();
    }
    return gauges;
}

} // namespace conversa
