// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/adminchannel.h"
#include "model/rowfilter.h"
#include "model/rowwindow.h"
#include "model/tablesink.h"

namespace conversa::console {

// A table of the admin socket: the server sorts, filters and pages it, and tells of the rows around the visible ones.
template <typename Row>
class LiveTable : public RowWindow<Row>
{
public:
    static constexpr int liveRows = TableQuery::maxRows;
    static constexpr int marginRows = 100; // live before the first visible row

    // `channel` outlives it.
    LiveTable(AdminChannel &channel, AdminTopic topic, typename TableSink<Row>::ReadRow readRow, RowSource source, QObject *parent = nullptr)
        : RowWindow<Row>(topicFields(topic), parent)
        , m_channel(channel)
        , m_topic(topic)
        , m_readRow(readRow)
        , m_source(std::move(source))
        , m_sink(std::make_shared<TableSink<Row>>(readRow))
    {
        QObject::connect(&channel, &AdminChannel::newsCame, this, [this](AdminTopic told) {
            if (told == m_topic)
                collect();
        });
        QObject::connect(&channel, &AdminChannel::statusChanged, this, [this](const LinkStatus &status) {
            if (status.kind != LinkStatus::Kind::Connected && this->freshness() == Freshness::Live)
                this->setFreshness(Freshness::Stale);
        });
    }

    const TableWish &wish() const override { return m_wish; }
    void setWish(const TableWish &wish) override
    {
        m_wish = wish;
        this->setLive(0, int(this->rows().size()));
        subscribe();
    }
    void setWatched(bool isWatched) override
    {
        if (std::exchange(m_isWatched, isWatched) == isWatched)
            return;
        if (isWatched)
            subscribe();
        else
            m_channel.unsubscribe(m_topic);
    }
    void setVisible(int first, int last) override
    {
        m_firstVisible = std::max(first, 0);
        m_lastVisible = last;
        follow();
    }
    void refresh() override { subscribe(); }
    std::optional<RowSource> source() const override { return qint64(this->rows().size()) < this->total() ? std::optional(m_source) : std::nullopt; }
    void forget() override
    {
        m_sink = std::make_shared<TableSink<Row>>(m_readRow);
        m_isAnswered = false;
        RowWindow<Row>::forget();
    }

private:
    void subscribe()
    {
        m_isAnswered = false;
        if (!m_isWatched)
            return;
        // What an earlier subscription told must not come for this one.
        m_sink = std::make_shared<TableSink<Row>>(m_readRow);
        QJsonObject wish{ { QStringLiteral("filter"), m_wish.filter }, { QStringLiteral("sort"), m_wish.sort },
            { QStringLiteral("limit"), liveRows }, { QStringLiteral("interval_ms"), int(leastIntervalMs(m_topic)) } };
        if (this->liveFirst() > 0)
            wish.insert(QStringLiteral("cursor"), QString::fromLatin1(cursorBehind(this->rows()[size_t(this->liveFirst()) - 1])));
        m_channel.subscribe(m_topic, wish, m_sink);
    }
    QByteArray cursorBehind(const Row &row) const
    {
        const size_t field = orderOf(m_wish, this->fields()).field;
        return Cursor(placeOf(this->fields()[field], row.value(field), row.placeId())).toByteArray();
    }
    void collect()
    {
        const auto look = m_sink->collect();
        if (!look)
            return;
        if (look->refusal) {
            this->setRefused(*look->refusal);
            return;
        }
        m_isAnswered = true;
        this->merge(look->view, int(look->view->rows.size()) < liveRows);
        this->setFreshness(Freshness::Live);
        follow();
    }
    // Moves the live rows to where they are seen, one page at a time: a page begins behind a row that is known.
    void follow()
    {
        const bool isCovered
            = m_firstVisible >= this->liveFirst() && (m_lastVisible < this->liveEnd() || this->liveEnd() == this->rowCount());
        const int wanted = std::clamp(m_firstVisible - marginRows, 0, int(this->rows().size()));
        if (!m_isAnswered || isCovered || wanted == this->liveFirst())
            return;
        this->setLive(wanted, liveRows);
        subscribe();
    }

    AdminChannel &m_channel;
    const AdminTopic m_topic;
    const typename TableSink<Row>::ReadRow m_readRow;
    const RowSource m_source;
    std::shared_ptr<TableSink<Row>> m_sink;
    TableWish m_wish;
    int m_firstVisible = 0;
    int m_lastVisible = 0;
    bool m_isWatched = false;
    bool m_isAnswered = false;
};

} // namespace conversa::console
