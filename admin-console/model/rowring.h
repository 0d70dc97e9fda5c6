// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/filter.h"
#include "model/adminchannel.h"
#include "model/rowtable.h"
#include "model/streamsink.h"

#include <QDateTime>

#include <deque>

namespace conversa::console {

// The latest rows of a stream, oldest first, as a table: bounded, filtered here, with a mark where rows are missing.
template <typename Row>
class RowRing : public RowTable
{
public:
    // `channel` outlives it. most: rows it keeps, 1 or more.
    RowRing(AdminChannel &channel, AdminTopic topic, typename StreamSink<Row>::ReadRow readRow, size_t most, QObject *parent = nullptr)
        : RowTable(topicFields(topic), parent)
        , m_channel(channel)
        , m_topic(topic)
        , m_readRow(readRow)
        , m_most(most)
    {
        connect(&channel, &AdminChannel::newsCame, this, [this](AdminTopic told) {
            if (told == m_topic && m_sink)
                collect();
        });
        connect(&channel, &AdminChannel::statusChanged, this, [this](const LinkStatus &status) {
            if (status.kind != LinkStatus::Kind::Connected && freshness() == Freshness::Live)
                setFreshness(Freshness::Stale);
        });
        connect(&channel, &AdminChannel::topicEnded, this, [this](AdminTopic told) {
            if (told == m_topic)
                stop();
        });
    }

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_shown.size()); }
    qint64 total() const override { return qint64(m_entries.size()); }
    // Null: a gap.
    const Row *row(int row) const { return entry(row).row ? &*entry(row).row : nullptr; }
    // Rows that fell out of the ring.
    qint64 dropped() const { return qint64(m_first); }
    // Rows known to be missing at the gaps; of some gaps nobody knows.
    qint64 lost() const { return m_lost; }
    bool isRunning() const { return m_sink != nullptr; }
    const TableWish &wish() const override { return m_wish; }
    // A filter that is none lets all pass.
    void setWish(const TableWish &wish) override
    {
        m_wish = wish;
        const auto filter = Filter::parse(wish.filter.toUtf8(), fields());
        show(filter ? *filter : Filter());
    }
    void setWatched(bool isWatched) override
    {
        if (isWatched == isRunning())
            return;
        if (isWatched)
            start();
        else
            stop();
    }
    void setHeld(bool isHeld) override
    {
        m_isHeld = isHeld;
        if (!isHeld && m_sink)
            collect();
    }

    // `extra`: what the subscription has beside its topic: a tap's target, a filter for the server.
    void start(QJsonObject extra = {})
    {
        m_sink = std::make_shared<StreamSink<Row>>(m_readRow, m_most);
        extra.insert(QStringLiteral("limit"), TableQuery::maxRows);
        extra.insert(QStringLiteral("interval_ms"), int(leastIntervalMs(m_topic)));
        m_channel.subscribe(m_topic, extra, m_sink);
    }
    void stop()
    {
        if (std::exchange(m_sink, nullptr))
            m_channel.unsubscribe(m_topic);
        Q_EMIT totalChanged();
    }
    void clear()
    {
        hideAll();
        m_first += m_entries.size();
        m_entries.clear();
        Q_EMIT totalChanged();
    }
    // Takes rows that come from elsewhere than the stream.
    void append(std::vector<Row> rows)
    {
        std::vector<Entry> entries;
        entries.reserve(rows.size());
        for (Row &row : rows)
            entries.push_back({ std::move(row) });
        take(std::move(entries));
    }

protected:
    bool isLoaded(int) const override { return true; }
    bool isGap(int row) const override { return !entry(row).row; }
    FieldValue valueAt(int row, size_t field) const override { return entry(row).row ? entry(row).row->value(field) : FieldValue(); }

private:
    struct Entry
    {
        std::optional<Row> row = {}; // nothing: a gap
    };

    const Entry &entry(int row) const { return m_entries[size_t(m_shown[size_t(row)] - m_first)]; }
    // A gap always shows.
    bool passes(const Entry &entry) const
    {
        const qint64 now = m_filter.size() > 0 ? QDateTime::currentMSecsSinceEpoch() : 0;
        return !entry.row || m_filter.matches([&](size_t field) { return entry.row->value(field); }, now);
    }
    // What passes is shown anew.
    void show(const Filter &filter)
    {
        m_filter = filter;
        hideAll();
        std::deque<quint64> shown;
        for (size_t i = 0; i < m_entries.size(); ++i) {
            if (passes(m_entries[i]))
                shown.push_back(m_first + i);
        }
        if (!shown.empty()) {
            beginInsertRows({}, 0, int(shown.size()) - 1);
            m_shown = std::move(shown);
            endInsertRows();
        }
        Q_EMIT totalChanged();
    }
    void hideAll()
    {
        if (m_shown.empty())
            return;
        beginRemoveRows({}, 0, int(m_shown.size()) - 1);
        m_shown.clear();
        endRemoveRows();
    }
    void collect()
    {
        if (m_isHeld)
            return;
        auto look = m_sink->collect();
        if (!look)
            return;
        if (look->refusal) {
            setFreshness(Freshness::Refused, { Problem::Declined, 0, {}, look->refusal->message, look->refusal->field, look->refusal->column });
            return;
        }
        std::vector<Entry> entries;
        // Nobody was told what happened while there was no connection.
        if ((look->isSnapshot && m_hasStarted) || look->lost > 0)
            entries.push_back({});
        m_hasStarted = true;
        m_lost += look->lost;
        for (Row &row : look->rows)
            entries.push_back({ std::move(row) });
        take(std::move(entries));
        setFreshness(Freshness::Live);
    }
    void take(std::vector<Entry> entries)
    {
        if (entries.size() > m_most)
            entries.erase(entries.begin(), entries.end() - qsizetype(m_most));
        makeRoom(entries.size());
        std::vector<quint64> shown;
        for (Entry &entry : entries) {
            if (passes(entry))
                shown.push_back(m_first + m_entries.size());
            m_entries.push_back(std::move(entry));
        }
        if (!shown.empty()) {
            beginInsertRows({}, int(m_shown.size()), int(m_shown.size() + shown.size()) - 1);
            m_shown.insert(m_shown.end(), shown.begin(), shown.end());
            endInsertRows();
        }
        Q_EMIT totalChanged();
    }
    void makeRoom(size_t wanted)
    {
        if (m_entries.size() + wanted <= m_most)
            return;
        const quint64 first = m_first + m_entries.size() + wanted - m_most;
        const auto end = std::lower_bound(m_shown.begin(), m_shown.end(), first);
        if (end != m_shown.begin()) {
            beginRemoveRows({}, 0, int(end - m_shown.begin()) - 1);
            m_shown.erase(m_shown.begin(), end);
            endRemoveRows();
        }
        m_entries.erase(m_entries.begin(), m_entries.begin() + qsizetype(first - m_first));
        m_first = first;
    }

    AdminChannel &m_channel;
    const AdminTopic m_topic;
    const typename StreamSink<Row>::ReadRow m_readRow;
    const size_t m_most;
    std::shared_ptr<StreamSink<Row>> m_sink; // null: nobody listens
    TableWish m_wish;
    Filter m_filter;
    std::deque<Entry> m_entries;
    quint64 m_first = 0; // number of the oldest entry
    std::deque<quint64> m_shown; // numbers of those that pass the filter
    qint64 m_lost = 0;
    bool m_hasStarted = false;
    bool m_isHeld = false;
};

} // namespace conversa::console
