// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

#include <algorithm>
#include <atomic>
#include <deque>
#include <mutex>
#include <vector>

namespace conversa {

// The last entries of what happens, for whoever follows it: numbered from 1 without gaps, so that a follower knows how many
// went by before it looked. Nothing is kept while nobody watches, and isWatched() costs one load. Thread-safe.
template <typename Entry>
class EntryRing
{
public:
    // most: entries it holds, 1 or more.
    explicit EntryRing(size_t most)
        : m_most(most)
    {
    }

    // Somebody looks on for as long as it lives. The ring outlives it.
    class Watch
    {
    public:
        explicit Watch(EntryRing &ring)
            : m_ring(ring)
        {
            ++ring.m_watchers;
        }
        ~Watch()
        {
            const std::lock_guard lock(m_ring.m_mutex);
            if (--m_ring.m_watchers == 0)
                m_ring.m_entries.clear();
        }
        Q_DISABLE_COPY_MOVE(Watch)

    private:
        EntryRing &m_ring;
    };
    bool isWatched() const { return m_watchers.load(std::memory_order_relaxed) > 0; }

    void put(Entry entry)
    {
        if (!isWatched())
            return;
        const std::lock_guard lock(m_mutex);
        if (!isWatched()) // the last one has just gone
            return;
        if (m_entries.size() == m_most)
            m_entries.pop_front();
        m_entries.push_back(std::move(entry));
        ++m_last;
    }

    struct Reading
    {
        std::vector<Entry> entries;
        quint64 first = 1; // number of the first of them, or of the next to come
        quint64 lost = 0; // that came after the number asked for and are not held any more
    };
    Reading held() const
    {
        const std::lock_guard lock(m_mutex);
        return read(m_last - m_entries.size());
    }
    // What came after the entry with this number.
    Reading after(quint64 number) const
    {
        const std::lock_guard lock(m_mutex);
        return read(number);
    }
    // How many entries were ever kept: what watching costs is counted by it.
    quint64 kept() const
    {
        const std::lock_guard lock(m_mutex);
        return m_last;
    }

private:
    Reading read(quint64 number) const
    {
        const quint64 oldest = m_last - m_entries.size() + 1;
        Reading reading;
        reading.first = std::max(number + 1, oldest);
        reading.lost = reading.first - (number + 1);
        reading.entries.assign(m_entries.begin() + std::ptrdiff_t(reading.first - oldest), m_entries.end());
        return reading;
    }

    const size_t m_most;
    std::atomic<int> m_watchers = 0;
    mutable std::mutex m_mutex; // guards the rest
    std::deque<Entry> m_entries;
    quint64 m_last = 0; // number of the latest
};

} // namespace conversa
