// SPDX-License-Identifier: Apache-2.0
#include "hub/sessionindex.h"

#include <algorithm>

namespace conversa {

SessionIndex::SessionIndex(Registry &registry, IndexEnvironment environment)
    : m_registry(registry)
    , m_environment(std::move(environment))
{
}

std::optional<KnownSession> SessionIndex::hold(const SessionKey &key, Sink &sink)
{
    const auto known = m_registry.enter(key, m_environment.thread);
    if (m_environment.peers && !m_sessions.contains(key))
        m_environment.peers->enter(key, m_environment.thread);
    Local &local = m_sessions[key];
    if (known && local.live.empty())
        local.head = std::max(local.head, known->head);
    const bool isLive = std::find(local.live.begin(), local.live.end(), &sink) != local.live.end();
    if (!isLive && !cursorOf(local, sink.id()))
        local.cursors.push_back({&sink});
    return known;
}

void SessionIndex::start(const SessionKey &key, Sink &sink, qint64 position, qint64 head)
{
    Local *local = find(key);
    if (!local)
        return;
    std::erase(local->live, &sink);
    Cursor *cursor = cursorOf(*local, sink.id());
    if (!cursor)
        cursor = &local->cursors.emplace_back(Cursor{&sink});
    *cursor = Cursor{&sink, position, cursor->read + 1, true, false};
    if (local->live.empty())
        local->head = std::max({local->head, head, position});
    advance(key, *local);
}

void SessionIndex::remove(const SessionKey &key, Sink &sink)
{
    Local *local = find(key);
    if (!local)
        return;
    std::erase(local->live, &sink);
    std::erase_if(local->cursors, [&](const Cursor &cursor) { return cursor.sink == &sink; });
    if (!local->live.empty() || !local->cursors.empty())
        return;
    m_sessions.remove(key);
    m_registry.leave(key, m_environment.thread);
    if (m_environment.peers)
        m_environment.peers->leave(key, m_environment.thread);
}

void SessionIndex::deliver(const MessageDelivery &delivery)
{
    Local *local = find(delivery.key);
    if (!local || delivery.seq <= local->head)
        return;
    if (!local->live.empty() && delivery.seq > local->head + 1) {
        local->origins.emplace_back(delivery.seq, delivery.except);
        raise(delivery.key, *local, delivery.seq);
        return;
    }
    sendToLive(*local, delivery.event, delivery.except);
    local->head = delivery.seq;
    if (!local->cursors.empty())
        advance(delivery.key, *local);
}

template <typename Pass>
void SessionIndex::forEachMember(const Local &local, Pass &&pass)
{
    for (Sink *sink : local.live)
        pass(*sink);
    for (const Cursor &cursor : local.cursors) {
        if (cursor.started)
            pass(*cursor.sink);
    }
}

void SessionIndex::deliver(const EphemeralDelivery &delivery)
{
    const Local *local = find(delivery.key);
    if (!local)
        return;
    forEachMember(*local, [&](Sink &sink) {
        if (sink.user() != delivery.exceptUser)
            sink.sendEphemeral(delivery.event->frame(sink.audience()));
    });
}

void SessionIndex::deliver(const ReceiptDelivery &delivery)
{
    const Local *local = find(delivery.key);
    if (!local)
        return;
    forEachMember(*local, [&](Sink &sink) {
        if (sink.id() != delivery.except)
            sink.send(delivery.event->frame(sink.audience()));
    });
}

void SessionIndex::deliver(const HeadNotice &notice)
{
    Local *local = find(notice.key);
    if (!local || notice.head <= local->head)
        return;
    if (!local->live.empty()) {
        raise(notice.key, *local, notice.head);
        return;
    }
    local->head = notice.head;
    advance(notice.key, *local);
}

void SessionIndex::onRoom(const SessionKey &key, Sink &sink)
{
    Local *local = find(key);
    if (local && cursorOf(*local, sink.id()))
        advance(key, *local);
}

void SessionIndex::sendToLive(const Local &local, const BroadcastPtr &event, ConnectionId except)
{
    for (Sink *sink : local.live) {
        if (sink->id() != except)
            sink->send(event->frame(sink->audience()));
    }
}

SessionIndex::Local *SessionIndex::find(const SessionKey &key)
{
    const auto found = m_sessions.find(key);
    return found == m_sessions.end() ? nullptr : &*found;
}

SessionIndex::Cursor *SessionIndex::cursorOf(Local &local, ConnectionId connection)
{
    const auto found = std::find_if(local.cursors.begin(), local.cursors.end(),
                                    [&](const Cursor &cursor) { return cursor.sink->id() == connection; });
    return found == local.cursors.end() ? nullptr : &*found;
}

} // namespace conversa
