// SPDX-License-Identifier: Apache-2.0
// The half of SessionIndex that reads from the store: gaps for live members, replays for cursors.
#include "hub/sessionindex.h"

#include <algorithm>

namespace conversa {

namespace {

constexpr qint64 retryMs = 500; // between reads while the store is away
constexpr qint64 mostRetryMs = 2'000; // while its line is long; whoever is in comes back sooner than who is not

qint64 waitAfter(const Result<HistoryPage> &page)
{
    return page ? retryMs : std::min(page.error().retryAfterMs.value_or(retryMs), mostRetryMs);
}

} // namespace

void SessionIndex::raise(const SessionKey &key, Local &local, qint64 seq)
{
    local.target = std::max(local.target, seq);
    if (!local.filling)
        fill(key, local);
}

void SessionIndex::fill(const SessionKey &key, Local &local)
{
    local.filling = true;
    m_environment.readPage(key, local.head, [this, key](const Result<HistoryPage> &page) { onFillPage(key, page); });
}

void SessionIndex::onFillPage(const SessionKey &key, const Result<HistoryPage> &page)
{
    Local *local = find(key);
    if (!local)
        return;
    const qint64 before = local->head;
    if (page) {
        for (const ChatMessage &message : page->messages)
            passFilled(*local, message);
    }
    local->filling = local->head < local->target;
    if (!local->filling)
        local->origins.clear();
    else if (local->head > before)
        fill(key, *local);
    else
        m_environment.later(waitAfter(page), [this, key] {
            if (Local *again = find(key))
                fill(key, *again);
        });
    advance(key, *local);
}

void SessionIndex::passFilled(Local &local, const ChatMessage &message)
{
    if (message.seq != local.head + 1)
        return;
    const auto origin = std::find_if(local.origins.begin(), local.origins.end(),
                                     [&](const auto &seen) { return seen.first == message.seq; });
    const ConnectionId except = origin == local.origins.end() ? ConnectionId{} : origin->second;
    sendToLive(local, std::make_shared<MessageBroadcast>(message, m_environment.wallMs()), except);
    local.head = message.seq;
}

void SessionIndex::advance(const SessionKey &key, Local &local)
{
    // A cursor that has caught up becomes live; one that is ahead of what this thread has seen waits for the deliveries
    // that are on their way.
    std::erase_if(local.cursors, [&](const Cursor &cursor) {
        if (!cursor.started || cursor.reading || cursor.position != local.head)
            return false;
        local.live.push_back(cursor.sink);
        return true;
    });
    for (Cursor &cursor : local.cursors) {
        if (cursor.started && !cursor.reading && cursor.position < local.head && cursor.sink->hasRoom())
            readOn(key, cursor);
    }
}

void SessionIndex::readOn(const SessionKey &key, Cursor &cursor)
{
    cursor.reading = true;
    ++cursor.read;
    m_environment.readPage(key, cursor.position,
                           [this, key, connection = cursor.sink->id(), read = cursor.read](const Result<HistoryPage> &page) {
                               onCursorPage(key, connection, read, page);
                           });
}

void SessionIndex::onCursorPage(const SessionKey &key, ConnectionId connection, quint32 read, const Result<HistoryPage> &page)
{
    Local *local = find(key);
    Cursor *cursor = local ? cursorOf(*local, connection) : nullptr;
    if (!cursor || cursor->read != read)
        return;
    const qint64 before = cursor->position;
    if (page)
        replay(*cursor, page->messages, m_environment.wallMs());
    if (cursor->position > before) {
        cursor->reading = false;
        // What was just read is stored, so nobody needs to be told of it when there are no live members.
        if (local->live.empty())
            local->head = std::max(local->head, cursor->position);
        advance(key, *local);
        return;
    }
    m_environment.later(waitAfter(page), [this, key, connection, read] {
        Local *again = find(key);
        Cursor *waiting = again ? cursorOf(*again, connection) : nullptr;
        if (!waiting || waiting->read != read)
            return;
        waiting->reading = false;
        advance(key, *again);
    });
}

void SessionIndex::replay(Cursor &cursor, const std::vector<ChatMessage> &messages, qint64 nowMs)
{
    for (const ChatMessage &message : messages) {
        if (message.seq != cursor.position + 1)
            continue;
        const EnvelopeInfo envelope{nowMs, Uuid::random()};
        cursor.sink->send(encodeFrame([&](QByteArray &json) {
            encodeReplayedMessage(json, envelope, message, cursor.sink->audience(), cursor.sink->user());
        }));
        cursor.position = message.seq;
    }
}

} // namespace conversa
