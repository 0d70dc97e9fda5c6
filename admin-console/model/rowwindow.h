// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/tableview.h"
#include "model/rowmerge.h"
#include "model/rowtable.h"

namespace conversa::console {

// The beginning of a table's order, up to a window's size, as a model: some of its rows are live, those that are not loaded have
// their places. Whatever is told of the live ones is merged in place. `idOf(row)` names a row.
template <typename Row>
class RowWindow : public RowTable
{
public:
    static constexpr int mostRows = 5'000; // more than that nobody reads, and a screen reader has to count them

    using RowTable::RowTable;

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_rows.size()) + m_placeholders; }
    qint64 total() const override { return m_total; }
    // Null: it is not loaded.
    const Row *row(int row) const { return isLoaded(row) ? &m_rows[size_t(row)] : nullptr; }
    // While it is held, rows keep their places; what stands in them changes, and more come behind them.
    void setHeld(bool isHeld) override
    {
        // Nothing where it was not held: rows that go may take the selection along that held them.
        if (std::exchange(m_isHeld, isHeld) && !isHeld && m_view)
            merge(m_view, m_isEnd);
    }
    bool hasHeldChanges() const override { return m_hasHeldChanges; }
    void forget() override
    {
        m_isHeld = false;
        setLive(0, int(m_rows.size()));
        merge(std::make_shared<const TableView<Row>>(), true);
        setFreshness(Freshness::Empty);
    }

protected:
    using View = std::shared_ptr<const TableView<Row>>;
    bool isLoaded(int row) const override { return row >= 0 && size_t(row) < m_rows.size(); }
    FieldValue valueAt(int row, size_t field) const override { return isLoaded(row) ? m_rows[size_t(row)].value(field) : FieldValue(); }
    const std::vector<Row> &rows() const { return m_rows; }
    int liveFirst() const { return m_liveFirst; }
    int liveEnd() const { return m_liveFirst + m_liveCount; }
    // Which of the loaded rows the next views are of.
    void setLive(int first, int count)
    {
        m_liveFirst = std::clamp(first, 0, int(m_rows.size()));
        m_liveCount = std::clamp(count, 0, int(m_rows.size()) - m_liveFirst);
        m_view.reset();
    }
    // The live rows look like this now. isEnd: no rows come behind them.
    void merge(const View &view, bool isEnd);
private:
    std::vector<Row> liveSlice() const { return { m_rows.begin() + m_liveFirst, m_rows.begin() + liveEnd() }; }
    void place(const TableView<Row> &view);
    void removeRowsOf(const QSet<Uuid> &ids, int first, int end);
    void removeRange(int begin, int end);
    void changeRows(const std::vector<Row> &rows);
    void insertNew(const std::vector<Row> &fresh);
    void reorder(const std::vector<Uuid> &order);
    void fitPlaceholders();

    std::vector<Row> m_rows; // the loaded ones
    int m_placeholders = 0; // rows behind them
    qint64 m_total = 0;
    int m_liveFirst = 0, m_liveCount = 0; // rows that are as m_view has them
    View m_view;
    bool m_isEnd = false, m_isHeld = false, m_hasHeldChanges = false;
};

template <typename Row>
void RowWindow<Row>::merge(const View &view, bool isEnd)
{
    m_view = view;
    m_isEnd = isEnd;
    const auto delta = difference(TableView<Row>{ liveSlice(), m_total }, *view);
    if (delta)
        changeRows(delta->rows);
    if (!m_isHeld)
        place(*view);
    else if (liveEnd() == int(m_rows.size()))
        insertNew(rowsBehind(m_rows, view->rows, m_liveCount == 0, mostRows - m_rows.size()));
    m_hasHeldChanges = m_isHeld && delta && (!delta->removed.empty() || delta->order || view->rows.size() != size_t(m_liveCount));
    m_total = view->total;
    fitPlaceholders();
    Q_EMIT totalChanged();
}

template <typename Row>
void RowWindow<Row>::place(const TableView<Row> &view)
{
    const QSet<Uuid> seen = idSetOf(view.rows);
    // A row that came among the live ones has left its place elsewhere.
    removeRowsOf(seen, m_liveFirst + m_liveCount, int(m_rows.size()));
    removeRowsOf(seen, 0, m_liveFirst);
    // What has changed is written already.
    if (const auto delta = difference(TableView<Row>{ liveSlice(), m_total }, view)) {
        removeRowsOf(QSet<Uuid>(delta->removed.begin(), delta->removed.end()), m_liveFirst, m_liveFirst + m_liveCount);
        insertNew(delta->rows);
        if (delta->order)
            reorder(*delta->order);
    }
    if (m_isEnd)
        removeRange(m_liveFirst + m_liveCount, int(m_rows.size()));
    removeRange(mostRows, int(m_rows.size()));
}

template <typename Row>
void RowWindow<Row>::removeRowsOf(const QSet<Uuid> &ids, int first, int end)
{
    for (const auto &[begin, last] : runsOf(m_rows, ids, first, end))
        removeRange(begin, last);
}

template <typename Row>
void RowWindow<Row>::removeRange(int begin, int end)
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
void RowWindow<Row>::changeRows(const std::vector<Row> &rows)
{
    QHash<Uuid, const Row *> changed;
    for (const Row &row : rows)
        changed.insert(idOf(row), &row);
    for (int i = m_liveFirst; i < liveEnd(); ++i) {
        if (const Row *row = changed.value(idOf(m_rows[size_t(i)])))
            m_rows[size_t(i)] = *row;
    }
    // One signal: a view looks only at what it shows.
    if (m_liveCount > 0 && !rows.empty())
        Q_EMIT dataChanged(index(m_liveFirst, 0), index(liveEnd() - 1, columnCount() - 1));
}

template <typename Row>
void RowWindow<Row>::insertNew(const std::vector<Row> &fresh)
{
    const int at = m_liveFirst + m_liveCount;
    // Rows that had a place already take it.
    const int filled = at == int(m_rows.size()) ? std::min(int(fresh.size()), m_placeholders) : 0;
    m_rows.insert(m_rows.begin() + at, fresh.begin(), fresh.begin() + filled);
    m_placeholders -= filled;
    m_liveCount += filled;
    if (filled > 0)
        Q_EMIT dataChanged(index(at, 0), index(at + filled - 1, columnCount() - 1));
    if (filled == int(fresh.size()))
        return;
    beginInsertRows({}, at + filled, at + int(fresh.size()) - 1);
    m_rows.insert(m_rows.begin() + at + filled, fresh.begin() + filled, fresh.end());
    m_liveCount += int(fresh.size()) - filled;
    endInsertRows();
}

template <typename Row>
void RowWindow<Row>::reorder(const std::vector<Uuid> &order)
{
    Q_EMIT layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    const std::vector<Row> rows = liveSlice();
    const std::vector<int> now = placesIn(order, idsOf(rows));
    for (size_t i = 0; i < rows.size(); ++i)
        m_rows[size_t(m_liveFirst + now[i])] = rows[i];
    QModelIndexList from = persistentIndexList();
    QModelIndexList to = from;
    for (QModelIndex &each : to) {
        if (each.row() >= m_liveFirst && each.row() < liveEnd())
            each = index(m_liveFirst + now[size_t(each.row() - m_liveFirst)], each.column());
    }
    changePersistentIndexList(from, to);
    Q_EMIT layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

template <typename Row>
void RowWindow<Row>::fitPlaceholders()
{
    const int surplus = m_placeholders - std::max(int(std::min<qint64>(m_total, mostRows)) - int(m_rows.size()), 0);
    const int end = rowCount();
    if (surplus > 0) {
        beginRemoveRows({}, end - surplus, end - 1);
        m_placeholders -= surplus;
        endRemoveRows();
    } else if (surplus < 0) {
        beginInsertRows({}, end, end - surplus - 1);
        m_placeholders -= surplus;
        endInsertRows();
    }
}

} // namespace conversa::console
