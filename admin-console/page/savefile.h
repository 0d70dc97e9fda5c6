// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

class QWidget;

namespace conversa::console {

// Asks where to, and writes it there; a sentence where that goes wrong.
void saveFile(QWidget *parent, const QString &name, const QByteArray &bytes);
// The same where it is known where to.
void writeFile(QWidget *parent, const QString &path, const QByteArray &bytes);

} // namespace conversa::console
