// SPDX-License-Identifier: Apache-2.0
#include "bus/busfeed.h"

#include <algorithm>
#include <utility>

namespace conversa {

BusFeed::BusFeed(std::function<void(const BusEvent &)> publish, QObject *parent)
    : QObject(parent)
    , m_publish(std::move(publish))
{
}

void BusFeed::post(std::vector<BusEvent> events)
{
    const std::lock_guard lock(m_mutex);
    for (BusEvent &event : events)
        take(event);
    wake();
}

void BusFeed::post(BusEvent event)
{
    const std::lock_guard lock(m_mutex);
    take(event);
    wake();
}

void BusFeed::run(std::function<void()> task)
{
    const std::lock_guard lock(m_mutex);
    m_queued.tasks.push_back(std::move(task));
    wake();
}

void BusFeed::take(BusEvent &event)
{
    if (m_queued.events.size() < maxEvents) {
        m_queued.events.push_back(std::move(event));
        return;
    }
    const auto *stored = std::get_if<StoredMessage>(&event);
    const bool hasRoom = size_t(m_queued.heads.size()) < maxEvents;
    if (!stored || !(hasRoom || m_queued.heads.contains(stored->message->key)))
        return;
    StoredHead &head = m_queued.heads[stored->message->key];
    head = { stored->message->key, std::max(head.head, stored->message->seq), stored->message->contact };
}

void BusFeed::wake()
{
    if (!std::exchange(m_woken, true))
        QMetaObject::invokeMethod(this, &BusFeed::drain, Qt::QueuedConnection);
}

void BusFeed::drain()
{
    Queued queued;
    {
        const std::lock_guard lock(m_mutex);
        std::swap(queued, m_queued);
        m_woken = false;
    }
    for (const auto &task : queued.tasks)
        task();
    for (const BusEvent &event : queued.events)
        m_publish(event);
    for (const StoredHead &head : std::as_const(queued.heads))
        m_publish(head);
}

} // namespace conversa
