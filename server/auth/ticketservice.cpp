// SPDX-License-Identifier: Apache-2.0
#include "auth/ticketservice.h"

#include "auth/authorization.h"
#include "auth/token.h"

#include <span>

namespace conversa {

namespace {

constexpr qint64 ticketMs = 30'000;

ApiKey holderOf(const Principal &principal)
{
    ApiKey holder;
    holder.id = principal.key;
    holder.tenant = principal.tenant;
    holder.role = principal.role;
    holder.user = principal.user;
    holder.userName = principal.userName;
    holder.contact = principal.contact;
    holder.sessions = principal.scope;
    holder.expiresMs = principal.expiresMs;
    return holder;
}

Result<ApiKey> contactOf(MessageStore &store, const Principal &principal, SessionId id)
{
    const SessionKey key{principal.tenant, id};
    const auto sessions = store.inboxSessions(std::span(&key, 1), {});
    if (!sessions)
        return sessions.error();
    if (sessions->empty() || !principal.mayReach(id, sessions->front().contact))
        return Error{ErrorCode::NotFound, QByteArrayLiteral("There is no session with this session_id.")};
    const InboxSession &session = sessions->front();
    if (session.contact.isNull())
        return invalidField("as_contact_of", "has no contact yet.");
    ApiKey holder = holderOf(principal);
    holder.role = Role::Contact;
    holder.user = UserId{session.contact.uuid};
    holder.userName = session.contactName;
    holder.contact = session.contact;
    holder.sessions = {id};
    return holder;
}

} // namespace

TicketService::TicketService(Storage &storage, Clock clock)
    : m_storage(storage)
    , m_clock(std::move(clock))
{
}

void TicketService::issue(const Asking &principal, Then then)
{
    m_storage.writeAside([this, principal, then = std::move(then)](const Result<MessageStore *> &store) {
        then(store ? add(**store, holderOf(*principal)) : store.error());
    });
}

void TicketService::issueAsContact(const Asking &principal, SessionId session, Then then)
{
    if (const auto allowed = authorize(*principal, Action::ActAsContact); !allowed) {
        then(allowed.error());
        return;
    }
    m_storage.writeAside([this, principal, session, then = std::move(then)](const Result<MessageStore *> &store) {
        const auto holder = store ? contactOf(**store, *principal, session) : store.error();
        then(holder ? add(**store, *holder) : holder.error());
    });
}

Result<IssuedTicket> TicketService::add(MessageStore &store, ApiKey holder) const
{
    const IssuedTicket issued{generateTicket(), m_clock.wallMs() + ticketMs};
    holder.sha256 = tokenHash(issued.token);
    holder.createdMs = issued.endsMs - ticketMs;
    const auto added = store.addTicket({std::move(holder), issued.endsMs});
    return added ? Result<IssuedTicket>(issued) : added.error();
}

} // namespace conversa
