// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/uuid.h"
#include "model/rest.h"

#include <QDialog>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>

#include <vector>

namespace conversa::console {

// Which connections are to go: these, or all that a filter finds.
struct DisconnectTarget
{
    std::vector<Uuid> ids = {};
    QString filter = {};
};

// Asks the server how many connections would go, says so on its button, and lets them go. There is no way back, so it asks, and for
// many it wants their number typed. Owned by a page.
class DisconnectDialog : public QDialog
{
    Q_OBJECT

public:
    static constexpr qint64 typedAbove = 50;

    // `rest` outlives it.
    DisconnectDialog(Rest &rest, DisconnectTarget target, QWidget *parent);

Q_SIGNALS:
    void disconnected(qint64 count);

private Q_SLOTS:
    void onAccepted();
    void refresh();

private:
    RestRequest request(bool isDryRun) const;
    void onCounted(const Answer<QJsonObject> &answer);
    void onDone(const Answer<QJsonObject> &answer);

    Rest &m_rest;
    const DisconnectTarget m_target;
    qint64 m_count = -1; // not known yet
    QLabel m_question;
    QSpinBox m_code;
    QLineEdit m_reason;
    QLabel m_typedLabel;
    QLineEdit m_typed;
    QLabel m_problem;
    QDialogButtonBox m_buttons;
    QPushButton *m_go;
};

} // namespace conversa::console
