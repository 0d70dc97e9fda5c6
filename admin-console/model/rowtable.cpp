// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/rowtable.h"

#include "model/celltext.h"

#include <QDateTime>

namespace conversa::console {

namespace {

const QString unknownText = QStringLiteral("–");
const QString loadingText = QStringLiteral("…");

} // namespace

RowTable::RowTable(std::span<const Field> fields, QObject *parent)
    : QAbstractTableModel(parent)
    , m_fields(fields)
    , m_nowMs(QDateTime::currentMSecsSinceEpoch())
{
    m_second.setInterval(std::chrono::seconds(1));
    connect(&m_second, &QTimer::timeout, this, &RowTable::onSecond);
    m_second.start();
}

int RowTable::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_fields.size());
}

QVariant RowTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const Field &field = m_fields[size_t(section)];
    if (role == Qt::DisplayRole)
        return columnTitle(field);
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (isFigure(field.kind) ? Qt::AlignRight : Qt::AlignLeft));
    return {};
}

QVariant RowTable::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Field &field = m_fields[size_t(index.column())];
    switch (role) {
    case Qt::DisplayRole:
        return textAt(index);
    case Qt::ToolTipRole:
        return toolTipOf(wholeText(field, valueAt(index.row(), size_t(index.column()))));
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter | (isFigure(field.kind) ? Qt::AlignRight : Qt::AlignLeft));
    case WholeText:
        return wholeText(field, valueAt(index.row(), size_t(index.column())));
    case IsLoaded:
        return isLoaded(index.row());
    case IsGap:
        return isGap(index.row());
    default:
        return {};
    }
}

int RowTable::columnOf(std::string_view field) const
{
    return int(findField(m_fields, view(field)).value_or(0));
}

void RowTable::setFreshness(Freshness freshness, const Failure &failure)
{
    if (m_freshness == freshness && m_failure == failure)
        return;
    m_freshness = freshness;
    m_failure = failure;
    Q_EMIT freshnessChanged();
}

void RowTable::setRefused(const Error &why)
{
    setFreshness(Freshness::Refused, { Problem::Declined, 0, {}, why.message, why.field, why.column });
}

void RowTable::setFailed(const Failure &failure)
{
    const bool isRefusal = failure.status >= 400 && failure.status < 500;
    setFreshness(isRefusal || m_freshness == Freshness::Empty ? Freshness::Refused : Freshness::Stale, failure);
}

void RowTable::onSecond()
{
    m_nowMs = QDateTime::currentMSecsSinceEpoch();
    if (rowCount() == 0)
        return;
    for (int column = 0; column < int(m_fields.size()); ++column) {
        if (m_fields[size_t(column)].kind == FieldKind::Since)
            Q_EMIT dataChanged(index(0, column), index(rowCount() - 1, column), { Qt::DisplayRole });
    }
}

QVariant RowTable::textAt(const QModelIndex &index) const
{
    if (isGap(index.row()))
        return index.column() == 0 ? tr("Rows are missing here.") : QString();
    if (!isLoaded(index.row()))
        return loadingText;
    const QString text = cellText(m_fields[size_t(index.column())], valueAt(index.row(), size_t(index.column())), m_nowMs);
    return text.isEmpty() ? unknownText : text;
}

} // namespace conversa::console
