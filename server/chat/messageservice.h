// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "auth/principal.h"
#include "core/clock.h"
#include "protocol/clientmessages.h"
#include "store/storage.h"

#include <utility>
#include <vector>

namespace conversa {

// Turns what a client sends into requests to the store. One lives in each network thread and hands over the messages of
// one loop turn together; what became of them comes back through MessageOutlet.
class MessageService
{
public:
    MessageService(Storage &storage, Clock clock, bool autoCreate);

    // Takes a message over; NotFound when the key's scope does not hold the session. Everything that needs the session's
    // row is decided by the store.
    Result<void> submit(const Principal &principal, SendMessage message, AppendTicket ticket);
    // Whether there is something to flush().
    bool hasSubmitted() const { return !m_submitted.empty(); }
    // Hands over what was submitted since the last call.
    void flush();

private:
    Storage &m_storage;
    Clock m_clock;
    bool m_autoCreate;
    std::vector<std::pair<AppendRequest, AppendTicket>> m_submitted;
};

} // namespace conversa
