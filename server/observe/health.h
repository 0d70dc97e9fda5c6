// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "bus/busstatus.h"
#include "core/clock.h"
#include "store/storage.h"

#include <QByteArray>

#include <functional>
#include <optional>

namespace conversa {

// One answer of a health route: 200 when the service can do its work, 503 when it cannot.
struct HealthReport
{
    int httpStatus = 200;
    QByteArray json; // {status, message?, timestamp, duration_ms, metadata?}
};

// What load balancers and people ask: does the process live, is it ready, does the database answer. Thread-safe.
class Health
{
public:
    Health(Storage &storage, const BusStatus &bus, Clock clock, std::function<bool()> isDraining, QByteArray storeKind);

    // The process and its loops run.
    HealthReport live() const;
    // Messages can be taken: the store is there and the server is not draining. Without its Redis it is degraded, no more.
    HealthReport ready() const;
    // Redis as the bus between servers: good while a message to itself comes back.
    HealthReport redis() const;
    bool isRedisUp() const { return m_bus.state() == BusState::Up; }
    // A round trip to the store; `then` is called once, on a storage thread. Overall health is the same question.
    void database(std::function<void(HealthReport)> then) const;

private:
    struct Finding
    {
        bool good = true;
        QByteArray status;
        QByteArray message = {};
        QByteArray metadata = {}; // a JSON object, or empty
    };
    HealthReport report(const Finding &finding, qint64 startedMs) const;

    Storage &m_storage;
    const BusStatus &m_bus;
    Clock m_clock;
    std::function<bool()> m_isDraining;
    QByteArray m_storeKind;
};

} // namespace conversa
