// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/adminchannel.h"
#include "model/ringstore.h"
#include "model/rowfilter.h"
#include "model/streamsink.h"

#include <QDateTime>

namespace conversa::console {

// The latest rows of a stream, oldest first, as a table: bounded, filtered here, with a mark where rows are missing.
template <typename Row>
class RowRing : public RowTable
{
public:
    // `channel` outlives it. most: rows it keeps, 1 or more.
    RowRing(AdminChannel &channel, AdminTopic topic, typename StreamSink<Row>::ReadRow readRow, size_t most, QObject *parent = nullptr,
        qint64 mostBytes = std::numeric_limits<qint64>::max())
        : RowTable(topicFields(topic), parent)
        , m_channel(channel)
        , m_topic(topic)
        , m_readRow(readRow)
        , m_store(most, mostBytes)
        , m_waiting(most, mostBytes)
    {
        connect(&channel, &AdminChannel::newsCame, this, [this](AdminTopic told) {
            if (told == m_topic)
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

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_store.shown()); }
    // What the filter finds: a gap is not found, it is shown.
    qint64 total() const override { return qint64(m_store.shownRows()); }
    // Rows that are here, whether the filter finds them or not.
    qint64 kept() const { return qint64(m_store.rows()); }
    // Null: a gap.
    const Row *row(int row) const { return isGap(row) ? nullptr : &*m_store.at(size_t(row)); }
    // Rows that fell out of the ring.
    qint64 dropped() const { return qint64(m_store.dropped()); }
    // Rows known to be missing at the gaps; of some gaps nobody knows.
    qint64 lost() const { return m_lost; }
    bool isRunning() const { return m_sink != nullptr; }
    const TableWish &wish() const override { return m_wish; }
    // A filter that is none lets all pass.
    void setWish(const TableWish &wish) override
    {
        m_wish = { wish.filter }; // its order is that of their coming
        m_filter = filterOf(m_wish, fields());
        hideAll();
        show(m_store.passing(passes()));
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
        if (std::exchange(m_isHeld, isHeld) && !isHeld)
            collect();
    }
    // Asks once more for what was refused.
    void refresh() override
    {
        if (!m_sink || freshness() != Freshness::Refused)
            return;
        setFreshness(Freshness::Empty);
        start(m_extra);
    }

    // `extra`: what the subscription has beside its topic: a tap's target, a filter for the server.
    void start(QJsonObject extra = {})
    {
        m_sink = std::make_shared<StreamSink<Row>>(m_readRow, m_store.most(), m_store.mostBytes());
        m_extra = extra;
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
        m_waiting.take();
        hideAll();
        m_store.dropBefore(m_store.end());
        Q_EMIT totalChanged();
    }
    void forget() override
    {
        stop();
        clear();
        m_lost = 0;
        m_hasStarted = false;
        setFreshness(Freshness::Empty);
    }
    // Takes rows that come from elsewhere than the stream.
    void append(std::vector<Row> rows)
    {
        for (Row &row : rows)
            m_waiting.add(std::move(row));
        collect();
    }

protected:
    bool isLoaded(int) const override { return true; }
    bool isGap(int row) const override { return !m_store.at(size_t(row)); }
    FieldValue valueAt(int row, size_t field) const override { return isGap(row) ? FieldValue() : m_store.at(size_t(row))->value(field); }

private:
    using Entry = typename RingStore<Row>::Entry;

    // A gap always shows.
    auto passes() const
    {
        return [this, now = QDateTime::currentMSecsSinceEpoch()](const Entry &entry) {
            return !entry || conversa::console::passes(m_filter, *entry, now);
        };
    }
    void show(const std::vector<quint64> &numbers)
    {
        if (!numbers.empty()) {
            beginInsertRows({}, rowCount(), rowCount() + int(numbers.size()) - 1);
            m_store.show(numbers);
            endInsertRows();
        }
        Q_EMIT totalChanged();
    }
    void hideAll()
    {
        if (rowCount() == 0)
            return;
        beginRemoveRows({}, 0, rowCount() - 1);
        m_store.hideAll();
        endRemoveRows();
    }
    void collect()
    {
        if (m_isHeld)
            return;
        if (!m_waiting.isEmpty())
            take(m_waiting.take());
        auto look = m_sink ? m_sink->collect() : std::nullopt;
        if (!look)
            return;
        // Nobody was told what happened while there was no connection.
        if (look->isSnapshot && std::exchange(m_hasStarted, true) && (look->entries.empty() || look->entries.front()))
            look->entries.emplace(look->entries.begin());
        m_lost += look->lost;
        take(std::move(look->entries));
        look->refusal ? setRefused(*look->refusal) : setFreshness(Freshness::Live);
    }
    void take(std::vector<Entry> entries)
    {
        if (entries.size() > m_store.most())
            entries.erase(entries.begin(), entries.end() - qsizetype(m_store.most()));
        const quint64 first = m_store.firstAfter(entries);
        const size_t leaving = m_store.leaving(first);
        if (leaving > 0)
            beginRemoveRows({}, 0, int(leaving) - 1);
        m_store.dropBefore(first);
        if (leaving > 0)
            endRemoveRows();
        show(m_store.add(std::move(entries), passes()));
    }

    AdminChannel &m_channel;
    const AdminTopic m_topic;
    const typename StreamSink<Row>::ReadRow m_readRow;
    std::shared_ptr<StreamSink<Row>> m_sink; // null: nobody listens
    TableWish m_wish;
    Filter m_filter;
    RingStore<Row> m_store;
    RingQueue<Row> m_waiting; // what was appended while it is held
    QJsonObject m_extra; // of the last start
    qint64 m_lost = 0;
    bool m_hasStarted = false;
    bool m_isHeld = false;
};

} // namespace conversa::console
