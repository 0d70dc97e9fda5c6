// SPDX-License-Identifier: Apache-2.0
#include "hub/registry.h"

namespace conversa {

std::optional<KnownSession> Registry::enter(const SessionKey &key, int thread)
{
    return m_sessions.with(key, [&](auto &table) {
        Entry &entry = table[key];
        entry.threads |= quint64(1) << thread;
        return entry.known;
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

void Registry::learn(const SessionKey &key, const KnownSession &known)
{
    m_sessions.with(key, [&](auto &table) {
        const auto entry = table.find(key);
        if (entry == table.end())
            return;
        const qint64 head = entry->known ? std::max(entry->known->head, known.head) : known.head;
        entry->known = known;
        entry->known->head = head;
    });
}

quint64 Registry::route(const SessionKey &key, qint64 seq, ContactId contact)
{
    return m_sessions.with(key, [&](auto &table) -> quint64 {
        const auto entry = table.find(key);
        if (entry == table.end())
            return 0;
        if (!entry->known)
            return entry->threads;
        entry->known->head = std::max(entry->known->head, seq);
        // A session's first message names its contact, who may come while the others are in it already.
        if (entry->known->contact.isNull())
            entry->known->contact = contact;
        return entry->threads;
    });
}

quint64 Registry::threads(const SessionKey &key)
{
    return m_sessions.with(key, [&](auto &table) { return table.value(key).threads; });
}

} // namespace conversa
