// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/answer.h"

#include <QComboBox>
#include <QDialog>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

class QFormLayout;

namespace conversa::console {

// What a new API key is to be. It stays open until the server has made it. Owned by its parent.
class KeyDialog : public QDialog
{
    Q_OBJECT

public:
    static constexpr int defaultDays = 90;

    // forAnyTenant: whether the tenant can be chosen.
    KeyDialog(bool forAnyTenant, QWidget *parent);

    // The body of POST /api/v1/auth/api-key.
    QJsonObject body() const;
    // The server does not want it so.
    void setFailure(const Failure &failure);

Q_SIGNALS:
    void createRequested();

private Q_SLOTS:
    void onRoleChanged();
    void onCreate();

private:
    void build(bool forAnyTenant);
    void addRow(QFormLayout &form, const QString &text, QWidget &field, const char *name);
    QString role() const { return m_role.currentData().toString(); }

    QLineEdit m_name;
    QComboBox m_role;
    QLineEdit m_tenant;
    QLineEdit m_user;
    QLineEdit m_contact;
    QLineEdit m_sessions;
    QComboBox m_expiry;
    QLabel m_problem;
    QLabel *m_contactLabel = nullptr;
    QPushButton *m_create = nullptr;
};

} // namespace conversa::console
