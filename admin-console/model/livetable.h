// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/query.h"
#include "model/adminchannel.h"
#include "model/rowtable.h"
#include "model/tablesink.h"

namespace conversa::console {

// What is asked of a table: as it is typed, and by which field it is ordered ("age", "-queue").
struct TableWish
{
    QString filter = {};
    QString sort = {};

    bool operator==(const TableWish &) const = default;
};

// A table that the server sorts, filters and pages: the first rows of the order, up to a window's size, of which those around the
// visible ones are live. A row that is not loaded yet has its place.
template <typename Row>
class LiveTable : public RowTable
{
public:
    static constexpr int mostRows = 5'000; // more than that nobody reads, and a screen reader has to count them
    static constexpr int liveRows = TableQuery::maxRows;
    static constexpr int marginRows = 100; // live before the first visible row

    // `channel` outlives it.
    LiveTable(AdminChannel &channel, AdminTopic topic, typename TableSink<Row>::ReadRow readRow, QObject *parent = nullptr)
        : RowTable(topicFields(topic), parent)
        , m_channel(channel)
        , m_topic(topic)
        , m_sink(std::make_shared<TableSink<Row>>(readRow))
        , m_readRow(readRow)
    {
        connect(&channel, &AdminChannel::newsCame, this, [this](AdminTopic told) {
            if (told == m_topic)
                collect();
        });
        connect(&channel, &AdminChannel::statusChanged, this, [this](const LinkStatus &status) {
            if (status.kind != LinkStatus::Kind::Connected && freshness() == Freshness::Live)
                setFreshness(Freshness::Stale);
        });
    }

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_rows.size()) + m_placeholders; }
    qint64 total() const override { return m_total; }
    const TableWish &wish() const { return m_wish; }
    // Null: it is not loaded.
    const Row *row(int row) const { return isLoaded(row) ? &m_rows[size_t(row)] : nullptr; }
    std::vector<Uuid> loadedIds() const { return idsOf(m_rows); }

    // Whether anybody looks: the server is asked nothing while nobody does.
    void setWatched(bool isWatched)
    {
        if (std::exchange(m_isWatched, isWatched) == isWatched)
            return;
        if (isWatched)
            subscribe();
        else
            m_channel.unsubscribe(m_topic);
    }
    void setWish(const TableWish &wish)
    {
        m_wish = wish;
        m_liveFirst = 0;
        m_liveCount = int(m_rows.size());
        m_isAnswered = false;
        if (m_isWatched)
            subscribe();
    }
    void refresh()
    {
        if (m_isWatched)
            subscribe();
    }
    // Which rows are seen.
    void setVisible(int first, int last)
    {
        m_firstVisible = std::max(first, 0);
        m_lastVisible = last;
        follow();
    }
    // While it is held, rows keep their places, and only what stands in them changes.
    void setHeld(bool isHeld)
    {
        m_isHeld = isHeld;
        if (!isHeld && m_view)
            merge(*m_view);
    }
    // There are changes of rows and of their order that wait.
    bool hasHeldChanges() const { return m_hasHeldChanges; }

protected:
    bool isLoaded(int row) const override { return row >= 0 && size_t(row) < m_rows.size(); }
    FieldValue valueAt(int row, size_t field) const override { return isLoaded(row) ? m_rows[size_t(row)].value(field) : FieldValue(); }

private:
    void subscribe()
    {
        // What an earlier subscription told must not come for this one.
        m_sink = std::make_shared<TableSink<Row>>(m_readRow);
        QJsonObject wish{ { QStringLiteral("filter"), m_wish.filter }, { QStringLiteral("sort"), m_wish.sort },
            { QStringLiteral("limit"), liveRows }, { QStringLiteral("interval_ms"), int(leastIntervalMs(m_topic)) } };
        if (m_liveFirst > 0)
            wish.insert(QStringLiteral("cursor"), QString::fromLatin1(cursorBehind(m_rows[size_t(m_liveFirst) - 1])));
        m_channel.subscribe(m_topic, wish, m_sink);
    }
    QByteArray cursorBehind(const Row &row) const
    {
        const bool isDescending = m_wish.sort.startsWith(QLatin1Char('-'));
        const size_t field = findField(fields(), m_wish.sort.mid(isDescending ? 1 : 0).toUtf8()).value_or(0);
        return Cursor(placeOf(fields()[field], row.value(field), row.placeId())).toByteArray();
    }
    void collect()
    {
        const auto look = m_sink->collect();
        if (!look)
            return;
        if (look->refusal) {
            setFreshness(Freshness::Refused,
                { Problem::Declined, 0, {}, look->refusal->message, look->refusal->field, look->refusal->column });
            return;
        }
        m_isAnswered = true;
        m_view = look->view;
        merge(*m_view);
        setFreshness(Freshness::Live);
        follow();
    }
    // Moves the live rows to where they are seen, one page at a time: a page begins behind a row that is known.
    void follow()
    {
        const int liveEnd = m_liveFirst + m_liveCount;
        const bool isCovered = m_firstVisible >= m_liveFirst && (m_lastVisible < liveEnd || liveEnd == rowCount());
        if (!m_isAnswered || isCovered)
            return;
        const int wanted = std::clamp(m_firstVisible - marginRows, 0, int(m_rows.size()));
        if (wanted == m_liveFirst)
            return;
        m_liveFirst = wanted;
        m_liveCount = std::min(liveRows, int(m_rows.size()) - wanted);
        m_isAnswered = false;
        if (m_isWatched)
            subscribe();
    }
    // The view of the live rows, merged into what is shown.
    void merge(const TableView<Row> &view);
    void place(const TableView<Row> &view);
    std::vector<Row> liveSlice() const
    {
        const auto begin = m_rows.begin() + std::min<qsizetype>(m_liveFirst, qsizetype(m_rows.size()));
        return { begin, begin + std::min<qsizetype>(m_liveCount, m_rows.end() - begin) };
    }
    void removeRowsOf(const QSet<Uuid> &ids, int first, int end);
    void removeRange(int begin, int end);
    void changeRows(const std::vector<Row> &rows);
    void insertNew(const std::vector<Row> &rows);
    void reorder(const std::vector<Uuid> &order);
    void fitPlaceholders();

    AdminChannel &m_channel;
    const AdminTopic m_topic;
    std::shared_ptr<TableSink<Row>> m_sink;
    const typename TableSink<Row>::ReadRow m_readRow;
    TableWish m_wish;
    std::vector<Row> m_rows; // the loaded ones: the beginning of the order
    int m_placeholders = 0; // rows behind them that are not loaded
    qint64 m_total = 0;
    int m_liveFirst = 0; // rows from here are as m_view has them
    int m_liveCount = 0;
    int m_firstVisible = 0;
    int m_lastVisible = 0;
    std::shared_ptr<const TableView<Row>> m_view;
    bool m_isWatched = false;
    bool m_isAnswered = false;
    bool m_isHeld = false;
    bool m_hasHeldChanges = false;
};

template <typename Row>
void LiveTable<Row>::merge(const TableView<Row> &view)
{
    const auto delta = difference(TableView<Row>{ liveSlice(), m_total }, view);
    m_hasHeldChanges = m_isHeld && delta && (!delta->removed.empty() || delta->order || view.rows.size() != size_t(m_liveCount));
    if (delta)
        changeRows(delta->rows);
    if (!m_isHeld)
        place(view);
    m_total = view.total;
    fitPlaceholders();
    Q_EMIT totalChanged();
}

template <typename Row>
void LiveTable<Row>::place(const TableView<Row> &view)
{
    const auto ids = idsOf(view.rows);
    const QSet<Uuid> seen(ids.begin(), ids.end());
    // A row that came among the live ones has left its place elsewhere.
    removeRowsOf(seen, m_liveFirst + m_liveCount, int(m_rows.size()));
    removeRowsOf(seen, 0, m_liveFirst);
    if (const auto delta = difference(TableView<Row>{ liveSlice(), m_total }, view)) {
        removeRowsOf(QSet<Uuid>(delta->removed.begin(), delta->removed.end()), m_liveFirst, m_liveFirst + m_liveCount);
        insertNew(delta->rows);
        if (delta->order)
            reorder(*delta->order);
    }
    // A short page is the end of the table.
    if (int(view.rows.size()) < liveRows)
        removeRange(m_liveFirst + m_liveCount, int(m_rows.size()));
    removeRange(mostRows, int(m_rows.size()));
}

// Runs of them, from the last: so that the places of the others hold.
template <typename Row>
void LiveTable<Row>::removeRowsOf(const QSet<Uuid> &ids, int first, int end)
{
    for (int last = end; last > first; --last) {
        if (!ids.contains(idOf(m_rows[size_t(last - 1)])))
            continue;
        int begin = last - 1;
        while (begin > first && ids.contains(idOf(m_rows[size_t(begin - 1)])))
            --begin;
        removeRange(begin, last);
        last = begin + 1;
    }
}

template <typename Row>
void LiveTable<Row>::removeRange(int begin, int end)
{
    if (begin >= end)
        return;
    beginRemoveRows({}, begin, end - 1);
    m_rows.erase(m_rows.begin() + begin, m_rows.begin() + end);
    const int liveEnd = m_liveFirst + m_liveCount;
    const auto below = [&](int limit) { return std::clamp(limit, begin, end) - begin; };
    m_liveCount -= below(liveEnd) - below(m_liveFirst);
    m_liveFirst -= below(m_liveFirst);
    endRemoveRows();
}

template <typename Row>
void LiveTable<Row>::changeRows(const std::vector<Row> &rows)
{
    QHash<Uuid, const Row *> changed;
    for (const Row &row : rows)
        changed.insert(idOf(row), &row);
    int first = -1;
    int last = -1;
    for (int i = m_liveFirst; i < m_liveFirst + m_liveCount; ++i) {
        const Row *row = changed.value(idOf(m_rows[size_t(i)]));
        if (!row)
            continue;
        m_rows[size_t(i)] = *row;
        first = first < 0 ? i : first;
        last = i;
    }
    // One signal: a view looks only at what it shows.
    if (first >= 0)
        Q_EMIT dataChanged(index(first, 0), index(last, columnCount() - 1));
}

template <typename Row>
void LiveTable<Row>::insertNew(const std::vector<Row> &rows)
{
    const auto known = idsOf(liveSlice());
    const QSet<Uuid> there(known.begin(), known.end());
    std::vector<Row> fresh;
    std::copy_if(rows.begin(), rows.end(), std::back_inserter(fresh), [&](const Row &row) { return !there.contains(idOf(row)); });
    const int at = m_liveFirst + m_liveCount;
    // Rows that had a place already take it.
    const int filled = at == int(m_rows.size()) ? std::min(int(fresh.size()), m_placeholders) : 0;
    m_rows.insert(m_rows.begin() + at, fresh.begin(), fresh.begin() + filled);
    m_placeholders -= filled;
    m_liveCount += filled;
    if (filled > 0)
        Q_EMIT dataChanged(index(at, 0), index(at + filled - 1, columnCount() - 1));
    const int more = int(fresh.size()) - filled;
    if (more == 0)
        return;
    beginInsertRows({}, at + filled, at + filled + more - 1);
    m_rows.insert(m_rows.begin() + at + filled, fresh.begin() + filled, fresh.end());
    m_liveCount += more;
    endInsertRows();
}

template <typename Row>
void LiveTable<Row>::reorder(const std::vector<Uuid> &order)
{
    Q_EMIT layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    QHash<Uuid, int> before;
    const std::vector<Row> rows = liveSlice();
    for (int i = 0; i < int(rows.size()); ++i)
        before.insert(idOf(rows[size_t(i)]), i);
    std::vector<int> now(rows.size()); // where the row that was at a place is
    for (int i = 0; i < int(order.size()); ++i) {
        const int was = before.value(order[size_t(i)]);
        now[size_t(was)] = i;
        m_rows[size_t(m_liveFirst + i)] = rows[size_t(was)];
    }
    QModelIndexList from = persistentIndexList();
    QModelIndexList to = from;
    for (QModelIndex &each : to) {
        const int place = each.row() - m_liveFirst;
        if (place >= 0 && place < int(now.size()))
            each = index(m_liveFirst + now[size_t(place)], each.column());
    }
    changePersistentIndexList(from, to);
    Q_EMIT layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

template <typename Row>
void LiveTable<Row>::fitPlaceholders()
{
    const int loaded = int(m_rows.size());
    const int wanted = int(std::min<qint64>(m_total, mostRows)) - loaded;
    const int surplus = m_placeholders - std::max(wanted, 0);
    if (surplus > 0) {
        beginRemoveRows({}, loaded + m_placeholders - surplus, loaded + m_placeholders - 1);
        m_placeholders -= surplus;
        endRemoveRows();
    } else if (surplus < 0) {
        beginInsertRows({}, loaded + m_placeholders, loaded + m_placeholders - surplus - 1);
        m_placeholders -= surplus;
        endInsertRows();
    }
}

} // namespace conversa::console
