// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/tablewriter.h"
#include "model/rowformat.h"
#include "model/rowtable.h"
#include "model/settings.h"
#include "page/filterfield.h"

#include <QLabel>
#include <QStringList>
#include <QTableView>
#include <QWidget>

class QHBoxLayout;
class QStackedLayout;

namespace conversa::console {

// A table with its filter, its actions and how many rows there are. Tells the model which rows are seen, and holds them still while
// the mouse is over them or some are selected. Owned by a page.
class TablePane : public QWidget
{
    Q_OBJECT

public:
    // `model` outlives it. columns: the fields that are shown at first, in this order.
    TablePane(RowTable &model, const QStringList &columns, QWidget *parent = nullptr);

    RowTable &model() { return m_model; }
    QTableView &view() { return m_view; }
    FilterField &filter() { return m_filter; }
    // Holds the view; a page puts what stands in for it behind.
    QStackedLayout *body() { return m_body; }
    // Where a page puts its buttons, at the filter's right.
    QHBoxLayout *actions() { return m_actions; }
    // By default rows stand still under the mouse and while some are selected; rows that only come at the end need not.
    void setHoldsWhileRead(bool holds) { m_holdsWhileRead = holds; }
    // Of the columns that are shown at first, in their order; the others keep what their kind has.
    void setWidths(std::initializer_list<int> widths);
    // Rows of the model, ascending.
    QList<int> selectedRows() const;
    QString filterText() const { return m_filter.filter(); }
    void setDensity(Density density);
    // Rows stand still until it is taken back, or something else is asked for.
    void setPaused(bool isPaused);
    // What columns there are, which are shown and by which the rows are sorted: a menu at the headings.
    void openColumnMenu() { onHeaderMenu({}); }
    // Which columns are shown, their order and widths, and the order of the rows.
    QByteArray saveState() const;
    void restoreState(const QByteArray &state);
    // The selected rows, or all that are loaded, of the shown columns.
    QByteArray rowsAs(RowFormat format) const;
    // The keys of the shown columns, in the order in which they stand.
    QList<QByteArray> shownKeys() const;

Q_SIGNALS:
    void selectionChanged();
    void rowActivated(int row);
    // The filter or the order is another one.
    void wishChanged();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;

private Q_SLOTS:
    void onHeaderClicked(int section);
    void onHeaderMenu(const QPoint &place);
    void onSelectionChanged();
    void tellVisible();
    void showCount();

private:
    void buildView(const QStringList &columns);
    void retranslate();
    void hold();
    Columns shownColumns() const;
    QList<int> rowsToTell() const;
    void appendJson(QByteArray &text, int row, const Columns &columns) const;
    void wish(const TableWish &wish);
    void sortBy(int column, bool isDescending);
    void showOrder();

    RowTable &m_model;
    FilterField m_filter;
    QTableView m_view;
    QLabel m_count;
    QHBoxLayout *m_actions;
    QStackedLayout *m_body;
    bool m_isUnderMouse = false;
    bool m_isPaused = false;
    bool m_holdsWhileRead = true;
};

} // namespace conversa::console
