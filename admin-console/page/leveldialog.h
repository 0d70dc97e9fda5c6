// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>
#include <QDialog>
#include <QJsonObject>

namespace conversa::console {

// Which lines the log has, and for how long; then it is as it was. Owned by its parent.
class LevelDialog : public QDialog
{
    Q_OBJECT

public:
    // node: the one server; empty: all.
    LevelDialog(const QString &node, QWidget *parent);

    // The body of POST /api/v1/admin/log-level.
    QJsonObject body() const;
    // "debug for 10 min"
    QString text() const { return tr("%1 for %2").arg(m_level.currentText(), m_time.currentText()); }

private:
    const QString m_node;
    QComboBox m_level;
    QComboBox m_time;
};

} // namespace conversa::console
