// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/rest.h"
#include "model/restpage.h"
#include "model/rowformat.h"
#include "model/rowtable.h"

#include <QIODevice>
#include <QStringList>

namespace conversa::console {

// One page of rows as a file has them.
struct RowTexts
{
    QByteArray text;
    qint64 rows = 0;
    PageEnd end = {};
};

// Reads a page of `member` and writes the members named in `keys` of each row. isFirst: no row was written before.
// Errors: those of visitRows().
Result<RowTexts> readRowTexts(QByteArrayView body, const QByteArray &member, const QList<QByteArray> &keys, RowFormat format, bool isFirst);

// Writes all rows that a filter finds at the server, however many: not only those that a table has loaded. A row whose place in the
// order changes meanwhile may be written twice or not at all. Lives in the GUI thread; deleted before its end, it asks for no more.
class TableExport : public QObject
{
    Q_OBJECT

public:
    static constexpr int pageRows = 500;

    // `rest` and `out`, which is open, outlive it. keys: the members wanted of each row, in this order.
    TableExport(Rest &rest, RowSource source, TableWish wish, QList<QByteArray> keys, RowFormat format, QIODevice &out, QObject *parent = nullptr);

    void start();
    qint64 rows() const { return m_rows; }
    const QStringList &silentNodes() const { return m_silentNodes; }

Q_SIGNALS:
    // total: of the rows that the filter finds; 0: the server does not say it.
    void progressed(qint64 rows, qint64 total);
    void finished();
    void failed(const conversa::console::Failure &failure);

private:
    void ask(const QString &cursor);
    void onPage(const Answer<RowTexts> &answer);

    Rest &m_rest;
    const RowSource m_source;
    const TableWish m_wish;
    const QList<QByteArray> m_keys;
    const RowFormat m_format;
    QIODevice &m_out;
    QStringList m_silentNodes;
    qint64 m_rows = 0;
};

} // namespace conversa::console
