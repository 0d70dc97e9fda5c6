// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "auth/principal.h"
#include "core/clock.h"
#include "core/result.h"
#include "store/storage.h"

#include <functional>
#include <memory>

namespace conversa {

// What administrators forbid and allow again: for their own tenant; an operator for all at once, or for one by its name. Answers
// come on a storage thread, once the store has it; whoever is to obey is told by the caller. Thread-safe; owned by the
// composition root.
class RestrictionService
{
public:
    template <typename T>
    using Then = std::function<void(Result<T>)>;
    using Asking = std::shared_ptr<const Principal>;

    RestrictionService(Storage &storage, Clock clock);

    // `wanted` says what and for whom. Forbidden: another tenant. InvalidField: it takes one tenant, not all.
    void add(const Asking &principal, Restriction wanted, Then<Restriction> then);
    // NotFound.
    void remove(const Asking &principal, const Uuid &id, Then<void> then);
    // Takes back all of this kind that are about the same.
    void lift(const Asking &principal, const Restriction &wanted, Then<void> then);
    // Those that hold, of the tenant.
    void list(const Asking &principal, Then<std::vector<Restriction>> then);

private:
    Storage &m_storage;
    const Clock m_clock;
};

} // namespace conversa
