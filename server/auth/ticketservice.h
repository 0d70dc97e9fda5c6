// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "auth/principal.h"
#include "core/clock.h"
#include "store/storage.h"

#include <functional>
#include <memory>

namespace conversa {

struct IssuedTicket
{
    QByteArray token;
    qint64 endsMs = 0; // Unix time
};

// One-time tokens for connections, good at every server for 30 s, so that no key stands in a URL. A connection opened with one
// ends with the key it was made with. Answers come on a storage thread. Thread-safe; owned by the composition root.
class TicketService
{
public:
    using Asking = std::shared_ptr<const Principal>;
    using Then = std::function<void(Result<IssuedTicket>)>;

    TicketService(Storage &storage, Clock clock);

    // Speaks for the asking one.
    void issue(const Asking &principal, Then then);
    // Speaks for the contact of a session, and reaches that session alone. NotFound; InvalidField: it has no contact yet.
    // Forbidden for who may not act as a contact.
    void issueAsContact(const Asking &principal, SessionId session, Then then);

private:
    Result<IssuedTicket> add(MessageStore &store, ApiKey holder) const;

    Storage &m_storage;
    const Clock m_clock;
};

} // namespace conversa
