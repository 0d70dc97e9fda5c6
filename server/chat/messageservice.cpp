// SPDX-License-Identifier: Apache-2.0
#include "chat/messageservice.h"

#include "chat/access.h"

namespace conversa {

MessageService::MessageService(Storage &storage, Clock clock, bool autoCreate)
    : m_storage(storage)
    , m_clock(std::move(clock))
    , m_autoCreate(autoCreate)
{
}

Result<void> MessageService::submit(const Principal &principal, SendMessage message, AppendTicket ticket)
{
    const bool business = isBusinessSide(principal.role);
    // Whether the session is the contact's own is the store's to say, under the session's lock.
    if (const auto reach = checkReach(principal, message.session, business ? message.contact : principal.contact); !reach)
        return reach;
    AppendRequest request;
    ChatMessage &stored = request.message;
    stored.timestampMs = m_clock.wallMs();
    stored.id = MessageId{Uuid::timeOrdered(stored.timestampMs)};
    stored.key = SessionKey{principal.tenant, message.session};
    stored.contact = business ? message.contact : principal.contact;
    stored.user = principal.user;
    stored.role = principal.role;
    stored.text = std::move(message.text);
    stored.replyTo = message.replyTo;
    stored.clientMessageId = std::move(message.clientMessageId);
    request.mayCreateSession = business && m_autoCreate;
    m_submitted.emplace_back(std::move(request), std::move(ticket));
    return {};
}

void MessageService::flush()
{
    m_storage.append(std::exchange(m_submitted, {}));
}

} // namespace conversa
