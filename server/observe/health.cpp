// SPDX-License-Identifier: Apache-2.0
#include "observe/health.h"

#include "core/timestamp.h"

namespace conversa {

namespace {

QByteArray named(BusState state)
{
    return state == BusState::Off ? "not_configured" : busStateName(state).toByteArray();
}

} // namespace

Health::Health(Storage &storage, const BusStatus &bus, Clock clock, std::function<bool()> isDraining, QByteArray storeKind)
    : m_storage(storage)
    , m_bus(bus)
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
    const BusState bus = m_bus.state();
    return report({true, bus == BusState::Degraded ? "degraded" : "ok", {}, "{\"redis\":\"" + named(bus) + "\"}"}, started);
}

HealthReport Health::redis() const
{
    const qint64 started = m_clock.monotonicMs();
    const BusState state = m_bus.state();
    if (state == BusState::Up)
        return report({true, "ok", {}, R"({"state":"up"})"}, started);
    if (state == BusState::Off)
        return report({false, "not_configured", "Redis is not configured.", R"({"state":"off"})"}, started);
    const QByteArray reason(m_bus.reason().data(), qsizetype(m_bus.reason().size()));
    return report({false, "degraded", "Redis does not carry what servers tell each other.",
                   "{\"state\":\"degraded\",\"reason\":\"" + reason + "\"}"}, started);
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
