// SPDX-License-Identifier: Apache-2.0
#include "observe/health.h"

#include "core/timestamp.h"

namespace conversa {

Health::Health(Storage &storage, Clock clock, std::function<bool()> isDraining, QByteArray storeKind)
    : m_storage(storage)
    , m_clock(std::move(clock))
    , m_isDraining(std::move(isDraining))
    , m_storeKind(std::move(storeKind))
{
}

HealthReport Health::live() const
{
    return report({true, "ok"}, m_clock.monotonicMs());
}

HealthReport Health::ready() const
{
    const qint64 started = m_clock.monotonicMs();
    if (m_isDraining())
        return report({false, "draining", "The server is shutting down."}, started);
    if (!m_storage.isAvailable())
        return report({false, "unavailable", "The database does not answer."}, started);
    return report({true, "ok", {}, R"({"redis":"not_configured"})"}, started);
}

HealthReport Health::redis() const
{
    return report({false, "not_configured", "Redis is not configured: this server works alone."}, m_clock.monotonicMs());
}

void Health::database(std::function<void(HealthReport)> then) const
{
    const qint64 started = m_clock.monotonicMs();
    m_storage.read([this, started, then = std::move(then)](Result<MessageStore *> store) {
        const Result<void> answer = store ? (*store)->ping() : store.error();
        const QByteArray metadata = "{\"store\":\"" + m_storeKind + "\"}";
        if (answer)
            then(report({true, "ok", {}, metadata}, started));
        else
            then(report({false, "unavailable", "The database does not answer.", metadata}, started));
    });
}

HealthReport Health::report(const Finding &finding, qint64 startedMs) const
{
    QByteArray json = "{\"status\":\"" + finding.status + '"';
    if (!finding.message.isEmpty())
        json += ",\"message\":\"" + finding.message + '"';
    json += ",\"timestamp\":\"" + timestampText(m_clock.wallMs()) + "\",\"duration_ms\":"
        + QByteArray::number(m_clock.monotonicMs() - startedMs);
    if (!finding.metadata.isEmpty())
        json += ",\"metadata\":" + finding.metadata;
    return {finding.good ? 200 : 503, json + '}'};
}

} // namespace conversa
