// SPDX-License-Identifier: Apache-2.0
#include "chat/sessionservice.h"

#include "chat/access.h"

#include <algorithm>

namespace conversa {

namespace {

constexpr int mostExamined = 1'000; // sessions one page looks at
constexpr int examinedAtOnce = 100;
constexpr int mostClosed = 500; // idle sessions at a time

bool matches(const InboxSession &session, const Principal &principal, const InboxFilter &filter)
{
    return principal.mayReach(session.key.session, session.contact)
        && (!filter.unread || *filter.unread == (session.unread(principal.user) > 0))
        && (!filter.waiting || *filter.waiting == session.waitingSinceMs.has_value());
}

Result<InboxRow> rowOf(MessageStore &store, const Principal &principal, const SessionKey &key)
{
    const auto sessions = store.inboxSessions(std::span(&key, 1), std::span(&principal.user, 1));
    if (!sessions)
        return sessions.error();
    return sessions->empty() ? Result<InboxRow>(sessionNotFound()) : inboxRow(sessions->front(), principal.user);
}

} // namespace

Result<InboxPage> readInbox(MessageStore &store, const Principal &principal, const InboxFilter &filter)
{
    const bool isFiltered = filter.unread || filter.waiting || !principal.scope.empty();
    InboxQuery query{principal.tenant, principal.user, filter.closed, filter.before, isFiltered ? examinedAtOnce : filter.limit};
    InboxPage page;
    for (int examined = 0; examined < mostExamined;) {
        const auto sessions = store.inbox(query);
        if (!sessions)
            return sessions.error();
        for (const InboxSession &session : *sessions) {
            query.before = {session.changedUs, session.key.session};
            ++examined;
            if (!matches(session, principal, filter))
                continue;
            page.rows.push_back(inboxRow(session, principal.user));
            if (int(page.rows.size()) == filter.limit) {
                page.next = query.before;
                return page;
            }
        }
        if (int(sessions->size()) < query.limit)
            return page;
    }
    page.next = query.before;
    return page;
}

SessionService::SessionService(Storage &storage, Hub &hub, InboxFeed &inboxes)
    : m_storage(storage)
    , m_hub(hub)
    , m_inboxes(inboxes)
{
}

void SessionService::inbox(const Asking &principal, const InboxFilter &filter, Then<InboxPage> then)
{
    m_storage.read([principal, filter, then = std::move(then)](const Result<MessageStore *> &store) {
        then(store ? readInbox(**store, *principal, filter) : store.error());
    });
}

void SessionService::create(const Asking &principal, const SessionBody &session, Then<Made> then)
{
    const SessionKey key{principal->tenant, session.session.value_or(SessionId{Uuid::random()})};
    if (const auto reached = checkReach(*principal, key.session, session.contact); !reached) {
        then(reached.error());
        return;
    }
    m_storage.writeAside([this, principal, key, session, then = std::move(then)](const Result<MessageStore *> &store) {
        const auto isNew = store ? (*store)->createSession({key, session.contact, session.contactName}) : store.error();
        if (!isNew) {
            then(isNew.error());
            return;
        }
        m_inboxes.note(key, *isNew);
        const auto row = rowOf(**store, *principal, key);
        then(row ? Result<Made>(Made{*row, *isNew}) : row.error());
    });
}

void SessionService::setClosed(const Asking &principal, SessionId session, bool closed, Then<InboxRow> then)
{
    m_storage.writeAside([this, principal, session, closed, then = std::move(then)](const Result<MessageStore *> &store) {
        then(store ? change(**store, *principal, session, closed) : store.error());
    });
}

Result<InboxRow> SessionService::change(MessageStore &store, const Principal &principal, SessionId session, bool closed)
{
    const SessionKey key{principal.tenant, session};
    const auto state = store.session(key);
    if (!state)
        return state.error();
    if (const auto reached = reachSession(principal, session, *state, false); !reached)
        return reached.error();
    const auto changedUs = store.setClosed(key, closed);
    if (!changedUs)
        return changedUs.error();
    if (*changedUs)
        tell({key, closed, **changedUs});
    return rowOf(store, principal, key);
}

void SessionService::closeIdle(qint64 idleMs, std::function<void(bool isMore)> done)
{
    m_storage.writeAside([this, idleMs, done = std::move(done)](const Result<MessageStore *> &store) {
        const auto closed = store ? (*store)->closeIdle(idleMs, mostClosed) : store.error();
        if (closed)
            std::for_each(closed->begin(), closed->end(), [this](const ClosedSession &each) { tell({each.key, true, each.changedUs}); });
        done(closed && int(closed->size()) == mostClosed);
    });
}

void SessionService::tell(const Closed &closed)
{
    m_hub.closed(closed);
    m_inboxes.note(closed.key);
}

} // namespace conversa
