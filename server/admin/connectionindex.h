// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "admin/connectioncard.h"

#include <QSet>

#include <deque>
#include <mutex>
#include <vector>

namespace conversa {

// Every connection of this server, and the last ones that closed, for whoever asks about them. A connection costs it one
// short lock when it opens and when it closes; nothing is computed, nor is a message touched, while nobody looks. Looking
// locks each network thread out for the copying of a list of pointers. Thread-safe; owned by the composition root.
class ConnectionIndex
{
public:
    static constexpr size_t maxClosed = 2'000;

    // threads: network threads, 1 or more.
    explicit ConnectionIndex(int threads);

    // For the network thread to write.
    Traffic &traffic(int thread) { return m_shards[size_t(thread)].traffic; }
    const std::vector<const Traffic *> &traffic() const { return m_traffic; }

    // In its network thread. The card is the connection's to write until it leaves.
    ConnectionCard &enter(ConnectionFacts facts);
    void leave(ConnectionCard &card, ConnectionEnding ending);

    // What was there at one moment. The cards live as long as the view; hold it shortly.
    class View
    {
    public:
        explicit View(ConnectionIndex &index);
        ~View();
        Q_DISABLE_COPY_MOVE(View)

        const std::vector<const ConnectionCard *> &open() const { return m_open; }
        // The latest last.
        const std::vector<const ClosedConnection *> &closed() const { return m_closed; }

    private:
        ConnectionIndex &m_index;
        std::vector<const ConnectionCard *> m_open;
        std::vector<const ClosedConnection *> m_closed;
    };
    // How many views there were: what watching costs is counted by it.
    qint64 viewCount() const;

private:
    struct Shard
    {
        std::mutex mutex;
        std::vector<CardPointer> cards;
        Traffic traffic;
        QSet<QByteArray> texts; // of which many have the same: origins, programs

        QByteArray shared(const QByteArray &text);
    };

    // What no longer fits, to be destroyed without the lock.
    std::vector<std::unique_ptr<ClosedConnection>> takeSurplus();

    std::pmr::synchronized_pool_resource m_memory; // of the cards
    std::vector<Shard> m_shards; // one a network thread
    std::vector<const Traffic *> m_traffic;
    mutable std::mutex m_mutex; // guards the rest
    std::deque<std::unique_ptr<ClosedConnection>> m_closed; // holds more than maxClosed while somebody looks
    int m_viewers = 0;
    qint64 m_views = 0;
};

} // namespace conversa
