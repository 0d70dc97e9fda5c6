// SPDX-License-Identifier: Apache-2.0
#include "hub/registry.h"

#include <algorithm>
#include <utility>

namespace conversa {

std::optional<KnownSession> Registry::enter(const SessionKey &key, int thread)
{
    return m_sessions.with(key, [&](auto &table) {
        Entry &entry = table[key];
        entry.threads |= quint64(1) << thread;
        return entry.learned ? std::optional(entry.known) : std::nullopt;
    });
}

void Registry::leave(const SessionKey &key, int thread)
{
    m_sessions.with(key, [&](auto &table) {
        const auto entry = table.find(key);
        if (entry == table.end())
            return;
        entry->threads &= ~(quint64(1) << thread);
        if (!entry->threads)
            table.erase(entry);
    });
}

KnownSession Registry::learn(const SessionKey &key, const KnownSession &known)
{
    return m_sessions.with(key, [&](auto &table) {
        const auto entry = table.find(key);
        if (entry == table.end())
            return known;
        const KnownSession before = std::exchange(entry->known, known);
        // Whoever came with what was known before is told when it is not so any more.
        if (entry->learned || entry->changedUs)
            entry->known.closed = before.closed;
        if (std::exchange(entry->learned, true))
            entry->known.head = std::max(before.head, known.head);
        for (const Watermark &watermark : before.watermarks)
            raise(entry->known, watermark);
        return entry->known;
    });
}

quint64 Registry::raise(const SessionKey &key, const Watermark &watermark)
{
    return m_sessions.with(key, [&](auto &table) -> quint64 {
        const auto entry = table.find(key);
        if (entry == table.end())
            return 0;
        raise(entry->known, watermark);
        return entry->threads;
    });
}

void Registry::raise(KnownSession &known, const Watermark &watermark)
{
    auto place = std::find_if(known.watermarks.begin(), known.watermarks.end(),
                              [&](const Watermark &each) { return each.user == watermark.user; });
    if (place == known.watermarks.end() && known.watermarks.size() == maxWatermarks)
        return;
    if (place == known.watermarks.end())
        place = known.watermarks.insert(place, Watermark{watermark.user, watermark.role});
    place->read = std::max(place->read, watermark.read);
    place->delivered = std::max({place->delivered, watermark.delivered, watermark.read});
}

quint64 Registry::route(const SessionKey &key, qint64 seq, ContactId contact)
{
    return m_sessions.with(key, [&](auto &table) -> quint64 {
        const auto entry = table.find(key);
        if (entry == table.end())
            return 0;
        if (!entry->learned)
            return entry->threads;
        entry->known.head = std::max(entry->known.head, seq);
        // A session's first message names its contact, who may come while the others are in it already.
        if (entry->known.contact.isNull())
            entry->known.contact = contact;
        return entry->threads;
    });
}

std::vector<LiveSession> Registry::liveSessions() const
{
    std::vector<LiveSession> all;
    m_sessions.forEach([&](const auto &table) {
        for (auto entry = table.begin(); entry != table.end(); ++entry) {
            if (entry->learned)
                all.push_back({entry.key(), entry->known.head, entry->known.closed});
        }
    });
    return all;
}

quint64 Registry::change(const SessionKey &key, bool isClosed, qint64 changedUs)
{
    return m_sessions.with(key, [&](auto &table) -> quint64 {
        const auto entry = table.find(key);
        if (entry == table.end() || entry->changedUs >= changedUs)
            return 0;
        entry->changedUs = changedUs;
        const bool wasClosed = std::exchange(entry->known.closed, isClosed);
        return entry->learned && wasClosed == isClosed ? 0 : entry->threads;
    });
}

std::optional<KnownSession> Registry::find(const SessionKey &key)
{
    return m_sessions.with(key, [&](auto &table) -> std::optional<KnownSession> {
        const auto entry = table.constFind(key);
        return entry == table.constEnd() ? std::nullopt : std::optional(entry->known);
    });
}

quint64 Registry::threads(const SessionKey &key)
{
    return m_sessions.with(key, [&](auto &table) -> quint64 {
        const auto entry = table.constFind(key);
        return entry == table.constEnd() ? 0 : entry->threads;
    });
}

qint64 Registry::size() const
{
    qint64 size = 0;
    m_sessions.forEach([&](const auto &table) { size += table.size(); });
    return size;
}

} // namespace conversa
