// SPDX-License-Identifier: Apache-2.0
#include "admin/connectionindex.h"

#include <utility>

namespace conversa {

namespace {

constexpr size_t cardsInChunk = 1'024;
constexpr qsizetype mostTexts = 256; // whoever comes with more keeps its own

} // namespace

ConnectionIndex::ConnectionIndex(int threads)
    : m_memory({cardsInChunk, sizeof(ConnectionCard)})
    , m_shards(size_t(threads))
{
    for (const Shard &shard : m_shards)
        m_traffic.push_back(&shard.traffic);
}

// Called in the shard's network thread alone.
QByteArray ConnectionIndex::Shard::shared(const QByteArray &text)
{
    const auto known = texts.constFind(text);
    if (known != texts.constEnd())
        return *known;
    if (!text.isEmpty() && texts.size() < mostTexts)
        texts.insert(text);
    return text;
}

ConnectionCard &ConnectionIndex::enter(ConnectionFacts facts)
{
    Shard &shard = m_shards[size_t(facts.thread)];
    facts.origin = shard.shared(facts.origin);
    facts.client = shard.shared(facts.client);
    CardPointer made(std::pmr::polymorphic_allocator<>(&m_memory).new_object<ConnectionCard>(std::move(facts)), {&m_memory});
    ConnectionCard &card = *made;
    shard.traffic.opened.add(1);
    const std::lock_guard lock(shard.mutex);
    card.slot = shard.cards.size();
    shard.cards.push_back(std::move(made));
    return card;
}

void ConnectionIndex::leave(ConnectionCard &card, ConnectionEnding ending)
{
    auto closed = std::make_unique<ClosedConnection>();
    closed->ending = std::move(ending);
    {
        Shard &shard = m_shards[size_t(card.facts.thread)];
        shard.traffic.closed.add(1);
        const std::lock_guard lock(shard.mutex);
        const size_t slot = card.slot;
        std::swap(shard.cards[slot], shard.cards.back());
        shard.cards[slot]->slot = slot;
        closed->card = std::move(shard.cards.back());
        shard.cards.pop_back();
    }
    std::vector<std::unique_ptr<ClosedConnection>> surplus;
    const std::lock_guard lock(m_mutex);
    m_closed.push_back(std::move(closed));
    surplus = takeSurplus();
}

std::vector<std::unique_ptr<ClosedConnection>> ConnectionIndex::takeSurplus()
{
    std::vector<std::unique_ptr<ClosedConnection>> surplus;
    // A view may hold pointers to what has left; none that begins later can.
    while (m_viewers == 0 && m_closed.size() > maxClosed) {
        surplus.push_back(std::move(m_closed.front()));
        m_closed.pop_front();
    }
    return surplus;
}

qint64 ConnectionIndex::viewCount() const
{
    const std::lock_guard lock(m_mutex);
    return m_views;
}

ConnectionIndex::View::View(ConnectionIndex &index)
    : m_index(index)
{
    {
        const std::lock_guard lock(index.m_mutex);
        ++index.m_viewers;
        ++index.m_views;
        m_closed.reserve(index.m_closed.size());
        for (const auto &closed : index.m_closed)
            m_closed.push_back(closed.get());
    }
    for (Shard &shard : index.m_shards) {
        const std::lock_guard lock(shard.mutex);
        m_open.reserve(m_open.size() + shard.cards.size());
        for (const auto &card : shard.cards)
            m_open.push_back(card.get());
    }
}

ConnectionIndex::View::~View()
{
    std::vector<std::unique_ptr<ClosedConnection>> surplus;
    const std::lock_guard lock(m_index.m_mutex);
    --m_index.m_viewers;
    surplus = m_index.takeSurplus();
}

} // namespace conversa
