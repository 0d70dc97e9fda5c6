// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/rowtable.h"

#include <QPersistentModelIndex>
#include <QPlainTextEdit>

namespace conversa::console {

// One row of a table with all its fields in full, to read and to copy. Follows what changes in it. Owned by a page.
class RowDetails : public QPlainTextEdit
{
    Q_OBJECT

public:
    // `model` outlives it.
    explicit RowDetails(RowTable &model, QWidget *parent = nullptr);

    void showRow(int row);
    // A hint that one can be selected.
    void clearRow();

protected:
    void changeEvent(QEvent *event) override;

private:
    QString valueText(int column) const;
    void refresh();

    RowTable &m_model;
    QPersistentModelIndex m_row;
};

} // namespace conversa::console
