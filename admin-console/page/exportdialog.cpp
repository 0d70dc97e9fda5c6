// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/exportdialog.h"

#include "model/settings.h"
#include "page/problemtext.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QLocale>

namespace conversa::console {

ExportDialog::ExportDialog(Rest &rest, const RowSource &source, const TableWish &wish, const QList<QByteArray> &keys, RowFormat format, const QString &path, QWidget *parent)
    : QProgressDialog(parent)
    , m_file(path)
    , m_export(rest, source, wish, keys, format, m_file)
{
    setWindowTitle(tr("Export rows"));
    setWindowModality(Qt::WindowModal);
    setAutoClose(false);
    setAutoReset(false);
    setMinimumDuration(500);
    setLabelText(tr("Asking for the first rows…"));
    connect(&m_export, &TableExport::progressed, this, &ExportDialog::onProgress);
    connect(&m_export, &TableExport::finished, this, &ExportDialog::onFinished);
    connect(&m_export, &TableExport::failed, this, &ExportDialog::onFailed);
    connect(this, &QProgressDialog::canceled, this, [this] { end(tr("Not exported: it was stopped.")); });
}

std::pair<QString, RowFormat> ExportDialog::askWhere(QWidget *parent, const QString &name)
{
    const QString csv = tr("Comma-separated values (*.csv)");
    const QString json = tr("JSON (*.json)");
    const QString lines = tr("JSON, a row a line (*.jsonl)");
    const bool isJsonWanted = Settings().exportFormat() == ExportFormat::Json;
    QString chosen = isJsonWanted ? json : csv;
    const QString proposed = name + (isJsonWanted ? QStringLiteral(".json") : QStringLiteral(".csv"));
    const QString path = QFileDialog::getSaveFileName(parent, tr("Export rows"), proposed, QStringList{ csv, json, lines }.join(QStringLiteral(";;")), &chosen);
    const auto is = [&](const QString &kind, const char *ending) { return path.endsWith(QLatin1String(ending)) || (chosen == kind && QFileInfo(path).suffix().isEmpty()); };
    return { path, is(lines, ".jsonl") ? RowFormat::JsonLines : is(json, ".json") ? RowFormat::Json : RowFormat::Csv };
}

void ExportDialog::start()
{
    if (!m_file.open(QIODevice::WriteOnly))
        return end(tr("The file could not be written: %1").arg(m_file.errorString()));
    m_export.start();
}

// How many there will be is not known of every table, and changes while it is written.
void ExportDialog::onProgress(qint64 rows, qint64 total)
{
    setMaximum(int(std::max(rows, total)));
    setValue(int(rows));
    setLabelText(tr("%n row(s) written", nullptr, int(rows)));
}

void ExportDialog::onFinished()
{
    if (!m_file.commit())
        return end(tr("The file could not be written: %1").arg(m_file.errorString()));
    QString sentence = tr("%n row(s) are in %1.", nullptr, int(m_export.rows())).arg(QFileInfo(m_file.fileName()).fileName());
    if (!m_export.silentNodes().isEmpty())
        sentence += QLatin1Char(' ') + tr("Those of %1 are missing: it does not answer.").arg(m_export.silentNodes().join(QStringLiteral(", ")));
    end(sentence);
}

void ExportDialog::onFailed(const Failure &failure)
{
    end(tr("Not exported: %1").arg(failureText(failure)));
}

void ExportDialog::end(const QString &sentence)
{
    disconnect(&m_export, nullptr, this, nullptr);
    Q_EMIT ended(sentence);
    hide();
    deleteLater();
}

} // namespace conversa::console
