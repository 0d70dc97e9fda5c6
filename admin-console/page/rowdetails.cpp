// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/rowdetails.h"

#include <QDateTime>
#include <QEvent>
#include <QLocale>

namespace conversa::console {

RowDetails::RowDetails(RowTable &model, QWidget *parent)
    : QPlainTextEdit(parent)
    , m_model(model)
{
    setObjectName(QStringLiteral("details"));
    setReadOnly(true);
    setTabChangesFocus(true);
    setFrameShape(QFrame::NoFrame);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    viewport()->setAutoFillBackground(false);
    connect(&model, &QAbstractItemModel::dataChanged, this, [this](const QModelIndex &first, const QModelIndex &last, const QList<int> &roles) {
        // Times that pass change nothing here.
        if (roles.isEmpty() && m_row.isValid() && first.row() <= m_row.row() && m_row.row() <= last.row())
            refresh();
    });
    refresh();
}

void RowDetails::showRow(int row)
{
    m_row = m_model.index(row, 0);
    refresh();
}

void RowDetails::clearRow()
{
    m_row = QModelIndex();
    refresh();
}

void RowDetails::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::PaletteChange)
        refresh();
}

QString RowDetails::valueText(int column) const
{
    const QModelIndex cell = m_model.index(m_row.row(), column);
    const Field &field = m_model.fields()[size_t(column)];
    const QString whole = cell.data(RowTable::WholeText).toString();
    if (field.kind == FieldKind::Since && !whole.isEmpty())
        return QLocale().toString(QDateTime::fromString(whole, Qt::ISODateWithMs).toLocalTime(), QLocale::ShortFormat) + QStringLiteral(" · ") + whole;
    return field.kind == FieldKind::Word && !whole.isEmpty() ? cell.data().toString() : whole;
}

void RowDetails::refresh()
{
    setAccessibleName(tr("Details of the selected row"));
    setPlaceholderText(tr("Select a row to see all of it."));
    clear();
    QTextCharFormat title;
    title.setForeground(palette().color(QPalette::PlaceholderText));
    QTextCursor cursor(document());
    for (int column = 0; m_row.isValid() && column < m_model.columnCount(); ++column) {
        const QString value = valueText(column);
        if (value.isEmpty())
            continue;
        cursor.insertText(m_model.headerData(column, Qt::Horizontal).toString() + QLatin1Char('\n'), title);
        cursor.insertText(value + QStringLiteral("\n\n"), QTextCharFormat());
    }
    moveCursor(QTextCursor::Start);
}

} // namespace conversa::console
