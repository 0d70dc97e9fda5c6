// SPDX-License-Identifier: Apache-2.0
#include "chat/inboxfeed.h"

#include <algorithm>
#include <utility>

namespace conversa {

namespace {

constexpr qint64 paceMs = 1'000;
constexpr size_t mostSessions = 500; // told at a time; the rest waits for the next

std::shared_ptr<const InboxNotice> noticeOf(const InboxSession &session, bool opened, const std::vector<UserId> &readers, qint64 nowMs)
{
    const auto event = [&](UserId reader) { return std::make_shared<InboxBroadcast>(inboxRow(session, reader), opened, nowMs); };
    auto notice = std::make_shared<InboxNotice>(InboxNotice{session.key, session.contact, opened, event({})});
    QHash<qint64, BroadcastPtr> byUnread{{session.unread({}), notice->common}};
    for (const UserId &reader : readers) {
        BroadcastPtr &own = byUnread[session.unread(reader)];
        if (!own)
            own = event(reader);
        if (own != notice->common)
            notice->own.insert(reader, own);
    }
    return notice;
}

} // namespace

InboxRow inboxRow(const InboxSession &session, UserId reader)
{
    InboxRow row{session.key.session, session.closed};
    if (!session.contact.isNull())
        row.contact = session.contact;
    row.contactName = session.contactName;
    if (session.last)
        row.last = lastMessageOf(*session.last);
    row.unread = session.unread(reader);
    row.waitingSinceMs = session.waitingSinceMs;
    row.createdMs = session.createdUs / 1'000;
    row.changedMs = session.changedUs / 1'000;
    return row;
}

InboxFeed::InboxFeed(Storage &storage, Hub &hub, Clock clock, int mostConnections, QObject *parent)
    : QObject(parent)
    , m_storage(storage)
    , m_hub(hub)
    , m_clock(std::move(clock))
    , m_mostConnections(mostConnections)
    , m_flushedMs(m_clock.monotonicMs() - paceMs)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &InboxFeed::flush);
}

void InboxFeed::enter(const Principal &principal)
{
    count(principal, 1);
}

void InboxFeed::leave(const Principal &principal)
{
    count(principal, -1);
}

void InboxFeed::count(const Principal &principal, int change)
{
    if (!isBusinessSide(principal.role))
        return;
    const std::lock_guard lock(m_mutex);
    Agents &agents = m_agents[principal.tenant];
    const bool wasWatched = isWatched(agents);
    agents.connections += change;
    int &own = agents.users[principal.user];
    own += change;
    if (own == 0)
        agents.users.remove(principal.user);
    m_watched += int(isWatched(agents)) - int(wasWatched);
    if (agents.connections == 0)
        m_agents.remove(principal.tenant);
}

void InboxFeed::note(const SessionKey &key, bool opened)
{
    if (m_watched.load(std::memory_order_relaxed) == 0)
        return;
    const std::lock_guard lock(m_mutex);
    const auto agents = m_agents.constFind(key.tenant);
    if (agents == m_agents.constEnd() || !isWatched(*agents))
        return;
    const auto noted = m_noted.find(key);
    if (noted == m_noted.end()) {
        m_noted.insert(key, opened);
        m_order.push_back(key);
    } else {
        *noted = *noted || opened;
    }
    if (!std::exchange(m_woken, true))
        QMetaObject::invokeMethod(this, &InboxFeed::schedule, Qt::QueuedConnection);
}

void InboxFeed::schedule()
{
    m_timer.start(int(std::clamp<qint64>(m_flushedMs + paceMs - m_clock.monotonicMs(), 0, paceMs)));
}

void InboxFeed::flush()
{
    m_flushedMs = m_clock.monotonicMs();
    for (Noted &noted : take()) {
        m_storage.read([this, noted = std::move(noted)](const Result<MessageStore *> &store) {
            // What could not be read is told with the session's next change.
            if (store)
                tell(**store, noted);
        });
    }
}

std::vector<InboxFeed::Noted> InboxFeed::take()
{
    QHash<QByteArray, Noted> byTenant;
    const std::lock_guard lock(m_mutex);
    for (size_t left = std::min(m_order.size(), mostSessions); left > 0; --left) {
        const SessionKey key = std::move(m_order.front());
        m_order.pop_front();
        Noted &noted = byTenant[key.tenant];
        noted.keys.push_back(key);
        noted.opened.insert(key, m_noted.take(key));
    }
    m_woken = !m_order.empty();
    if (m_woken)
        schedule();
    std::vector<Noted> all;
    for (auto noted = byTenant.begin(); noted != byTenant.end(); ++noted) {
        const QList<UserId> users = m_agents.value(noted.key()).users.keys();
        noted->readers.assign(users.begin(), users.end());
        all.push_back(std::move(*noted));
    }
    return all;
}

void InboxFeed::tell(MessageStore &store, const Noted &noted)
{
    const auto sessions = store.inboxSessions(noted.keys, noted.readers);
    if (!sessions)
        return;
    InboxDelivery delivery;
    const qint64 now = m_clock.wallMs();
    for (const InboxSession &session : *sessions)
        delivery.notices.push_back(noticeOf(session, noted.opened.value(session.key), noted.readers, now));
    m_hub.tell(delivery);
}

} // namespace conversa
