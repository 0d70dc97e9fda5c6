// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tableexport.h"

#include <QProgressDialog>
#include <QSaveFile>

namespace conversa::console {

// Writes all rows of a table's source into a file and shows how far it is. The file is there as a whole or not at all. Deletes itself
// at its end.
class ExportDialog : public QProgressDialog
{
    Q_OBJECT

public:
    // `rest` outlives it.
    ExportDialog(Rest &rest, const RowSource &source, const TableWish &wish, const QList<QByteArray> &keys, RowFormat format, const QString &path, QWidget *parent);

    // Where to and how, as the person chooses; the path is empty where that was called off.
    static std::pair<QString, RowFormat> askWhere(QWidget *parent, const QString &name);
    void start();

Q_SIGNALS:
    // What came of it, in a sentence.
    void ended(const QString &sentence);

private Q_SLOTS:
    void onProgress(qint64 rows, qint64 total);
    void onFinished();
    void onFailed(const conversa::console::Failure &failure);

private:
    void end(const QString &sentence);

    QSaveFile m_file;
    TableExport m_export; // writes into the file, so it goes first
};

} // namespace conversa::console
