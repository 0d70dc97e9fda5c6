// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "admin/streamnews.h"
#include "admin/tablewriter.h"
#include "core/entryring.h"

namespace conversa {

// What one connection follows on the admin socket: entries that come one after the other, as JSON. Lives in the admin thread.
class AdminStream
{
public:
    struct Page
    {
        std::vector<QByteArray> rows;
        quint64 last = 0; // number of the last entry that was looked at
        qint64 lost = 0; // entries that were gone before anybody looked
    };
    virtual ~AdminStream() = default;

    // The latest that the filter finds, up to the query's limit.
    virtual Page latest(const TableQuery &query, qint64 nowMs) const = 0;
    // Those that the filter finds behind an entry, up to the query's limit.
    virtual Page after(quint64 number, const TableQuery &query, qint64 nowMs) const = 0;
    // It ends by itself after so many milliseconds; nothing: it does not.
    virtual std::optional<qint64> leftMs() const { return std::nullopt; }
};

// A stream out of a ring. `rowOf(entry)` gives the row, or nothing where it is not for these eyes.
template <typename Entry, typename RowOf>
class RingStream : public AdminStream
{
public:
    // The ring outlives it, as do the fields.
    RingStream(EntryRing<Entry> &ring, std::span<const Field> fields, RowOf rowOf)
        : m_ring(ring)
        , m_watch(ring)
        , m_fields(fields)
        , m_rowOf(std::move(rowOf))
    {
    }

    Page latest(const TableQuery &query, qint64 nowMs) const override
    {
        const auto reading = m_ring.held();
        Page page{{}, reading.first + reading.entries.size() - 1};
        for (auto entry = reading.entries.rbegin(); entry != reading.entries.rend() && isOpen(page, query); ++entry)
            take(page, *entry, query, nowMs);
        std::reverse(page.rows.begin(), page.rows.end());
        return page;
    }
    Page after(quint64 number, const TableQuery &query, qint64 nowMs) const override
    {
        const auto reading = m_ring.after(number);
        Page page{{}, reading.first - 1, qint64(reading.lost)};
        for (auto entry = reading.entries.begin(); entry != reading.entries.end() && isOpen(page, query); ++entry) {
            take(page, *entry, query, nowMs);
            ++page.last;
        }
        return page;
    }

private:
    static bool isOpen(const Page &page, const TableQuery &query) { return page.rows.size() < size_t(query.limit); }
    void take(Page &page, const Entry &entry, const TableQuery &query, qint64 nowMs) const
    {
        const auto row = m_rowOf(entry);
        const auto valueOf = [&](size_t field) { return row->value(field); };
        if (!row || !query.filter.matches(valueOf, nowMs))
            return;
        JsonWriter json(page.rows.emplace_back(), Audience::Plain);
        writeRow(json, {}, m_fields, query.columns, valueOf);
    }

    EntryRing<Entry> &m_ring;
    const typename EntryRing<Entry>::Watch m_watch;
    const std::span<const Field> m_fields;
    const RowOf m_rowOf;
};

} // namespace conversa
