// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <deque>
#include <iterator>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include <QtGlobal>

namespace conversa::console {

// What an entry holds outside itself, where its row says so.
template <typename Row>
qint64 bytesHeldBy(const std::optional<Row> &entry)
{
    if constexpr (requires(const Row &row) { row.heldBytes(); })
        return entry ? entry->heldBytes() : 0;
    else
        return 0;
}

// Entries on their way to a ring, the latest that it has room for, with a gap in place of those that had to go. Nothing instead of
// a row: rows are missing there.
template <typename Row>
class RingQueue
{
public:
    using Entry = std::optional<Row>;

    explicit RingQueue(size_t most, qint64 mostBytes = std::numeric_limits<qint64>::max())
        : m_most(most)
        , m_mostBytes(mostBytes)
    {
    }

    bool isEmpty() const { return m_entries.empty(); }
    // How many rows had to go for this one.
    qint64 add(Row row)
    {
        m_entries.emplace_back(std::move(row));
        m_bytes += bytesHeldBy(m_entries.back());
        ++m_rows;
        qint64 gone = 0;
        while (m_rows > m_most || (m_bytes > m_mostBytes && m_rows > 1)) {
            const bool isRow = m_entries.front().has_value();
            m_bytes -= bytesHeldBy(m_entries.front());
            m_rows -= isRow ? 1 : 0;
            gone += isRow ? 1 : 0;
            m_entries.pop_front();
        }
        if (gone > 0 && m_entries.front())
            m_entries.emplace_front();
        return gone;
    }
    void addGap()
    {
        if (m_entries.empty() || m_entries.back())
            m_entries.emplace_back();
    }
    std::vector<Entry> take()
    {
        std::vector<Entry> taken(std::make_move_iterator(m_entries.begin()), std::make_move_iterator(m_entries.end()));
        m_entries.clear();
        m_rows = 0;
        m_bytes = 0;
        return taken;
    }

private:
    const size_t m_most;
    const qint64 m_mostBytes;
    std::deque<Entry> m_entries;
    size_t m_rows = 0;
    qint64 m_bytes = 0;
};

// The latest entries of a stream, and which of them are shown. Nothing instead of a row: rows are missing there. Entries are
// numbered from the first one that ever came.
template <typename Row>
class RingStore
{
public:
    using Entry = std::optional<Row>;

    // mostBytes: of what rows hold outside themselves, where they say so.
    explicit RingStore(size_t most, qint64 mostBytes = std::numeric_limits<qint64>::max())
        : m_most(most)
        , m_mostBytes(mostBytes)
    {
    }

    size_t most() const { return m_most; }
    qint64 mostBytes() const { return m_mostBytes; }
    size_t size() const { return m_entries.size(); }
    size_t rows() const { return m_entries.size() - m_gaps; }
    quint64 dropped() const { return m_first; }
    size_t shown() const { return m_shown.size(); }
    size_t shownRows() const { return m_shown.size() - m_shownGaps; }
    const Entry &at(size_t place) const { return m_entries[size_t(m_shown[place] - m_first)]; }

    // Up to which number entries go when room is made for these.
    quint64 firstAfter(const std::vector<Entry> &wanted) const
    {
        const size_t more = size() + wanted.size() > m_most ? std::min(size(), size() + wanted.size() - m_most) : 0;
        quint64 first = m_first;
        qint64 bytes = m_bytes;
        for (const Entry &entry : wanted)
            bytes += bytesHeldBy(entry);
        while (first < m_first + size() && (first < m_first + more || bytes > m_mostBytes))
            bytes -= bytesHeldBy(m_entries[size_t(first++ - m_first)]);
        return first;
    }
    quint64 end() const { return m_first + size(); }
    // How many of the shown ones go with those before this number.
    size_t leaving(quint64 first) const { return size_t(std::lower_bound(m_shown.begin(), m_shown.end(), first) - m_shown.begin()); }
    void dropBefore(quint64 first)
    {
        const auto staying = m_shown.begin() + qsizetype(leaving(first));
        m_shownGaps -= gapsAmong(m_shown.begin(), staying);
        m_shown.erase(m_shown.begin(), staying);
        for (; m_first < first; ++m_first) {
            m_bytes -= bytesHeldBy(m_entries.front());
            m_gaps -= !m_entries.front();
            m_entries.pop_front();
        }
    }
    // Not shown yet; their numbers where they pass.
    template <typename Passes>
    std::vector<quint64> add(std::vector<Entry> entries, Passes passes)
    {
        std::vector<quint64> numbers;
        for (Entry &entry : entries) {
            if (passes(entry))
                numbers.push_back(m_first + m_entries.size());
            m_bytes += bytesHeldBy(entry);
            m_gaps += !entry;
            m_entries.push_back(std::move(entry));
        }
        return numbers;
    }
    template <typename Passes>
    std::vector<quint64> passing(Passes passes) const
    {
        std::vector<quint64> numbers;
        for (size_t i = 0; i < m_entries.size(); ++i) {
            if (passes(m_entries[i]))
                numbers.push_back(m_first + i);
        }
        return numbers;
    }
    void show(const std::vector<quint64> &numbers)
    {
        m_shownGaps += gapsAmong(numbers.begin(), numbers.end());
        m_shown.insert(m_shown.end(), numbers.begin(), numbers.end());
    }
    void hideAll()
    {
        m_shown.clear();
        m_shownGaps = 0;
    }

private:
    template <typename Numbers>
    size_t gapsAmong(Numbers begin, Numbers end) const
    {
        return size_t(std::count_if(begin, end, [this](quint64 number) { return !m_entries[size_t(number - m_first)]; }));
    }

    const size_t m_most;
    const qint64 m_mostBytes;
    qint64 m_bytes = 0;
    std::deque<Entry> m_entries;
    size_t m_gaps = 0;
    quint64 m_first = 0; // number of the oldest entry
    std::deque<quint64> m_shown; // numbers, ascending
    size_t m_shownGaps = 0;
};

} // namespace conversa::console
