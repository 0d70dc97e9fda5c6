// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/rowfilter.h"
#include "model/rowwindow.h"

#include <QDateTime>

namespace conversa::console {

// A table that is here as a whole, because the server neither filters nor sorts it: up to RowWindow::mostRows rows.
template <typename Row>
class LocalTable : public RowWindow<Row>
{
public:
    using RowWindow<Row>::RowWindow;

    const TableWish &wish() const override { return m_wish; }
    // A filter that is none lets all pass.
    void setWish(const TableWish &wish) override
    {
        m_wish = wish;
        show();
    }
    void setRows(std::vector<Row> rows)
    {
        m_all = std::move(rows);
        m_all.resize(std::min(m_all.size(), size_t(this->mostRows)));
        show();
        this->setFreshness(Freshness::Live);
    }
    void forget() override
    {
        m_all.clear();
        RowWindow<Row>::forget();
    }
    const std::vector<Row> &allRows() const { return m_all; }

private:
    void show()
    {
        const Filter filter = filterOf(m_wish, this->fields());
        const qint64 now = QDateTime::currentMSecsSinceEpoch();
        auto view = std::make_shared<TableView<Row>>();
        for (const Row &row : m_all) {
            if (passes(filter, row, now))
                view->rows.push_back(row);
        }
        sort(view->rows);
        view->total = qint64(view->rows.size());
        this->setLive(0, int(this->rows().size()));
        this->merge(view, true);
    }
    void sort(std::vector<Row> &rows) const
    {
        if (m_wish.sort.isEmpty())
            return;
        const SortOrder order = orderOf(m_wish, this->fields());
        const auto place = [&](const Row &row) { return placeOf(this->fields()[order.field], row.value(order.field), idOf(row)); };
        std::stable_sort(rows.begin(), rows.end(), [&](const Row &a, const Row &b) { return order.isDescending ? place(b) < place(a) : place(a) < place(b); });
    }

    std::vector<Row> m_all;
    TableWish m_wish;
};

} // namespace conversa::console
