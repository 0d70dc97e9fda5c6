// SPDX-License-Identifier: Apache-2.0
#include "chat/inboxfeed.h"

#include <QSet>

#include <algorithm>
#include <utility>

namespace conversa {

namespace {

constexpr qint64 paceMs = 1'000;
constexpr qint64 marginMs = 200; // between a look at the clock here and one at the store's
constexpr size_t mostSessions = 500; // told at a time, to agents and to peers; the rest waits for the next

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

InboxFeed::InboxFeed(Storage &storage, Hub &hub, Clock clock, const Limits &limits, QObject *parent)
    : QObject(parent)
    , m_storage(storage)
    , m_hub(hub)
    , m_clock(std::move(clock))
    , m_limits(limits)
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
    if (const bool watched = isWatched(agents); watched != wasWatched) {
        agents.sinceMs = m_clock.monotonicMs();
        m_watched += watched ? 1 : -1;
        m_hub.watch(principal.tenant, watched);
    }
    if (agents.connections == 0)
        m_agents.remove(principal.tenant);
}

bool InboxFeed::isWatched(const QByteArray &tenant) const
{
    const auto agents = m_agents.constFind(tenant);
    return agents != m_agents.constEnd() && isWatched(*agents);
}

void InboxFeed::note(const SessionKey &key, bool opened)
{
    const bool hasPeers = m_hub.hasPeers();
    if (!hasPeers && m_watched.load(std::memory_order_relaxed) == 0)
        return;
    const std::lock_guard lock(m_mutex);
    const bool watched = isWatched(key.tenant);
    if (watched)
        m_forAgents.add(key, opened);
    if (hasPeers)
        m_forPeers.add(key, opened);
    if (watched || hasPeers)
        wake();
}

void InboxFeed::hear(const ChangedSessions &change)
{
    for (const SessionId &session : change.opened)
        hear({change.tenant, session}, true);
    for (const SessionId &session : change.updated)
        hear({change.tenant, session}, false);
}

void InboxFeed::hear(const SessionKey &key, bool opened)
{
    const std::lock_guard lock(m_mutex);
    // A channel is listened to a while longer than it is wanted, and notices of the database go to all.
    if (!isWatched(key.tenant))
        return;
    m_forAgents.add(key, opened);
    wake();
}

QHash<QByteArray, qint64> InboxFeed::watched()
{
    const qint64 now = m_clock.monotonicMs();
    const std::lock_guard lock(m_mutex);
    QHash<QByteArray, qint64> all;
    for (auto agents = m_agents.cbegin(); agents != m_agents.cend(); ++agents) {
        if (isWatched(*agents))
            all.insert(agents.key(), now - agents->sinceMs + marginMs);
    }
    return all;
}

void InboxFeed::wake()
{
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
    std::vector<Noted> forAgents;
    std::vector<ChangedSessions> forPeers;
    {
        const std::lock_guard lock(m_mutex);
        forAgents = takeForAgents();
        forPeers = m_forPeers.take(mostSessions);
        m_woken = false;
        if (!m_forAgents.isEmpty() || !m_forPeers.isEmpty())
            wake();
    }
    for (const ChangedSessions &change : forPeers)
        m_hub.changed(change);
    for (Noted &noted : forAgents) {
        m_storage.read([this, noted = std::move(noted)](const Result<MessageStore *> &store) {
            // What could not be read is told with the session's next change.
            if (store)
                tell(**store, noted);
        });
    }
}

std::vector<InboxFeed::Noted> InboxFeed::takeForAgents()
{
    std::vector<Noted> all;
    for (ChangedSessions &sessions : m_forAgents.take(mostSessions)) {
        const QList<UserId> users = m_agents.value(sessions.tenant).users.keys();
        all.push_back({std::move(sessions), {users.begin(), users.end()}});
    }
    return all;
}

void InboxFeed::tell(MessageStore &store, const Noted &noted)
{
    const ChangedSessions &changed = noted.sessions;
    const QSet<SessionId> opened(changed.opened.begin(), changed.opened.end());
    std::vector<SessionKey> keys;
    for (const auto *ids : {&changed.opened, &changed.updated}) {
        for (const SessionId &session : *ids)
            keys.push_back({changed.tenant, session});
    }
    const auto sessions = store.inboxSessions(keys, noted.readers);
    if (!sessions)
        return;
    InboxDelivery delivery;
    const qint64 now = m_clock.wallMs();
    for (const InboxSession &session : *sessions) {
        const ToldRows::News news = m_told.tell(session, opened.contains(session.key.session), noted.readers);
        if (news != ToldRows::News::None)
            delivery.notices.push_back(noticeOf(session, news == ToldRows::News::Opened, noted.readers, now));
    }
    if (!delivery.notices.empty())
        m_hub.tell(delivery);
}

} // namespace conversa
