// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <deque>
#include <optional>
#include <vector>

#include <QtGlobal>

namespace conversa::console {

// The latest entries of a stream, and which of them are shown. Nothing instead of a row: rows are missing there. Entries are
// numbered from the first one that ever came.
template <typename Row>
class RingStore
{
public:
    using Entry = std::optional<Row>;

    explicit RingStore(size_t most)
        : m_most(most)
    {
    }

    size_t most() const { return m_most; }
    size_t size() const { return m_entries.size(); }
    quint64 dropped() const { return m_first; }
    size_t shown() const { return m_shown.size(); }
    const Entry &at(size_t place) const { return m_entries[size_t(m_shown[place] - m_first)]; }

    // How many of the shown ones go when room is made for so many more.
    size_t leaving(size_t wanted) const { return size_t(std::lower_bound(m_shown.begin(), m_shown.end(), firstAfter(wanted)) - m_shown.begin()); }
    void makeRoom(size_t wanted)
    {
        const quint64 first = firstAfter(wanted);
        m_shown.erase(m_shown.begin(), m_shown.begin() + qsizetype(leaving(wanted)));
        m_entries.erase(m_entries.begin(), m_entries.begin() + qsizetype(first - m_first));
        m_first = first;
    }
    // Not shown yet; their numbers where they pass.
    template <typename Passes>
    std::vector<quint64> add(std::vector<Entry> entries, Passes passes)
    {
        std::vector<quint64> numbers;
        for (Entry &entry : entries) {
            if (passes(entry))
                numbers.push_back(m_first + m_entries.size());
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
    void show(const std::vector<quint64> &numbers) { m_shown.insert(m_shown.end(), numbers.begin(), numbers.end()); }
    void hideAll() { m_shown.clear(); }

private:
    quint64 firstAfter(size_t wanted) const { return m_first + (size() + wanted > m_most ? std::min(size(), size() + wanted - m_most) : 0); }

    const size_t m_most;
    std::deque<Entry> m_entries;
    quint64 m_first = 0; // number of the oldest entry
    std::deque<quint64> m_shown; // numbers, ascending
};

} // namespace conversa::console
