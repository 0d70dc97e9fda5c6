// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/savefile.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QMessageBox>
#include <QSaveFile>

namespace conversa::console {

void saveFile(QWidget *parent, const QString &name, const QByteArray &bytes)
{
    const QString path = QFileDialog::getSaveFileName(parent, QCoreApplication::translate("SaveFile", "Save as"), name);
    if (!path.isEmpty())
        writeFile(parent, path, bytes);
}

void writeFile(QWidget *parent, const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit())
        return;
    QMessageBox::warning(parent, QCoreApplication::translate("SaveFile", "Save as"),
        QCoreApplication::translate("SaveFile", "The file could not be written: %1").arg(file.errorString()).toHtmlEscaped());
}

} // namespace conversa::console
